"""`link`, `unlink` and `duplicate`, and resolving a parent with its children."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bot.comms.cards.ids import Press
from bot.comms.message import Message
from bot.handlers import answers, answers_links
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, head, reference
from bot.handlers.refusals import Stale
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_links as cl
from bot.warroom.errors import EmptyText
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.links import keys
from bot.warroom.operations.engine import Performed
from bot.warroom.operations.linking import Cascade
from bot.warroom.phrases import phrase

LINK_FORM = "`/incident link parent|child|related MI-7 [reason]`"
UNLINK_FORM = "`/incident unlink MI-7`"
DUPLICATE_FORM = "`/incident duplicate MI-7`"
_RELATIONS: Mapping[str, str] = {
    **dict.fromkeys(("parent", "induk"), "parent"),
    **dict.fromkeys(("child", "anak"), "child"),
    **dict.fromkeys(("related", "relates", "terkait", "to"), "related"),
}


async def link(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident link parent MI-7 [reason]`; alone it shows what is linked."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    if not word:
        await clerk.tell(visit, answers_links.links(clerk.scene(state), await _known(clerk, visit, state)))
        return
    relation = _RELATIONS.get(word.casefold().strip(":,"))
    other, reason = await _other(clerk, visit, rest if relation else line.rest, LINK_FORM)
    values = {"other": other.number, "relation": relation or "related", "key": fresh_key(), "reason": reason}
    await _pair(clerk, visit, state, cl.LinkIncident.model_validate(values))


async def unlink(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident unlink MI-7`."""
    state = await clerk.incident(visit, line.named)
    other, _words = await _other(clerk, visit, line.rest, UNLINK_FORM)
    await _pair(clerk, visit, state, cl.UnlinkIncident(other=other.number))


async def duplicate(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident duplicate MI-7 [reason]`: says what will happen and asks, with a button."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    of = rest if word.casefold() in {"of", "dari"} else line.rest
    other, reason = await _other(clerk, visit, of, DUPLICATE_FORM)
    await clerk.require_lead(visit, state, phrase("end it as a duplicate"))
    await clerk.tell(visit, answers_links.sure(clerk.scene(state), other, reason))


async def merge(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The button under that question."""
    if press.other is None:
        raise Stale
    other = await clerk.incident(visit, press.other)
    await _pair(clerk, visit, state, cl.MergeDuplicate(other=other.number, key=fresh_key(), reason=press.name))


async def resolve_it(clerk: Clerk, visit: Visit, state: Incident, command: c.Resolve, notice: str = "") -> None:
    """Resolve, and offer to resolve the open children that the person may see."""
    children = await _open_children(clerk, visit, state)

    def told(performed: Performed) -> Message | None:
        if performed.state is None:
            return None
        scene = clerk.scene(performed.state)
        return answers_links.with_children(scene, answers.done(scene, command, performed, notice), children)

    await clerk.perform(visit, state.number, command, told)


async def resolve_children(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    """The button under that offer: every child that is still open, each only where the person may."""
    numbers = [child.number for child in await _open_children(clerk, visit, state)]
    scene = clerk.scene(state)

    def told(done: Cascade) -> Message:
        return answers_links.cascaded(scene, done, lambda refusal: clerk.excuses.words(refusal, visit.zone))

    await clerk.cascade(visit, state.number, numbers, told)


def fresh_key() -> str:
    """What both incidents of a link keep; it tells nothing of either."""
    return secrets.token_hex(8)


async def _pair(clerk: Clerk, visit: Visit, state: Incident, command: cl.Pairing) -> None:
    def told(performed: Performed) -> Message | None:
        return answers.done(clerk.scene(performed.state), command, performed) if performed.state else None

    await clerk.pair(visit, state.number, command, told)


async def _other(clerk: Clerk, visit: Visit, words: str, form: str) -> tuple[Incident, str]:
    """The incident that the words begin with, as far as the person may see it, and the rest as it reads."""
    word, rest = head(words)
    number = reference(word, clerk.policy.prefix)
    if number is None:
        raise EmptyText(form=form)
    return await clerk.incident(visit, number), await clerk.readable(rest)


async def _open_children(clerk: Clerk, visit: Visit, state: Incident) -> list[Incident]:
    theirs = keys(state.links, "child")
    found = await clerk.visible(visit) if theirs else []
    return [each for each in found if is_open(each.state) and keys(each.links, "parent") & theirs]


async def _known(clerk: Clerk, visit: Visit, state: Incident) -> Mapping[str, Incident]:
    """The linked incidents that the person may see, private ones among them, by the key of the link."""
    found = await clerk.visible(visit, open_only=False) if state.links else []
    ours = keys(state.links)
    return {key: each for each in found if each.number != state.number for key in keys(each.links) & ours}
