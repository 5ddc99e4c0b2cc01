"""The buttons of a suggested key moment: mark it, as another kind, no. The words come from the record."""

from __future__ import annotations

from bot.comms.cards.ids import Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.reactions import words_of
from bot.handlers.refusals import Stale
from bot.handlers.visit import Visit
from bot.warroom.commands_suggesting import AcceptSuggestion, DeclineSuggestion
from bot.warroom.incident import Incident
from bot.warroom.recording import REMARK_LIMIT


async def accept(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """Mark it as the button or the menu says. Raises Stale, SuggestionOver, OutOfOrder."""
    target, _, mark = press.name.rpartition(":")
    if not target:
        raise Stale
    text = await _text(clerk, state, target)
    await act(clerk, visit, state, AcceptSuggestion(target=target, mark=mark, text=text[:REMARK_LIMIT]))


async def decline(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """Not a key moment. Raises SuggestionOver, NotAllowed."""
    await act(clerk, visit, state, DeclineSuggestion(target=press.name))


async def _text(clerk: Clerk, state: Incident, target: str) -> str:
    it = next((each for each in state.suggestions if each.target == target), None)
    if it is None or not it.channel:
        return ""
    async with clerk.engine.store.reading() as reader:
        words = await words_of(reader, state.number, it.channel, target)
    return words[0] if words else it.words
