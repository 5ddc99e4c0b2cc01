"""Where a report and what stands under it are posted."""

from __future__ import annotations

from bot.comms.retry import CannotDo
from bot.comms.steps.desk import Desk
from bot.warroom.ports import Step


async def place(desk: Desk, step: Step) -> str:
    """The channel, or the direct messages of whoever asked where the bot cannot post there. Raises CannotDo."""
    channel, user = str(step.payload.get("channel") or ""), step.payload.get("user")
    if user and channel[:1] in {"", "D"}:
        return await desk.gateway.open_dm(user)
    try:
        return await desk.channels.find(channel)
    except CannotDo:
        if not user:
            raise
        return await desk.gateway.open_dm(user)
