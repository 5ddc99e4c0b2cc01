"""Opening the forms of rarer acts, from a command or the card's menu alike."""

from __future__ import annotations

from bot.comms.cards.ids import Press
from bot.handlers import openers
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views.acts import REASONS, reason_form, state_form
from bot.handlers.visit import Visit
from bot.warroom.errors import AlreadySo, NoModel, StillCandidate, WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.phrases import phrase


async def chosen(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """What was chosen in the menu “More…”. Raises Stale, NotAllowed, WrongState."""
    if press.name == "state":
        await change_state(clerk, visit, state)
    elif press.name == "handover":
        await openers.handover(clerk, visit, state)
    elif press.name in REASONS:
        await reason(clerk, visit, state, press.name)
    else:
        raise Stale


async def reason(clerk: Clerk, visit: Visit, state: Incident, act: str) -> None:
    """The form that asks why. Raises NotAllowed, WrongState, NoModel."""
    _require_open(state)
    if act == "abandon" and state.model is None:
        raise NoModel(reference=state.reference)
    if act in {"promote", "demote"} and state.major == (act == "promote"):
        raise AlreadySo(
            what=phrase(
                "{reference} is {which} incident",
                reference=state.reference,
                which=phrase("a major") if state.major else phrase("a minor"),
            )
        )
    asking = REASONS[act]
    await clerk.require_lead(visit, state, asking.what)
    view = reason_form(clerk.scene(state), act, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"{asking.typed} <reason>"))


async def change_state(clerk: Clerk, visit: Visit, state: Incident, wanted: str | None = None) -> None:
    """The form of another state, which asks for the cause and the remedy. Raises NotAllowed, WrongState."""
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    _require_open(state)
    await clerk.require_lead(visit, state, phrase("change the state"))
    view = state_form(clerk.scene(state), origin(visit), wanted)
    typed = f"state {wanted or 'identified'} <cause and remedy>"
    await clerk.open(visit, view, instead(clerk, state, None, typed))


def _require_open(state: Incident) -> None:
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
