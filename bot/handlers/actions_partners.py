"""What the buttons about vendors, waiting and resources do; see `actions`."""

from __future__ import annotations

from bot.comms.cards.ids import Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views.partners import refuse_form
from bot.handlers.visit import Visit
from bot.warroom import commands_partners as cp
from bot.warroom.errors import AlreadySo
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase


async def wait_for(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """Work waits for this vendor."""
    await act(clerk, visit, state, cp.StartWait(on="vendor", who=press.name))


async def end_wait(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """This waiting is over."""
    wait = next((each for each in state.waits if each.number == press.task), None)
    if wait is None:
        raise Stale
    if wait.ended_at is not None:
        raise AlreadySo(what=phrase("that waiting is over"))
    await act(clerk, visit, state, cp.EndWait(on=wait.on, who=str(wait.number)))


async def approve(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """Yes to a request."""
    await act(clerk, visit, state, cp.ApproveResource(resource=press.task or 0))


async def open_refusal(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks why not."""
    resource = next((each for each in state.resources if each.number == press.task), None)
    if resource is None:
        raise Stale
    view = refuse_form(clerk.scene(state), resource, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"resource {resource.reference} refuse <reason>"))
