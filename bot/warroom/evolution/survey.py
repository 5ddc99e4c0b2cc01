"""How entries change the state: who was asked about the incident, and what came of it. An entry is a fact."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.surveys import GROUPS, Survey
from bot.warroom.timeline import Entry


def _asked(state: Incident, event: e.SurveyAsked, _entry: Entry) -> Change:
    others = (survey for survey in state.surveys if survey.group != event.group)
    return {"surveys": (*others, Survey(group=event.group, people=event.people, closes_at=event.closes_at))}


def _closed(state: Incident, event: e.SurveyClosed, _entry: Entry) -> Change:
    found = {"closed": True, "answered": event.answered, "scores": event.scores, "comments": event.comments}
    return _with(state, {event.group: found})


def _skipped(state: Incident, _event: e.SurveySkipped, _entry: Entry) -> Change:
    return {"survey_skipped": True, **_with(state, {group: {"closed": True} for group in GROUPS})}


def _with(state: Incident, changes: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    return {"surveys": tuple(each.model_copy(update=changes.get(each.group, {})) for each in state.surveys)}


CHANGES: Changes = {e.SurveyAsked: _asked, e.SurveyClosed: _closed, e.SurveySkipped: _skipped}
