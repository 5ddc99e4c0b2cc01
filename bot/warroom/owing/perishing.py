"""What entries owe for the facts that will be lost: a question to whoever leads, shortly after each state. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import Cancel, Debt, Debts, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.review.perishing import PERISHING
from bot.warroom.timeline import Entry

ASK_FACTS = "ask_facts"


def _reached(_event: Value, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """One timer, of the present state; none in a state that was asked about, in one that is over, or in a replay."""
    gone = (Cancel(frozenset({ASK_FACTS})),)
    after = policy.learning.ask_facts_after
    if not after or state.replay or state.state not in PERISHING or state.state in state.reviewing.asked_in:
        return Debt(cancels=gone)
    timer = TimerSpec(kind=ASK_FACTS, subject=state.state, due_at=entry.recorded_at + after)
    return Debt(cancels=gone, timers=(timer,))


def _asked(event: e.FactsAsked, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(tell(state, event.person.id, entry.seq, "facts"),))


DEBTS: Debts = {
    **dict.fromkeys(
        (e.MimAccepted, e.StateChanged, e.IncidentResolved, e.IncidentReopened, e.IncidentClosed, e.IncidentCancelled),
        _reached,
    ),
    e.FactsAsked: _asked,
}
"""Nobody is asked before somebody leads: accepting is where it begins."""
