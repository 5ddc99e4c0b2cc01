"""What entries owe: reminders of regulator clocks, and telling whoever must act. Pure.

The timers live on when the incident is closed and its room put away: an authority waits longer than a room.
"""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

ASK, REMIND = "classify_ask", "clock_remind"
SPOKEN = frozenset(
    {
        "classification_asked", "classified", "clock_started", "clock_reminded", "clock_missed", "clock_submitted",
        "clock_stopped",
    }
)  # fmt: skip


def asking(state: Incident, policy: Policy, now: Moment) -> tuple[TimerSpec, ...]:
    """When the room is asked to classify the incident, if the policy asks for this severity."""
    regulators = policy.regulators
    if state.severity not in regulators.ask_severities or not regulators.clocks:
        return ()
    return (TimerSpec(kind=ASK, subject="", due_at=now + regulators.ask_after),)


def _started(event: e.ClockStarted, entry: Entry, state: Incident, policy: Policy) -> Debt:
    clock = state.clocks[event.clock]
    shares = (*policy.regulators.remind_at, 1.0)
    timers = tuple(
        TimerSpec(kind=REMIND, subject=f"{event.clock}:{share:g}", due_at=clock.share_at(share)) for share in shares
    )
    return Debt(owed=_told(entry, state), timers=timers)


def _pressing(_event: Any, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=_told(entry, state))


def _ended(event: e.ClockSubmitted | e.ClockStopped, _entry: Entry, _state: Incident, policy: Policy) -> Debt:
    shares = (*policy.regulators.remind_at, 1.0)
    return Debt(cancels=tuple(Cancel(frozenset({REMIND}), f"{event.clock}:{share:g}") for share in shares))


def _told(entry: Entry, state: Incident) -> tuple[Owed, ...]:
    """Whoever leads and whoever speaks for the incident: the room may be put away by then."""
    people = (*state.holding("communications_lead"), *state.holding("mim"))
    if not people:
        return NOTHING.owed
    return tuple(tell(state, user, entry.seq, "clock") for user in dict.fromkeys(person.id for person in people))


DEBTS: Debts = {
    e.ClockStarted: _started,
    e.ClockReminded: _pressing,
    e.ClockMissed: _pressing,
    e.ClockSubmitted: _ended,
    e.ClockStopped: _ended,
}
