"""`update U3 …` and `correct`: renderings that wait, by words and by buttons, and updates that were wrong."""

from __future__ import annotations

import re

from bot.comms.cards.ids import Block, Callback, Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.headcount import headcount
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.views import drafts as forms
from bot.handlers.views.parts import Filled, Origin, filled
from bot.handlers.views.preview import own_words, preview_form
from bot.handlers.visit import Visit
from bot.handlers.visit import origin as begun_at
from bot.warroom import commands as c
from bot.warroom import commands_updates as cu
from bot.warroom import events as e
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


async def open_correction(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form with the words that went out. Raises Stale for an update that there is not."""
    number = press.task or 0
    if number not in state.sent:
        raise Stale
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(state.number, kinds={"update_published"})
    published = (entry.event for entry in entries if isinstance(entry.event, e.UpdatePublished))
    said = next((each.text for each in published if each.number == number), "")
    view = forms.correct_form(clerk.scene(state), number, said, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"correct {number} <text>"))


def _waits(state: Incident, press: Press) -> Waiting:
    """What the button is about. Raises Stale, UnknownUpdate, AlreadySo: the second to press is told who was first."""
    if press.task is None:
        raise Stale
    return pending(state, press.task)


async def show_preview(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    """The open form becomes the preview of what was typed; in the preview itself, of what was changed. Raises Stale."""
    view = visit.payload.get("view") or {}
    if view.get("callback_id") not in {Callback.UPDATE_MODAL, Callback.UPDATE_PREVIEW_MODAL}:
        raise Stale
    scene, renderings = clerk.scene(state), await clerk.previews(visit, state, _written(filled(view)))
    places = (route.place for each in renderings for route in each.audience.places(drill=state.drill))
    shown = preview_form(scene, renderings, await headcount(clerk, places), begun_at(visit.payload))
    await clerk.redraw(visit, shown)


def _written(given: Filled) -> c.PublishUpdate:
    """What the form, or the preview, says now."""
    texts = own_words(given)
    return c.PublishUpdate(
        text=given.text(Block.TEXT).strip(), audiences=tuple(texts) or given.choices(Block.AUDIENCES), texts=texts
    )


# forms


async def sent(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """To each audience what was written for it."""
    await _send(clerk, visit, begun, _written(given))


async def rewritten(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Other words."""
    await _send(clerk, visit, begun, cu.RewriteUpdate(draft=begun.item or 0, text=given.text("text")))


async def overridden(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Sent all the same."""
    await _send(clerk, visit, begun, cu.OverrideUpdate(draft=begun.item or 0, reason=given.text("reason")))


async def corrected(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """To everybody who got the update."""
    await _send(clerk, visit, begun, cu.CorrectUpdate(number=begun.item or 0, text=given.text("text")))


async def refused(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Not like this."""
    await _send(clerk, visit, begun, cu.RefuseUpdate(draft=begun.item or 0, reason=given.text("reason")))


async def _send(clerk: Clerk, visit: Visit, begun: Origin, command: Command) -> None:
    if begun.number is None:
        raise Stale
    await act(clerk, visit, await clerk.incident(visit, begun.number), command)
