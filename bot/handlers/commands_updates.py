"""`update U3 …` and `correct`: renderings that wait, by words and by buttons, and updates that were wrong."""

from __future__ import annotations

import re

from bot.comms.cards.ids import Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.views import drafts as forms
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands_updates as cu
from bot.warroom.approving import pending
from bot.warroom.commands import Command
from bot.warroom.drafts import Waiting
from bot.warroom.errors import EmptyText
from bot.warroom.incident import Incident

CORRECT_FORM = "`/incident correct <number> <text>`"
APPROVE = frozenset({"approve", "approved", "yes", "ok", "setuju"})
REFUSE = frozenset({"refuse", "refused", "reject", "decline", "no", "tolak"})
OVERRIDE = frozenset({"override", "anyway", "paksa"})
_DRAFT = re.compile(r"[uU](\d{1,6})")
_NUMBER = re.compile(r"#?(\d{1,6})[:,.]?")


def about_draft(words: str) -> Command | None:
    """`U3 approve`, `U3 refuse <reason>`, `U3 override <reason>`, `U3 <other words>`; None for an update's words."""
    first, rest = head(words)
    found = _DRAFT.fullmatch(first.strip(":,."))
    if found is None or not rest.strip():
        return None
    number, (word, reason) = int(found[1]), head(rest)
    said = word.casefold().strip(":,.")
    if said in APPROVE and not reason.strip():
        return cu.ApproveUpdate(draft=number)
    if said in REFUSE:
        return cu.RefuseUpdate(draft=number, reason=reason)
    if said in OVERRIDE:
        return cu.OverrideUpdate(draft=number, reason=reason)
    return cu.RewriteUpdate(draft=number, text=rest)


async def correct(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident correct 3 <text>`: everybody who got update 3 is told what was wrong."""
    state = await clerk.incident(visit, line.named)
    first, rest = head(line.rest)
    found = _NUMBER.fullmatch(first)
    if found is None or not rest.strip():
        raise EmptyText(form=CORRECT_FORM)
    await act(clerk, visit, state, cu.CorrectUpdate(number=int(found[1]), text=await clerk.readable(rest)))


# buttons


async def approve(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """It may go."""
    await act(clerk, visit, state, cu.ApproveUpdate(draft=press.task or 0))


async def open_rewrite(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form with the words as they were."""
    it = _waits(state, press)
    view = forms.rewrite_form(clerk.scene(state), it, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"update {it.reference} <text>"))


async def open_override(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks why it is sent all the same."""
    it = _waits(state, press)
    view = forms.override_form(clerk.scene(state), it, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"update {it.reference} override <reason>"))


async def open_refusal(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks why not."""
    it = _waits(state, press)
    view = forms.refuse_form(clerk.scene(state), it, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"update {it.reference} refuse <reason>"))


def _waits(state: Incident, press: Press) -> Waiting:
    """What the button is about. Raises Stale, UnknownUpdate, AlreadySo: the second to press is told who was first."""
    if press.task is None:
        raise Stale
    return pending(state, press.task)


# forms


async def rewritten(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Other words."""
    await _send(clerk, visit, begun, cu.RewriteUpdate(draft=begun.item or 0, text=given.text("text")))


async def overridden(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Sent all the same."""
    await _send(clerk, visit, begun, cu.OverrideUpdate(draft=begun.item or 0, reason=given.text("reason")))


async def refused(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Not like this."""
    await _send(clerk, visit, begun, cu.RefuseUpdate(draft=begun.item or 0, reason=given.text("reason")))


async def _send(clerk: Clerk, visit: Visit, begun: Origin, command: Command) -> None:
    if begun.number is None:
        raise Stale
    await act(clerk, visit, await clerk.incident(visit, begun.number), command)
