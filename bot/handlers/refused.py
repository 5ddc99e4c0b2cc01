"""Answering what cannot be done: the refusal in the person's words, what they typed, and ready lines to copy."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.message import Message
from bot.comms.render import fill, lines
from bot.handlers import modals
from bot.handlers.clerk import Clerk
from bot.handlers.errors import WRONG_WORD, code
from bot.handlers.modals import AckPayload
from bot.handlers.refusals import WORDS_AS_TYPED
from bot.handlers.visit import Visit
from bot.warroom.errors import NotInARoom, Refusal
from bot.warroom.incident import Incident

MOST_OFFERED = 5
VERDICTS = frozenset({"accept", "reject"})


async def refused(clerk: Clerk, visit: Visit, refusal: Refusal, *, live: bool) -> AckPayload | None:
    """Tell the person; a form stays open, with the words under the field that is wrong."""
    if visit.submission.kind == "view" and live:
        words = clerk.excuses.plain(refusal, visit.zone)
        wrong = modals.mistakes(refusal, words, visit.payload["view"])
        if wrong:
            await clerk.finish(visit)
            return wrong
    said = clerk.excuses.answer(await _readable(clerk, refusal), visit.zone, visit.typed)
    rest = clerk.excuses.rest(visit.typed)
    offered = await _offers(clerk, visit) if isinstance(refusal, NotInARoom) and visit.typed else []
    await clerk.tell(visit, Message(text=said.text, blocks=(*said.blocks, *offered)), *rest)
    return None


async def _readable(clerk: Clerk, refusal: Refusal) -> Refusal:
    """The refusal with the words that came from Slack's encoding as their writer saw them."""
    if not isinstance(refusal, (*WORDS_AS_TYPED, *WRONG_WORD)):
        return refusal
    return type(refusal)(**{name: await _plain(clerk, fact) for name, fact in refusal.facts.items()})


async def _plain(clerk: Clerk, fact: object) -> object:
    if isinstance(fact, tuple):
        return tuple([await clerk.retypable(str(each)) for each in fact])
    return await clerk.retypable(fact) if isinstance(fact, str) else fact


def _fits(state: Incident, typed: str) -> bool:
    """Whether the line could be about the incident: a verdict is about a candidate only."""
    return state.state == "candidate" or typed.split(maxsplit=1)[0].casefold() not in VERDICTS


async def _offers(clerk: Clerk, visit: Visit) -> list[kit.Block]:
    """The same line for each open incident: outside a room one must be named."""
    found = [state for state in await clerk.visible(visit) if _fits(state, visit.typed)][:MOST_OFFERED]
    if not found:
        return []
    ready = [code(clerk.excuses.line(f"{state.reference} {visit.typed}"[:500])) for state in found]
    return [kit.section(lines(fill(clerk.t.gettext("From here, name the incident:")), *ready))]
