"""What entries owe for the satisfaction survey: the moment to ask, the question to each, the end. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, tell
from bot.warroom.policy import Policy
from bot.warroom.policy_survey import After
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry

ASK, CLOSE = "survey_ask", "survey_close"
SPOKEN = frozenset({"survey_closed", "survey_skipped"})


def after(what: After, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """The moment to ask, once the incident came as far as the policy says. When it fires the state is looked at."""
    terms = policy.survey
    if not terms.enabled or terms.after != what or state.drill or state.surveys or state.survey_skipped:
        return NOTHING
    return Debt(timers=(TimerSpec(kind=ASK, subject="", due_at=entry.recorded_at + terms.delay),))


def _asked(event: e.SurveyAsked, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    owed = tuple(tell(state, person.id, entry.seq, "survey") for person in event.people)
    return Debt(owed=owed, timers=(TimerSpec(kind=CLOSE, subject="", due_at=event.closes_at),))


def _closed(_event: e.SurveyClosed, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({CLOSE})),))


def _skipped(_event: e.SurveySkipped, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({ASK, CLOSE})),))


DEBTS: Debts = {e.SurveyAsked: _asked, e.SurveyClosed: _closed, e.SurveySkipped: _skipped}
