"""How entries change the state: candidates, and whether an incident is major. Nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, Phase, Said
from bot.warroom.timeline import Entry


def _asked(_state: Incident, event: e.CandidateAsked, _entry: Entry) -> Change:
    return {"judge": event.person}


def _accepted(state: Incident, event: e.CandidateAccepted, entry: Entry) -> Change:
    impact = (Said(text=event.impact, key="accepted"),) if event.impact else ()
    phases = (*state.phases, Phase(state="investigating", at=entry.occurred_at))
    return {"state": "investigating", "major": True, "phases": phases, "impacts": (*state.impacts, *impact)}


def _rejected(state: Incident, event: e.CandidateRejected, entry: Entry) -> Change:
    phases = (*state.phases, Phase(state="rejected", at=entry.occurred_at))
    return {"state": "rejected", "major": False, "phases": phases, "state_text": event.reason}


def _changed(_state: Incident, event: e.MajorChanged, _entry: Entry) -> Change:
    return {"major": event.major}


def _met(state: Incident, event: e.CriterionMet, _entry: Entry) -> Change:
    share = state.users_share if event.users_share is None else event.users_share
    return {"criteria": (*state.criteria, *event.criteria), "users_share": share}


CHANGES: Changes = {
    e.CandidateAsked: _asked,
    e.CandidateAccepted: _accepted,
    e.CandidateRejected: _rejected,
    e.MajorChanged: _changed,
    e.CriterionMet: _met,
}
