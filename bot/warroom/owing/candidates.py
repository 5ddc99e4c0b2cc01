"""What entries owe: asking whether a candidate is major, and what follows. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing.clocks import asking
from bot.warroom.owing.debt import Cancel, Debt, Debts, tell
from bot.warroom.owing.room import new_room
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry

DECIDE = "candidate_decide"
CRITERIA = "criteria"
UNDECIDED = Cancel(frozenset({DECIDE}))


def _asked(event: e.CandidateAsked, entry: Entry, state: Incident, policy: Policy) -> Debt:
    timer = TimerSpec(kind=DECIDE, subject="", due_at=entry.recorded_at + policy.criteria.decide_within)
    return Debt(owed=(tell(state, event.person.id, entry.seq, "candidate"),), timers=(timer,))


def _accepted(_event: Any, entry: Entry, state: Incident, policy: Policy) -> Debt:
    asked = asking(state, policy, entry.recorded_at)
    return Debt(owed=(new_room(state, policy, "0"),), timers=asked, cancels=(UNDECIDED,))


def _ended(_event: Any, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(tell(state, state.reporter.id, entry.seq, "verdict"),), cancels=(UNDECIDED,))


def _began(event: e.MilestoneSet, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Once it is known since when, the clock tells when the outage is a long one."""
    if event.milestone != "started" or not is_open(state.state):
        return Debt()
    long = event.at + policy.criteria.downtime_above + timedelta(seconds=1)
    return Debt(timers=(TimerSpec(kind=CRITERIA, subject="", due_at=max(long, entry.recorded_at)),))


DEBTS: Debts = {
    e.MilestoneSet: _began,
    e.CandidateAsked: _asked,
    e.CandidateAccepted: _accepted,
    e.CandidateRejected: _ended,
}
