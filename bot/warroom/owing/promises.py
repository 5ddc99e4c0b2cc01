"""What entries owe: timers of promises, and updates on their way. Pure; how a row is carried out is `comms`' matter."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, UPDATE_TIMERS, Cancel, Debt, Debts, tell
from bot.warroom.owing.deliveries import deliveries
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry


def _promised(event: e.UpdatePromised, entry: Entry, _state: Incident, policy: Policy) -> Debt:
    interval = event.due_at - entry.recorded_at
    warn_at = entry.recorded_at + interval * policy.updates.warn_at
    return Debt(
        timers=(
            TimerSpec(kind="update_warn", subject=event.audience, due_at=warn_at),
            TimerSpec(kind="update_due", subject=event.audience, due_at=event.due_at),
        ),
        cancels=(Cancel(frozenset({"update_send"}), event.audience),),
    )


def _snoozed(event: e.UpdateSnoozed, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(timers=(TimerSpec(kind="update_send", subject=event.audience, due_at=event.until),))


def _missed(event: e.PromiseMissed, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if event.audience not in state.promises:
        return NOTHING
    wait = policy.updates.escalate_after
    return Debt(
        timers=tuple(
            TimerSpec(
                kind="update_escalate", subject=f"{event.audience}:{rung}", due_at=entry.recorded_at + wait * (rung + 1)
            )
            for rung in range(2)
        )
    )


def _escalated(event: e.PromiseEscalated, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(tell(state, event.told.id, entry.seq, "overdue"),))


def _requested(event: e.UpdateRequested, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """Whoever tells the audiences hears of the first request since the last update; the card counts those after it."""
    if len(state.update_requests) != 1:
        return NOTHING
    asked = [person for person in tellers(state) if person.id != event.person.id]
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "update_asked") for person in asked))


def tellers(state: Incident) -> tuple[Person, ...]:
    """Who sees to the updates: the communications lead, else the MIM."""
    return state.holding("communications_lead") or state.holding("mim")


def _published(event: e.UpdatePublished, entry: Entry, state: Incident, policy: Policy) -> Debt:
    cancels = tuple(Cancel(UPDATE_TIMERS - {"update_escalate"}, name) for name in event.audiences)
    escalations = tuple(
        Cancel(frozenset({"update_escalate"}), f"{name}:{rung}") for name in event.audiences for rung in range(2)
    )
    return Debt(owed=deliveries(event, entry, state, policy), cancels=(*cancels, *escalations))


DEBTS: Debts = {
    e.UpdatePromised: _promised,
    e.UpdateSnoozed: _snoozed,
    e.PromiseMissed: _missed,
    e.PromiseEscalated: _escalated,
    e.UpdateRequested: _requested,
    e.UpdatePublished: _published,
}
