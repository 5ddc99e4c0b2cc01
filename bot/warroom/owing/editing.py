"""What corrections owe: the cards of the objects they touch, and the clocks of those that come or go. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.warroom import events as e
from bot.warroom.evolution.editing import Edit, is_about
from bot.warroom.incident import Incident
from bot.warroom.objects import FIELDS, Numbered, all_of, kind_of
from bot.warroom.owing import objects
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

ON_CARD = frozenset({"entry_corrected", "correction_undone"})


def _edited(event: Edit, entry: Entry, state: Incident, policy: Policy) -> Debt:
    debt = NOTHING
    for it in _touched(event, state):
        debt += Debt(owed=tuple(objects.card(it, entry, state)))
        if it.withdrawn:
            debt += Debt(cancels=(Cancel(objects.TIMERS_OF[kind_of(it)], str(it.number)),))
        elif event.mark is not None:
            debt += objects.clocks(it, entry, state, policy)
    return debt


def _touched(event: Edit, state: Incident) -> Iterator[Numbered]:
    return (it for kind in FIELDS for it in all_of(state, kind) if is_about(it, event))


DEBTS: Debts = {e.EntryCorrected: _edited, e.CorrectionUndone: _edited}
