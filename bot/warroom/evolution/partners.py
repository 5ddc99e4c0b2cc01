"""How entries change the state: vendors, procedures, waiting, resources. Nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution import workarounds
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.partners import Procedure, Resource, VendorCase, Verdict, Wait
from bot.warroom.timeline import Entry


def _contacted(state: Incident, event: e.VendorContacted, entry: Entry) -> Change:
    before = next((each for each in state.vendors if each.vendor == event.vendor), None)
    case = VendorCase(
        vendor=event.vendor,
        title=event.title,
        contacted_at=entry.occurred_at,
        target_at=event.target_at,
        case=event.case or (before.case if before else ""),
    )
    others = tuple(each for each in state.vendors if each.vendor != event.vendor)
    return {"vendors": (*others, case)}


def _case_noted(state: Incident, event: e.VendorCaseNoted, _entry: Entry) -> Change:
    return _vendor(state, event.vendor, case=event.case)


def _answered(state: Incident, event: e.VendorAnswered, entry: Entry) -> Change:
    return _vendor(state, event.vendor, answered_at=entry.occurred_at, answer=event.text)


def _chased(state: Incident, event: e.VendorChaseDue, _entry: Entry) -> Change:
    return _vendor(state, event.vendor, chases=event.count)


def _escalated(state: Incident, event: e.VendorEscalated, _entry: Entry) -> Change:
    return _vendor(state, event.vendor, rung=event.rung)


def _vendor(state: Incident, vendor: str, **change: Any) -> dict[str, Any]:
    return {"vendors": tuple(v.model_copy(update=change) if v.vendor == vendor else v for v in state.vendors)}


def _raised(state: Incident, event: e.ProcedureRaised, entry: Entry) -> Change:
    procedure = Procedure(
        vendor=event.vendor,
        title=event.title,
        code=event.code,
        raised_at=entry.occurred_at,
        due_at=event.due_at,
        task=event.task,
    )
    return {"procedures": (*state.procedures, procedure)}


def _wait_started(state: Incident, event: e.WaitStarted, entry: Entry) -> Change:
    wait = Wait(
        number=event.wait,
        on=event.on,
        who=event.who,
        title=event.title,
        reason=event.reason,
        started_at=entry.occurred_at,
    )
    return {"waits": (*state.waits, wait)}


def _wait_ended(state: Incident, event: e.WaitEnded, entry: Entry) -> Change:
    def ended(wait: Wait) -> Wait:
        return wait.model_copy(update={"ended_at": max(wait.started_at, entry.occurred_at)})

    return {"waits": tuple(ended(wait) if wait.number == event.wait else wait for wait in state.waits)}


def _requested(state: Incident, event: e.ResourceRequested, entry: Entry) -> Change:
    asked = Resource(
        number=event.resource,
        text=event.text,
        amount=event.amount,
        currency=event.currency,
        asked_by=entry.actor or state.reporter,
        approvers=event.approvers,
    )
    return {"resources": (*state.resources, asked)}


def _approved(state: Incident, event: e.ResourceApproved, entry: Entry) -> Change:
    return _decided(state, event.resource, "approved", event.reason, entry)


def _refused(state: Incident, event: e.ResourceRefused, entry: Entry) -> Change:
    return _decided(state, event.resource, "refused", event.reason, entry)


def _decided(state: Incident, number: int, verdict: Verdict, reason: str, entry: Entry) -> Change:
    change = {"verdict": verdict, "reason": reason, "decided_by": entry.actor}
    return {"resources": tuple(r.model_copy(update=change) if r.number == number else r for r in state.resources)}


CHANGES: Changes = {
    e.VendorContacted: _contacted,
    e.VendorCaseNoted: _case_noted,
    e.VendorAnswered: _answered,
    e.VendorChaseDue: _chased,
    e.VendorEscalated: _escalated,
    e.ProcedureRaised: _raised,
    e.WaitStarted: _wait_started,
    e.WaitEnded: _wait_ended,
    e.ResourceRequested: _requested,
    e.ResourceApproved: _approved,
    e.ResourceRefused: _refused,
    **workarounds.CHANGES,
}
