"""The KPIs of the satisfaction survey: each group's median with its scores, and how many of those asked answered."""

from __future__ import annotations

from functools import partial

from bot.warroom.case import Case
from bot.warroom.incident import Incident
from bot.warroom.metrics import Kpi
from bot.warroom.surveys import Group, middle


def kpis(state: Incident) -> tuple[Kpi, ...]:
    """Those of one incident; none where nobody was asked."""
    if not state.surveys:
        return ()
    return (_satisfaction(state, "responders"), _satisfaction(state, "users"), _response(state))


def _satisfaction(state: Incident, group: Group) -> Kpi:
    scores = next((survey.scores for survey in state.surveys if survey.group == group), ())
    found = middle(scores)
    return Kpi(
        name=f"satisfaction_{group}",
        title=f"Satisfaction of {group}",
        formula=f"median of the scores of {group}, 1 to 5",
        value=None if found is None else float(found),
        missing=() if scores else ("a closed survey with enough answers",),
        scores=scores,
    )


def _response(state: Incident) -> Kpi:
    over = [survey for survey in state.surveys if survey.closed] if not state.survey_skipped else []
    answered, asked = sum(survey.answered for survey in over), sum(len(survey.people) for survey in over)
    return Kpi(
        name="survey_response",
        title="Survey response",
        formula="answered ÷ asked, of surveys that are closed",
        value=answered / asked if asked else None,
        missing=() if asked else ("a closed survey",),
        parts=(answered, asked) if asked else None,
    )


def of_group(group: Group, case: Case) -> Kpi:
    """How content a group was."""
    return _satisfaction(case.state, group)


of_responders, of_users = partial(of_group, "responders"), partial(of_group, "users")


def response(case: Case) -> Kpi:
    """How many of those asked answered."""
    return _response(case.state)
