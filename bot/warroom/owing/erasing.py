"""What an erasure owes: the bot's own cards that showed the words are drawn anew. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.objects import FIELDS, all_of
from bot.warroom.owing import objects
from bot.warroom.owing.debt import Debt, Debts
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

ON_CARD = frozenset({"content_erased"})


def _erased(event: e.ContentErased, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    touched = {part.entry for part in event.parts}
    found = (it for kind in FIELDS for it in all_of(state, kind) if it.seq in touched or it.message in event.messages)
    return Debt(owed=tuple(row for it in found for row in objects.card(it, entry, state)))


DEBTS: Debts = {e.ContentErased: _erased}
