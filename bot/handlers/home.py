"""App Home: reads what a person may see and publishes it. How it looks is `views/home.py`'s."""

from __future__ import annotations

from bot.handlers.clerk import Clerk
from bot.handlers.views.home import home_view


async def publish(clerk: Clerk, user: str) -> None:
    """Show somebody their Home tab. Raises TransportError."""
    async with clerk.engine.store.reading() as reader:
        found = await reader.incidents(open_only=True)
    scenes = [clerk.scene(state) for state in found if not state.private or state.concerns(user)]
    await clerk.gateway.publish_home(user, home_view(scenes, user, clerk.now(), clerk.t))
