"""Opening the forms on the way to closing: what does not work, when something happened, whose task it is."""

from __future__ import annotations

from bot.comms.cards.ids import Action, Press
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views import closing
from bot.handlers.visit import Visit
from bot.warroom.errors import WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES
from bot.warroom.milestones import NAMES


async def doubt(clerk: Clerk, visit: Visit, state: Incident, _press: Press | None = None) -> None:
    """The form that asks what does not work. Raises WrongState when it is open again anyway."""
    if state.state not in {"resolved", "closed"}:
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    view = closing.doubt_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.DOUBT_OPEN, "confirm not yet <what does not work>"))


async def milestone(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks when a milestone happened."""
    if press.name not in NAMES:
        raise Stale
    view = closing.milestone_form(clerk.scene(state), press.name, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"milestone {press.name} at 10:05"))


async def task_owner(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks whose task it is."""
    task = next((each for each in state.tasks if each.number == press.task), None)
    if task is None:
        raise Stale
    view = closing.task_owner_form(clerk.scene(state), task, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"task {task.number} @user"))


async def output(clerk: Clerk, visit: Visit, state: Incident, _press: Press | None = None) -> None:
    """The form that asks others for something."""
    view = closing.output_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.OUTPUT_OPEN, "output problem <text> @owner"))
