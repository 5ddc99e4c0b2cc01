"""Opening the forms of the review, and what they do when they are sent; see `openers` and `modals`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.comms.cards.ids import Action, Block, Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.modals_closing import begun_on
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views import reviews as views
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands_review as cr
from bot.warroom.errors_review import SectionChanged
from bot.warroom.incident import Incident
from bot.warroom.review.completeness import READ, fields
from bot.warroom.review.facts import Gap
from bot.warroom.reviews import SECTIONS, VERDICTS

AckPayload = dict[str, Any]


async def pick(clerk: Clerk, visit: Visit, state: Incident, _press: Press | None = None) -> None:
    """The form that asks which section."""
    view = views.pick_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.REVIEW_EDIT_OPEN, "review edit summary <text>"))


async def edit(clerk: Clerk, visit: Visit, state: Incident, section: str) -> None:
    """The form of one section."""
    view = views.edit_form(clerk.scene(state), section, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"review edit {section} <text>"))


async def field(clerk: Clerk, visit: Visit, state: Incident, found: Sequence[Gap], wanted: str = "") -> None:
    """The form of a field."""
    view = views.field_form(clerk.scene(state), found, origin(visit), wanted)
    typed = f"review field {wanted or 'started'} unknown <why>"
    await clerk.open(visit, view, instead(clerk, state, Action.REVIEW_FIELD_OPEN, typed))


async def pressed_field(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The same from a button."""
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(state.number, kinds=READ)
    await field(clerk, visit, state, fields(state, entries, clerk.policy), press.name)


async def reopen(clerk: Clerk, visit: Visit, state: Incident, _press: Press | None = None) -> None:
    """The form that asks why."""
    view = views.reopen_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.REVIEW_REOPEN_OPEN, "review reopen <reason>"))


async def picked(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> AckPayload:
    """The form becomes that of the section."""
    state = await begun_on(clerk, visit, begun)
    section = given.choice(Block.SECTION)
    if section not in SECTIONS:
        raise Stale
    await clerk.finish(visit)
    return {"response_action": "update", "view": views.edit_form(clerk.scene(state), section, begun)}


async def edited(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> AckPayload | None:
    """Saved; or, when somebody was quicker, the form again with both texts."""
    state = await begun_on(clerk, visit, begun)
    text = given.text(Block.TEXT)
    try:
        await act(clerk, visit, state, cr.EditSection(section=begun.about, text=text, base=begun.item or 0))
    except SectionChanged:
        await clerk.finish(visit)
        now = await begun_on(clerk, visit, begun)
        return {"response_action": "update", "view": views.edit_form(clerk.scene(now), begun.about, begun, text)}
    return None


async def said(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """How a field stands."""
    state = await begun_on(clerk, visit, begun)
    standing = given.choice(Block.STANDING) or ""
    if standing and standing not in VERDICTS:
        raise Stale
    chosen = given.person(Block.OWNER)
    values = {
        "field": given.choice(Block.FIELD) or "",
        "standing": standing,
        "text": given.text(Block.TEXT),
        "owner": await clerk.person(visit, chosen) if chosen else None,
        "due_at": given.moment(Block.DUE),
    }
    await act(clerk, visit, state, cr.SayField.model_validate(values))


async def reopened(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """In review again."""
    state = await begun_on(clerk, visit, begun)
    await act(clerk, visit, state, cr.ReopenReview(reason=given.text(Block.REASON)))
