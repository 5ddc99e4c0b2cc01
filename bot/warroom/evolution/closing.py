"""How entries change the state: who was asked to confirm. An entry is a fact."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry


def _asked(state: Incident, event: e.ConfirmationAsked, _entry: Entry) -> Change:
    others = (person for person in state.confirmers if person.id != event.person.id)
    return {"confirmers": (*others, event.person)}


CHANGES: Changes = {e.ConfirmationAsked: _asked}
