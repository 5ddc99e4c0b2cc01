"""How an erasure changes the state: the messages that are kept without words from now on. Nothing is decided here.

That the words are gone from the state is not this entry's doing: it is replayed from what is left of the others.
"""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry


def _erased(state: Incident, event: e.ContentErased, _entry: Entry) -> Change:
    known = state.erased_messages
    return {"erased_messages": tuple(dict.fromkeys((*known, *event.messages)))} if event.messages else None


CHANGES: Changes = {e.ContentErased: _erased}
