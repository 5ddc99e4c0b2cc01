"""What people do in scenario tests, waited for until it has been answered."""

from __future__ import annotations

from bot.sandbox import Message
from tests.scenarios.world import World


async def presses(world: World, handle: str, where: str | Message, action: str) -> str:
    """Somebody presses a button; what only they are told, once everything that follows has been sent."""
    reply = await world.person(handle).click(where, action)
    answer = await reply.answer()
    await world.quiet()
    return answer.all_text
