"""What entries owe: asking somebody to lead, and duties. Pure; how a row is carried out is `comms`' matter."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.leading import rungs
from bot.warroom.owing.debt import MIM_TIMERS, Cancel, Debt, Debts, invite, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

SHIFT = "shift_end"


def _mim_paged(event: e.MimPaged, entry: Entry, state: Incident, policy: Policy) -> Debt:
    remind = reminder(entry.recorded_at, state, policy)
    climb = ladder(entry.recorded_at, state, policy) if event.why in {"first", "assigned"} else ()
    return Debt(owed=_page(event, entry, state), timers=(remind, *climb))


def reminder(start: Moment, state: Incident, policy: Policy) -> TimerSpec:
    wait = policy.severity(state.severity).acceptance.remind_after
    return TimerSpec(kind="mim_remind", subject="", due_at=start + wait)


def _page(event: e.MimPaged, entry: Entry, state: Incident) -> tuple[Owed, ...]:
    if state.room is None:
        return ()
    return (*invite(state, f"mim:{entry.seq}", [event.person.id]), tell(state, event.person.id, entry.seq, "page"))


def ladder(start: Moment, state: Incident, policy: Policy) -> tuple[TimerSpec, ...]:
    return tuple(
        TimerSpec(kind="mim_rung", subject=str(rung), due_at=start + timedelta(seconds=wait))
        for rung, wait in rungs(policy, state.severity)
    )


def replanned_ladder(state: Incident, policy: Policy) -> tuple[TimerSpec, ...]:
    """The reminder and the rungs not reached yet, at the times of another severity; what is overdue is due now."""
    lead = state.lead
    if lead is None or lead.accepted or lead.asked_since is None or lead.paged_at is None:
        return ()
    rungs_left = (each for each in ladder(lead.asked_since, state, policy) if int(each.subject) > lead.rung)
    return (reminder(lead.paged_at, state, policy), *rungs_left)


def _mim_accepted(event: e.MimAccepted, entry: Entry, state: Incident, policy: Policy) -> Debt:
    invited = invite(state, f"mim:{entry.seq}", [event.person.id]) if state.room else ()
    duties = tell(state, event.person.id, entry.seq, "duties:mim")
    return Debt(owed=(*invited, duties), timers=shift(entry, policy.handover.shift), cancels=(Cancel(MIM_TIMERS),))


def _handover_offered(event: e.HandoverOffered, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(*invite(state, f"mim:{entry.seq}", [event.to.id]), tell(state, event.to.id, entry.seq, "page")))


def _handover_accepted(event: e.HandoverAccepted, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return Debt(
        owed=(tell(state, event.person.id, entry.seq, "duties:mim"),), timers=shift(entry, policy.handover.shift)
    )


def _handover_declined(event: e.HandoverDeclined, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """Whoever was asked hears that the offer is void, unless it was them who said no."""
    own = entry.actor is not None and entry.actor.id == event.person.id
    return Debt() if own else Debt(owed=(tell(state, event.person.id, entry.seq, "handover_void"),))


def _handover_proposed(event: e.HandoverProposed, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return Debt(
        owed=(tell(state, event.person.id, entry.seq, "shift"),), timers=shift(entry, policy.handover.again_after)
    )


def shift(entry: Entry, length: timedelta) -> tuple[TimerSpec, ...]:
    """One timer for whoever leads: somebody else's acceptance moves it."""
    return (TimerSpec(kind=SHIFT, subject="", due_at=entry.recorded_at + length),)


def _mim_unanswered(event: e.MimUnanswered, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "page") for person in event.asked))


def _role_assigned(event: e.RoleAssigned, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    invited = invite(state, f"role:{entry.seq}", [event.person.id]) if state.room else ()
    return Debt(owed=(*invited, tell(state, event.person.id, entry.seq, f"duties:{event.role}")))


DEBTS: Debts = {
    e.MimPaged: _mim_paged,
    e.MimAccepted: _mim_accepted,
    e.MimUnanswered: _mim_unanswered,
    e.HandoverOffered: _handover_offered,
    e.HandoverAccepted: _handover_accepted,
    e.HandoverDeclined: _handover_declined,
    e.HandoverProposed: _handover_proposed,
    e.RoleAssigned: _role_assigned,
}
