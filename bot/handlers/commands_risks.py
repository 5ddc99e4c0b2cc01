"""`risk`: what may go wrong yet, written down, listed, and over again."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards import risks as cards
from bot.comms.cards.ids import Block, Callback, Press
from bot.comms.cards.scene import Scene
from bot.handlers.acts import act
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_record import owed
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands_risks as ck
from bot.warroom.incident import Incident
from bot.warroom.risk_register import Risk
from bot.warroom.risks import known

OVER = frozenset({"closed", "close", "over", "done", "gone", "selesai", "tutup"})


async def risk(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident risk <text> [owner @user] [by 30m]`, `risk 2 closed <why>`; alone it lists them."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await clerk.tell(visit, cards.listing(clerk.scene(state)))
        return
    number, why = _closing(line.rest)
    if number is not None:
        await act(clerk, visit, state, ck.CloseRisk(risk=number, text=await clerk.readable(why)))
        return
    found = clauses(line.rest, frozenset({"by", "owner"}))
    owner, due_at = await owed(clerk, visit, found)
    text = await clerk.readable(found.text)
    await act(clerk, visit, state, ck.RaiseRisk(text=text, owner=owner, due_at=due_at))


def _closing(words: str) -> tuple[int | None, str]:
    """The number and the reason in `2 closed why`, `close 2 why`; no number in words of a new one."""
    first, rest = head(words)
    second, why = head(rest)
    pair = (first, second) if second.casefold().strip(":,") in OVER else (second, first)
    number = pair[0].lstrip("#").rstrip(":,.")
    over = pair[1].casefold().strip(":,") in OVER
    return (int(number), why) if over and number.isdecimal() and len(number) <= 4 else (None, "")


async def open_close(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks why it is none any more. Raises UnknownRisk."""
    found = known(state, press.task or 0)
    view = close_form(clerk.scene(state), found, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"risk {found.number} closed <why>"))


def close_form(scene: Scene, found: Risk, begun: Origin) -> kit.Block:
    """Why it is no risk any more."""
    t = scene.t
    fields = [kit.section(cards.line(scene, found)), words_field(t.gettext("Why not?"), optional=True)]
    whole = begun.model_copy(update={"item": found.number})
    title, send = t.gettext("No risk any more"), t.gettext("Close")
    return incident_form(scene, Callback.RISK_CLOSE_MODAL, title, send, fields, whole)


async def close(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form was sent. Raises Stale, UnknownRisk."""
    if begun.number is None:
        raise Stale
    state = await clerk.incident(visit, begun.number)
    await act(clerk, visit, state, ck.CloseRisk(risk=begun.item or 0, text=given.text(Block.TEXT)))
