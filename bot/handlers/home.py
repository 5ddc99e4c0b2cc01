"""App Home: reads what a person may see and publishes it. How it looks is `views/home.py`'s."""

from __future__ import annotations

from collections.abc import Iterable

from bot.comms.cards.scene import Scene
from bot.comms.transports.errors import TransportError
from bot.handlers.clerk import Clerk
from bot.handlers.views.home import Known, home_view
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.operations.stewarding import Waiting, waiting_for

LOOKED_BACK = 50
"""How many incidents, the last declared, are looked through for reviews and for clocks that outlive them."""


async def publish(clerk: Clerk, user: str) -> None:
    """Show somebody their Home tab. Raises TransportError."""
    await clerk.gateway.publish_home(user, home_view(await _known(clerk, user), user, clerk.now(), clerk.t))


async def _known(clerk: Clerk, user: str) -> Known:
    async with clerk.engine.store.reading() as reader:
        standing = await reader.incidents(open_only=True)
        recent = await reader.incidents(open_only=False, limit=LOOKED_BACK)
        owing = await reader.having("debt_opened")
        following = await reader.having("task_added")
        language = await reader.language(user)
    over, followed = ([it for it in them if not is_open(it.state) and not it.drill] for them in (owing, following))
    return Known(
        policy=clerk.policy,
        scenes=_scenes(clerk, standing, user),
        ended=_scenes(clerk, (state for state in recent if not is_open(state.state)), user),
        owing=_scenes(clerk, over, user),
        following=_scenes(clerk, followed, user),
        register=await _register(clerk, user),
        language=language,
    )


async def _register(clerk: Clerk, user: str) -> Waiting:
    try:
        return await waiting_for(clerk.engine, Person(id=user, name=""))
    except TransportError:
        return Waiting()  # whoever may decide is asked of Slack: without it the rest of the tab is still worth showing


def _scenes(clerk: Clerk, states: Iterable[Incident], user: str) -> list[Scene]:
    return [clerk.scene(state) for state in states if not state.private or state.concerns(user)]
