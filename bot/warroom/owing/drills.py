"""What entries of a drill owe: the reports that are played, and the score when it is over. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry

INJECT, SCORE = "drill_inject", "drill_score"


def over(entry: Entry, state: Incident) -> Debt:
    """A drill that is resolved or cancelled: nothing more is played, and it is scored at once."""
    if not state.drill or not isinstance(entry.event, e.IncidentResolved | e.IncidentCancelled):
        return NOTHING
    score = TimerSpec(kind=SCORE, subject="", due_at=entry.recorded_at)
    return Debt(timers=(score,), cancels=(Cancel(frozenset({INJECT})),))


def _planned(event: e.ReplayPlanned, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(timers=tuple(TimerSpec(kind=INJECT, subject=str(it.seq), due_at=it.at) for it in event.injects))


DEBTS: Debts = {e.ReplayPlanned: _planned}
