"""What the forms of workarounds do when they are sent; see `modals`."""

from __future__ import annotations

from bot.comms.cards.ids import Block
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands_debt as cd
from bot.warroom.incident import Incident


async def workaround(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """A new one, or more about one that stands."""
    state = await _incident(clerk, visit, begun)
    chosen = given.person(Block.OWNER)
    values = {
        "does": given.text(Block.TEXT),
        "leaves": given.text(Block.LEAVES),
        "undo": given.text(Block.UNDO),
        "owner": await clerk.person(visit, chosen) if chosen else None,
        "due_at": given.moment(Block.DUE),
    }
    if begun.item is None:
        await act(clerk, visit, state, cd.RecordWorkaround.model_validate(values))
    else:
        await act(clerk, visit, state, cd.ChangeDebt.model_validate({"debt": begun.item, **values}))


async def paid(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Something better stands."""
    state = await _incident(clerk, visit, begun)
    await act(clerk, visit, state, cd.PayDebt(debt=begun.item or 0, text=given.text(Block.TEXT)))


async def _incident(clerk: Clerk, visit: Visit, begun: Origin) -> Incident:
    if begun.number is None:
        raise Stale
    return await clerk.incident(visit, begun.number)
