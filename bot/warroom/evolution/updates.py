"""How entries change the state: renderings that wait, and where updates arrived. Nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.drafts import Awaits, Verdict, Waiting
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry


def _held(state: Incident, event: e.UpdateHeld, entry: Entry) -> Change:
    return _waits(state, event, entry, "words")


def _asked(state: Incident, event: e.ApprovalAsked, entry: Entry) -> Change:
    more = {"approvers": event.approvers, "overridden": event.overridden}
    return _waits(state, event, entry, "approval", **more)


def _waits(state: Incident, event: e.UpdateHeld | e.ApprovalAsked, entry: Entry, awaits: Awaits, **more: Any) -> Change:
    """It takes the place of what waited for the same audience."""
    waiting = Waiting(
        number=event.draft,
        audience=event.audience,
        awaits=awaits,
        facts=event.facts,
        text=event.text,
        by=entry.actor,
        at=entry.recorded_at,
        found=event.found,
        final=event.final,
        corrects=event.corrects,
        **more,
    )
    before = (settled(each, "replaced", entry) if each.audience == event.audience else each
              for each in state.waiting_updates)  # fmt: skip
    return {"waiting_updates": (*before, waiting)}


def settled(each: Waiting, verdict: Verdict, entry: Entry) -> Waiting:
    """Decided on, if it still waited; the facts go."""
    if each.verdict != "pending":
        return each
    return each.model_copy(update={"verdict": verdict, "decided_by": entry.actor, "facts": {}})


def _decided(verdict: Verdict) -> Any:
    def change(state: Incident, event: Any, entry: Entry) -> Change:
        return {
            "waiting_updates": tuple(
                settled(each, verdict, entry) if each.number == event.draft else each for each in state.waiting_updates
            )
        }

    return change


def _delivered(state: Incident, event: e.UpdateDelivered, _entry: Entry) -> Change:
    known = state.reached.get(event.audience, ())
    if event.channel in known:
        return None
    return {"reached": {**state.reached, event.audience: (*known, event.channel)}}


def _broken(state: Incident, event: e.TemplateBroken, _entry: Entry) -> Change:
    known = state.broken_templates
    return None if event.fault in known else {"broken_templates": (*known, event.fault)}


CHANGES: Changes = {
    e.UpdateHeld: _held,
    e.ApprovalAsked: _asked,
    e.UpdateOverridden: _decided("released"),
    e.UpdateApproved: _decided("released"),
    e.UpdateRefused: _decided("refused"),
    e.UpdateDelivered: _delivered,
    e.TemplateBroken: _broken,
}
