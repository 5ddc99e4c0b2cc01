"""`erase`: what an entry says, or words of it, must be gone for good. It asks first; the button does it."""

from __future__ import annotations

import re

from bot.comms.cards.ids import Block, Press
from bot.comms.message import Message
from bot.handlers import answers_erasing
from bot.handlers.clerk import Clerk
from bot.handlers.commands_editing import numbered
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line
from bot.handlers.refusals import Stale
from bot.handlers.views.erasing import erase_form
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.erasing.deciding import FORM
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Performed

_QUOTED = re.compile(r"""\s*["“”„«»]([^"“”„«»]+)["“”„«»]\s*(.*)""", re.DOTALL)
_BECAUSE = re.compile(r"^(?:because|since|karena|sebab)\b[\s:,…]*", re.IGNORECASE)


async def erase(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident erase 12 ["words"] because <why>`; with the number alone the form opens.

    Raises EmptyText and the refusals of erasing.
    """
    state = await clerk.incident(visit, line.named)
    entry, rest = numbered(line.rest, FORM)
    if not rest:
        await _open_form(clerk, visit, state, entry)
        return
    quoted = _QUOTED.fullmatch(await clerk.readable(rest))
    words, why = (quoted[1], quoted[2]) if quoted else ("", await clerk.readable(rest))
    await _ask(clerk, visit, state, EraseContent(entry=entry, words=words.strip(), reason=_BECAUSE.sub("", why)))


async def _open_form(clerk: Clerk, visit: Visit, state: Incident, entry: int) -> None:
    await clerk.to_erase(visit, state.number, EraseContent(entry=entry, reason="…"))
    view = erase_form(clerk.scene(state), entry, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"erase {entry} because <why>"))


async def filled_in(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form was sent: it still asks. Raises Stale and the refusals of erasing."""
    if begun.number is None or begun.item is None:
        raise Stale
    state = await clerk.incident(visit, begun.number)
    words, reason = given.text(Block.TEXT).strip(), given.text(Block.REASON)
    await _ask(clerk, visit, state, EraseContent(entry=begun.item, words=words, reason=reason))


async def _ask(clerk: Clerk, visit: Visit, state: Incident, command: EraseContent) -> None:
    """What would go and from where, with the button that does it."""
    made = await clerk.to_erase(visit, state.number, command)
    async with clerk.engine.store.reading() as reader:
        shown = await reader.entries(state.number, after=command.entry - 1, limit=1)
    await clerk.tell(visit, answers_erasing.sure(clerk.scene(state), command, made, shown))


async def confirmed(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The button under that question. Raises Stale and the refusals of erasing."""
    if press.task is None:
        raise Stale
    command = EraseContent(entry=press.task, words=press.words, reason=press.name)
    made = await clerk.to_erase(visit, state.number, command)

    def told(performed: Performed) -> Message | None:
        if performed.state is None:
            return None
        return answers_erasing.erased(clerk.scene(performed.state), performed, made.outside)

    await clerk.erase(visit, state.number, command, told)
