"""What entries owe on the way to closing: the question whether it works, its reminders, and doubts. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.closing import whom_to_ask
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts, step, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

SPOKEN = frozenset({"confirmation_asked", "restoration_doubted"})
CONFIRM_TIMERS = frozenset({"confirm_remind"})


def ask(state: Incident, entry: Entry, policy: Policy) -> Debt:
    """After it was resolved: ask those who can say whether it works, and set the first reminder."""
    if not policy.closure.ask_to_confirm:
        return NOTHING
    owed = tuple(_question(state, entry, ref) for ref in whom_to_ask(state, policy))
    return Debt(owed=owed, timers=_reminder(entry.recorded_at, 1, policy))


def _question(state: Incident, entry: Entry, ref: str) -> Owed:
    return step(state, "confirm.ask", f"{entry.seq}:{ref}", payload={"seq": entry.seq, "ref": ref})


def _reminder(since: Moment, round_: int, policy: Policy) -> tuple[TimerSpec, ...]:
    if round_ > policy.closure.confirm_reminders:
        return ()
    due = since + policy.closure.confirm_remind_after
    return (TimerSpec(kind="confirm_remind", subject=str(round_), due_at=due),)


def _reminded(event: e.ConfirmationReminded, entry: Entry, state: Incident, policy: Policy) -> Debt:
    owed = tuple(tell(state, person.id, entry.seq, "confirm") for person in event.people)
    return Debt(owed=owed, timers=_reminder(entry.recorded_at, event.round + 1, policy))


def _doubted(_event: e.RestorationDoubted, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    told = (person for person in state.holding("mim") if entry.actor is None or person.id != entry.actor.id)
    return Debt(owed=tuple(tell(state, person.id, entry.seq, "doubt") for person in told))


DEBTS: Debts = {e.ConfirmationReminded: _reminded, e.RestorationDoubted: _doubted}
