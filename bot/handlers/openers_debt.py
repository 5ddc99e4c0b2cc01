"""Opening the forms of workarounds, from a command or a button alike."""

from __future__ import annotations

from bot.comms.cards.ids import Press
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views import workarounds as views
from bot.handlers.visit import Visit
from bot.warroom.incident import Incident
from bot.warroom.partners import DebtItem


async def record(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form of a new workaround."""
    due_at = clerk.now() + clerk.policy.workarounds.expires_after
    view = views.workaround_form(clerk.scene(state), None, due_at, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, "workaround <text> owner @user by 30d"))


async def change(clerk: Clerk, visit: Visit, state: Incident, number: int) -> None:
    """The form of one that stands, with what is known. Raises Stale."""
    item = _standing(state, number)
    view = views.workaround_form(clerk.scene(state), item, item.due_at, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"debt {item.reference} owner @user by 30d"))


async def open_change(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The same from a button; at the closing gate it knows only the reference."""
    await change(clerk, visit, state, press.task or int(press.name.lstrip("W") or 0))


async def open_payment(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks what replaced it."""
    item = _standing(state, press.task or 0)
    view = views.paid_form(clerk.scene(state), item, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"debt done {item.reference} <what replaced it>"))


def _standing(state: Incident, number: int) -> DebtItem:
    item = next((each for each in state.debts if each.number == number and each.is_open), None)
    if item is None:
        raise Stale
    return item
