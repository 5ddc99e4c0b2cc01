"""What the forms on the way to closing do when they are sent; see `modals`."""

from __future__ import annotations

from bot.comms.cards.ids import Block
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import commands_outputs as co
from bot.warroom.incident import Incident
from bot.warroom.outputs import KINDS


async def doubt(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """It does not work yet."""
    state = await begun_on(clerk, visit, begun)
    await act(clerk, visit, state, cz.DoubtRestored(text=given.text(Block.REASON)))


async def milestone(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """When something happened."""
    state = await begun_on(clerk, visit, begun)
    source = given.text(Block.TEXT).strip() or f"said by {visit.person.name}"
    moment = given.moment(Block.AT) or clerk.now()
    await act(clerk, visit, state, c.SetMilestone(milestone=begun.about, moment=moment, source=source))


async def task_owner(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Whose task it is."""
    state = await begun_on(clerk, visit, begun)
    if not begun.about.isdecimal():
        raise Stale
    owner = await clerk.person(visit, given.person(Block.OWNER) or "")
    await act(clerk, visit, state, cz.GiveTask(task=int(begun.about), owner=owner))


async def output(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """What is asked of others."""
    state = await begun_on(clerk, visit, begun)
    chosen, what = given.person(Block.OWNER), given.choice(Block.KIND)
    if what not in KINDS:
        raise Stale
    owner = await clerk.person(visit, chosen) if chosen else None
    values = {"what": what, "text": given.text(Block.TEXT), "owner": owner}
    await act(clerk, visit, state, co.RaiseOutput.model_validate(values))


async def begun_on(clerk: Clerk, visit: Visit, begun: Origin) -> Incident:
    """The incident that the form was opened on, as far as the person may see it. Raises Stale, UnknownIncident."""
    if begun.number is None:
        raise Stale
    return await clerk.incident(visit, begun.number)
