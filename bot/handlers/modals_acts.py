"""What the forms of rarer acts do when they are sent; see `modals`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.comms.cards.ids import Block, Callback
from bot.handlers import commands_follow_up
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_candidates as cc
from bot.warroom import commands_models as cm

Sent = Callable[[Clerk, Visit, Filled, Origin], Awaitable[None]]


def _performs(make: Callable[[Filled], c.Command]) -> Sent:
    async def sent(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
        if begun.number is None:
            raise Stale
        await act(clerk, visit, await clerk.incident(visit, begun.number), make(given))

    return sent


HANDLERS: Mapping[str, Sent] = {
    Callback.PROMOTE_MODAL: _performs(lambda given: cc.Promote(reason=given.text(Block.REASON))),
    Callback.DEMOTE_MODAL: _performs(lambda given: cc.Demote(reason=given.text(Block.REASON))),
    Callback.ABANDON_MODAL: _performs(lambda given: cm.AbandonModel(reason=given.text(Block.REASON))),
    Callback.TASK_WORDS_MODAL: commands_follow_up.words,
    Callback.CANCEL_MODAL: _performs(lambda given: c.Cancel(reason=given.text(Block.REASON))),
    Callback.STATE_MODAL: _performs(
        lambda given: c.MoveState(to=given.choice(Block.STATE) or "", text=given.text(Block.TEXT))
    ),
}
VERBS_OF: Mapping[str, str] = {
    Callback.PROMOTE_MODAL: "promote",
    Callback.DEMOTE_MODAL: "demote",
    Callback.ABANDON_MODAL: "model abandon",
    Callback.CANCEL_MODAL: "cancel",
    Callback.TASK_WORDS_MODAL: "task",
    Callback.STATE_MODAL: "state",
}
