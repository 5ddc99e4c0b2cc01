"""`output`: what others are asked to do because of an incident."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms import render
from bot.comms.cards.outputs import output_lines
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import fill
from bot.handlers import openers_closing
from bot.handlers.acts import act
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.warroom import commands_outputs as co
from bot.warroom.errors import EmptyText, UnknownOutput
from bot.warroom.handing_on import OUTPUT_FORM
from bot.warroom.outputs import OutputKind

KINDS: Mapping[str, OutputKind] = {
    **dict.fromkeys(("problem", "investigation", "masalah"), "problem"),
    **dict.fromkeys(("change", "rfc", "perubahan"), "change"),
    **dict.fromkeys(("knowledge", "article", "kb", "pengetahuan"), "knowledge"),
    **dict.fromkeys(("improvement", "improve", "perbaikan"), "improvement"),
}


async def output(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident output problem|change|knowledge|improvement <text> [@owner]`, `output list`, `output again <n>`."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    what = KINDS.get(word.casefold().strip(":,"))
    if not word:
        await openers_closing.output(clerk, visit, state)
    elif word.casefold() in {"list", "daftar"}:
        await clerk.tell(visit, _listed(clerk.scene(state)))
    elif word.casefold() in {"again", "retry", "file", "lagi"}:
        await act(clerk, visit, state, co.FileAgain(output=_number(rest)))
    elif what is None:
        raise EmptyText(form=OUTPUT_FORM)
    else:
        found = clauses(rest, frozenset({"owner"}), any_mention=True)
        owner = await clerk.person(visit, found.owner) if found.owner else None
        text = await clerk.readable(found.text)
        await act(clerk, visit, state, co.RaiseOutput(what=what, text=text, owner=owner))


def _number(word: str) -> int:
    bare = word.strip().lstrip("#")
    if not bare.isdecimal() or len(bare) > 6:
        raise UnknownOutput(output=word.strip() or "?")
    return int(bare)


def _listed(scene: Scene) -> Message:
    lines = output_lines(scene)
    title = fill(scene.t.gettext("*Outputs of {reference}*"), reference=scene.state.reference)
    none = fill(scene.t.gettext("{reference} has no outputs yet."), reference=scene.reference)
    form = "output problem|change|knowledge|improvement <text> [@owner]"
    ask = fill(scene.t.gettext("To raise one: `{command} {form}`"), command=scene.command, form=form)
    return scene.message(render.lines(title if lines else none, *lines, ask))
