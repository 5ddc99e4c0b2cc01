"""Opening the forms that judge a candidate, from a command or a button alike."""

from __future__ import annotations

from bot.comms.cards.ids import Action
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.views import majors
from bot.handlers.visit import Visit
from bot.warroom.errors import WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES


async def accept(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form that accepts a candidate. Raises NotAllowed, WrongState."""
    await _require(clerk, visit, state, "accept the candidate")
    view = majors.accept_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.CANDIDATE_ACCEPT_OPEN, "accept <business impact>"))


async def reject(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form that rejects a candidate. Raises NotAllowed, WrongState."""
    await _require(clerk, visit, state, "reject the candidate")
    view = majors.reject_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.CANDIDATE_REJECT_OPEN, "reject <reason>"))


async def _require(clerk: Clerk, visit: Visit, state: Incident, what: str) -> None:
    if state.state != "candidate":
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    await clerk.require_lead(visit, state, what)
