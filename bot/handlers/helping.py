"""The question tree of the declaration's form: each answer redraws the form with what is asked next."""

from __future__ import annotations

from bot.comms.cards.ids import Block, Callback
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.views.declare import declare_form, draft_of
from bot.handlers.views.parts import filled
from bot.handlers.visit import Visit, origin

ANSWERED = (Block.USERS_SHARE, Block.IMPACT_KINDS, Block.URGENCY_LEVEL)
"""The fields of the form whose every change asks on."""


async def ask(clerk: Clerk, visit: Visit, _value: str) -> None:
    """Show the questions that the answers so far lead to. Raises Stale outside the form."""
    view = visit.payload.get("view") or {}
    if view.get("callback_id") != Callback.DECLARE_MODAL:
        raise Stale
    begun = origin(visit.payload).model_copy(update={"helping": True})
    await clerk.redraw(visit, declare_form(clerk.t, clerk.policy, draft_of(filled(view)), begun))
