"""What entries owe: reminders of debt, which outlive the incident, and the weekly list. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.digests import next_digest
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry
from bot.warroom.workarounds import next_reminder

DEBT_DUE = frozenset({"debt_due"})


def _opened(event: e.DebtOpened, entry: Entry, state: Incident, policy: Policy) -> Debt:
    timers = _reminder(event.debt, entry, state, policy)
    if state.private or state.drill or not policy.workarounds.digest_in:
        return Debt(timers=timers)
    week, due_at = next_digest(entry.recorded_at, policy)
    return Debt(timers=(*timers, TimerSpec(kind="debt_digest", subject=week, due_at=due_at)))


def _moved(event: e.DebtChanged, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return Debt(timers=_reminder(event.debt, entry, state, policy)) if event.due_at else NOTHING


def _reminded(event: e.DebtReminded, entry: Entry, state: Incident, policy: Policy) -> Debt:
    told = (tell(state, event.told.id, entry.seq, "debt"),) if event.told else ()
    return Debt(owed=told, timers=_reminder(event.debt, entry, state, policy))


def _reminder(number: int, entry: Entry, state: Incident, policy: Policy) -> tuple[TimerSpec, ...]:
    item = next((each for each in state.debts if each.number == number), None)
    due_at = next_reminder(item, entry.recorded_at, policy.workarounds.remind_every) if item else None
    return (TimerSpec(kind="debt_due", subject=str(number), due_at=due_at),) if due_at else ()


def _paid(event: e.DebtPaid, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(DEBT_DUE, str(event.debt)),))


DEBTS: Debts = {e.DebtOpened: _opened, e.DebtChanged: _moved, e.DebtReminded: _reminded, e.DebtPaid: _paid}
SPOKEN = frozenset({"debt_opened", "debt_changed", "debt_paid", "debt_reminded", "workaround_repeated"})
