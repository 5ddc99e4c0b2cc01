"""How many people an update reaches in Slack: members of channels and groups. What cannot be counted is absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.comms.transports.errors import TransportError
from bot.handlers.clerk import Clerk
from bot.warroom.places import Place


async def headcount(clerk: Clerk, places: Iterable[Place]) -> Mapping[str, int]:
    """The number of people by place, as far as Slack tells; the bot itself does not count."""
    wanted = tuple(dict.fromkeys(places))
    try:
        return await _counted(clerk, wanted)
    except TransportError:
        return {}  # the preview is worth more than its figures


async def _counted(clerk: Clerk, places: tuple[Place, ...]) -> Mapping[str, int]:
    counted = {
        place.ref: len(await clerk.engine.directory.members(place.target)) for place in places if place.kind == "dm"
    }
    names = {place.target.removeprefix("#"): place.ref for place in places if place.kind == "slack"}
    if names:
        async for channel in clerk.gateway.channels():
            ref = names.get(channel.name) or names.get(channel.id)
            if ref:
                counted[ref] = len(await clerk.gateway.members(channel.id)) - channel.member
    return counted
