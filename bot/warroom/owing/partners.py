"""What entries owe: chases, rungs and reminders as timers, guests' invitations, and whoever approves. Pure."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import known_vendor
from bot.warroom.owing import workarounds
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, invite, step, tell
from bot.warroom.partners import VendorCase
from bot.warroom.policy import Policy
from bot.warroom.policy_partners import Vendor
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

CHASES = frozenset({"vendor_chase"})
VENDOR_TIMERS = CHASES | {"vendor_rung"}
PARTNER_TIMERS = VENDOR_TIMERS | {"procedure_half", "procedure_due"}


def _contacted(event: e.VendorContacted, entry: Entry, state: Incident, policy: Policy) -> Debt:
    vendor = known_vendor(event.vendor, state, policy)
    called = [each for each in state.procedures if each.vendor == event.vendor]
    cancels = tuple(
        Cancel(frozenset({"procedure_half", "procedure_due"}), f"{each.vendor}:{each.code}") for each in called
    )
    rungs = (
        TimerSpec(kind="vendor_rung", subject=f"{event.vendor}:{rung}", due_at=entry.occurred_at + step.after)
        for rung, step in enumerate(vendor.rungs, start=1)
    )
    return Debt(timers=(_chase(vendor, entry), *rungs), cancels=cancels)


def _chase(vendor: Vendor, entry: Entry) -> TimerSpec:
    return TimerSpec(kind="vendor_chase", subject=vendor.name, due_at=entry.recorded_at + vendor.chase_every)


def _chased(event: e.VendorChaseDue, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return Debt(timers=(_chase(known_vendor(event.vendor, state, policy), entry),), owed=_liaison(state, entry))


def _escalated(_event: e.VendorEscalated, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=_liaison(state, entry))


def _liaison(state: Incident, entry: Entry) -> tuple[Owed, ...]:
    return tuple(tell(state, person.id, entry.seq, "vendor") for person in state.holding("vendor_liaison"))


def _answered(event: e.VendorAnswered, _entry: Entry, state: Incident, _policy: Policy) -> Debt:
    case = next((each for each in state.vendors if each.vendor == event.vendor), None)
    return Debt(cancels=_stopped(case)) if case else NOTHING


def _stopped(case: VendorCase) -> tuple[Cancel, ...]:
    chase = Cancel(CHASES, case.vendor)
    return (chase, *(Cancel(frozenset({"vendor_rung"}), f"{case.vendor}:{rung}") for rung in range(1, 20)))


def _invited(event: e.VendorInvited, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=invite(state, f"vendor:{entry.seq}", event.people)) if state.room else NOTHING


def _pack(event: e.VendorPackMade, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=tuple(_file(event.vendor, form, entry, state) for form in ("md", "csv")))


def _file(vendor: str, form: str, entry: Entry, state: Incident) -> Owed:
    name = f"{'DRILL-' if state.drill else ''}{state.reference}-vendor-{vendor}-{entry.seq}.{form}"
    payload = {"what": f"vendor:{vendor}", "format": form, "name": name}
    return step(state, "file.share", f"vendor:{entry.seq}:{form}", payload=payload, lane=f"files:{state.number}")


def _raised(event: e.ProcedureRaised, entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    subject = f"{event.vendor}:{event.code}"
    half = entry.recorded_at + max(event.due_at - entry.recorded_at, timedelta()) / 2
    timers = (
        TimerSpec(kind="procedure_half", subject=subject, due_at=half),
        TimerSpec(kind="procedure_due", subject=subject, due_at=event.due_at),
    )
    return Debt(timers=timers)


def _reminded(event: e.ProcedureReminded, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """The room at half its time; at the end also whoever should see to it."""
    if not event.late:
        return NOTHING
    people = state.holding("vendor_liaison") or state.holding("mim")
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "vendor") for person in people))


def _requested(event: e.ResourceRequested, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """Approvers are written to; of a private incident only those who know of it already."""
    told = (person for person in event.approvers if not state.private or state.concerns(person.id))
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "resource") for person in told))


def _decided(event: e.ResourceApproved | e.ResourceRefused, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    asked = next((each.asked_by for each in state.resources if each.number == event.resource), None)
    if asked is None or (entry.actor and entry.actor.id == asked.id):
        return NOTHING
    return Debt(owed=(tell(state, asked.id, entry.seq, "resource"),))


DEBTS: Debts = {
    e.VendorContacted: _contacted,
    e.VendorChaseDue: _chased,
    e.VendorEscalated: _escalated,
    e.VendorAnswered: _answered,
    e.VendorInvited: _invited,
    e.VendorPackMade: _pack,
    e.ProcedureRaised: _raised,
    e.ProcedureReminded: _reminded,
    e.ResourceRequested: _requested,
    e.ResourceApproved: _decided,
    e.ResourceRefused: _decided,
    **workarounds.DEBTS,
}
SPOKEN = frozenset(
    {
        "procedure_raised", "procedure_reminded", "vendor_contacted", "vendor_case", "vendor_answered", "vendor_chase",
        "vendor_escalated", "wait_started", "wait_ended", "resource_requested", "resource_approved", "resource_refused",
        *workarounds.SPOKEN,
    }
)  # fmt: skip
