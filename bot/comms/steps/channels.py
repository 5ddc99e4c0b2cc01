"""Where a channel's name leads: finds, makes and enters the channels that the policy names. It posts nothing.

Slack lists only the private channels that the bot is in, so a private one it was not invited to looks like one that
does not exist; the words for people say so.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable

from bot.comms.retry import CannotDo
from bot.comms.transports import errors as e
from bot.comms.transports.slack import Channel, SlackGateway
from bot.warroom.phrases import phrase

_ID = re.compile(r"[CG][A-Z0-9]{5,}")
_LINK = re.compile(r"<#([A-Z0-9]+)(\|[^>]*)?>")


class Channels:
    """Channels by reference (`#name`, `name`, an id), remembered until somebody says that one is out of date."""

    def __init__(self, gateway: SlackGateway, *, create_missing: bool) -> None:
        self._gateway = gateway
        self._create_missing = create_missing
        self._known: dict[str, Channel] = {}
        self._lock = asyncio.Lock()

    async def find(self, ref: str) -> str:
        """The id of a channel that the bot can post in and read. Raises CannotDo with a remedy."""
        name = plain(ref)
        known = self._known.get(name)
        if known and known.member:
            return known.id
        async with self._lock:
            return (await self._entered(name)).id

    async def warm(self, refs: Iterable[str]) -> None:
        """Look these up now, so that nobody waits for it when it matters. What cannot be found is said when it does.

        Raises TransportError when Slack does not answer.
        """
        async with self._lock:
            await self._read()
        for name in {plain(ref) for ref in refs} & self._known.keys():
            await self.find(name)

    def forget(self, ref: str) -> None:
        """What is known of this channel has turned out to be wrong: ask Slack again."""
        known = self._known.pop(plain(ref), None)
        if known:
            self._known.pop(known.id, None)
            self._known.pop(known.name, None)

    async def _entered(self, name: str) -> Channel:
        found = self._known.get(name) or await self._listed(name) or await self._created(name)
        if not found.member:
            await self._gateway.join(found.id)
            found = self._keep(found.model_copy(update={"member": True}))
        return found

    async def _listed(self, name: str) -> Channel | None:
        await self._read()
        return self._known.get(name)

    async def _read(self) -> None:
        async for channel in self._gateway.channels():
            self._keep(channel)

    async def _created(self, name: str) -> Channel:
        if not self._create_missing or _ID.fullmatch(name):
            raise self._unseen(name)
        try:
            return self._keep(await self._gateway.create_channel(name))
        except (e.ChannelNameTaken, e.InvalidName) as error:
            # Perhaps an earlier attempt of ours made it; otherwise it is private, archived, or no name at all.
            found = await self._listed(name)
            if found is None:
                raise self._unseen(name) from error
            return found

    def _keep(self, channel: Channel) -> Channel:
        self._known[channel.id] = channel
        self._known[channel.name] = channel
        return channel

    def _unseen(self, name: str) -> CannotDo:
        why = phrase("I see no channel #{name}: it is missing, archived, or private without me in it.", name=name)
        remedy = phrase(
            "If #{name} is private, type `/invite @Posko` there; otherwise create or unarchive it.", name=name
        )
        return CannotDo(why, remedy)


def plain(ref: str) -> str:
    """A reference as it is looked up: the id of a link, or the name without its `#`."""
    link = _LINK.fullmatch(ref.strip())
    return link.group(1) if link else ref.strip().removeprefix("#")
