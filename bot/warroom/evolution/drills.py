"""How entries change the state: drills that replay another incident. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.scores import Replay
from bot.warroom.timeline import Entry


def _planned(_state: Incident, event: e.ReplayPlanned, _entry: Entry) -> Change:
    return {"replay": Replay(original=event.original, reference=event.reference, speed=event.speed)}


CHANGES: Changes = {e.ReplayPlanned: _planned}
