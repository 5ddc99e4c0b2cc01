"""How entries change the state: links to other incidents. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.links import Link
from bot.warroom.timeline import Entry


def _linked(state: Incident, event: e.IncidentLinked, _entry: Entry) -> Change:
    link = Link.model_validate(event.model_dump(include=set(Link.model_fields)))
    return {"links": (*state.links, link)}


def _unlinked(state: Incident, event: e.IncidentUnlinked, _entry: Entry) -> Change:
    return {"links": tuple(link for link in state.links if link.key != event.key)}


def _similar(_state: Incident, event: e.SimilarFound, _entry: Entry) -> Change:
    return {"similar": event.incidents}


CHANGES: Changes = {e.IncidentLinked: _linked, e.IncidentUnlinked: _unlinked, e.SimilarFound: _similar}
