"""Channels: making, finding and furnishing them, and letting people in. It does not know what they are for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from bot.comms.transports import errors as e
from bot.comms.transports.slack import values
from bot.comms.transports.slack.messages import pages
from bot.comms.transports.slack.sizes import cut
from bot.comms.transports.slack.values import Bookmark, Channel, Invited
from bot.comms.transports.slack.wire import Wire, refused_users
from bot.warroom.masking import Masker

MOST_INVITED = 100
TOPIC = 250
PAGE = 999


class Rooms:
    """The part of the gateway that deals with channels."""

    _wire: Wire
    _masker: Masker

    async def create_channel(self, name: str, *, private: bool = False) -> Channel:
        """A new channel with the bot in it. Raises ChannelNameTaken, InvalidName, Restricted."""
        answer = await self._wire.call("conversations.create", name=name, is_private=private)
        return values.channel(answer["channel"]).model_copy(update={"member": True})

    async def invite(self, channel: str, users: Sequence[str]) -> Invited:
        """Let people in, as many at once as Slack takes. Who is in already counts as invited."""
        refused: dict[str, str] = {}
        for start in range(0, len(users), MOST_INVITED):
            refused |= await self._invite(channel, users[start : start + MOST_INVITED])
        return Invited(refused=refused)

    async def _invite(self, channel: str, users: Sequence[str]) -> dict[str, str]:
        try:
            answer = await self._wire.call("conversations.invite", channel=channel, users=",".join(users), force=True)
        except e.AlreadyInChannel:
            return await self._one_by_one(channel, users)
        except e.CannotInvite as error:
            return await self._after_refusal(channel, users, error)
        return really_refused(refused_users(answer))

    async def _after_refusal(self, channel: str, users: Sequence[str], error: e.CannotInvite) -> dict[str, str]:
        """Slack refused the list because of some people; whether it let the others in is known only by asking."""
        if len(users) == 1:
            return really_refused({users[0]: error.users.get(users[0], error.code)})
        others = [user for user in users if user not in error.users]
        if len(others) == len(users):
            return await self._one_by_one(channel, users)
        return really_refused(error.users) | (await self._invite(channel, others) if others else {})

    async def _one_by_one(self, channel: str, users: Sequence[str]) -> dict[str, str]:
        refused: dict[str, str] = {}
        for user in users if len(users) > 1 else ():
            refused |= await self._invite(channel, [user])
        return refused

    async def join(self, channel: str) -> None:
        """Enter a public channel; harmless when the bot is in it."""
        await self._wire.call("conversations.join", channel=channel)

    async def archive(self, channel: str) -> None:
        """Put a channel away; one that is archived stays so."""
        try:
            await self._wire.call("conversations.archive", channel=channel)
        except e.AlreadySo:
            return

    async def set_topic(self, channel: str, topic: str) -> None:
        """Set the channel's topic, cut to the 250 characters that Slack takes."""
        await self._wire.call("conversations.setTopic", channel=channel, topic=cut(self._masker(topic), TOPIC))

    async def set_purpose(self, channel: str, purpose: str) -> None:
        """Say what the channel is for, cut to the 250 characters that Slack takes."""
        await self._wire.call("conversations.setPurpose", channel=channel, purpose=cut(self._masker(purpose), TOPIC))

    async def channels(self) -> AsyncIterator[Channel]:
        """Every channel the bot can see that is not archived: all public ones, and the private ones it is in."""
        wanted = {"types": "public_channel,private_channel", "exclude_archived": True}
        async for answer in pages(self._wire, "conversations.list", PAGE, wanted):
            for found in answer.get("channels") or ():
                yield values.channel(found)

    async def members(self, channel: str) -> tuple[str, ...]:
        """The ids of everybody in a channel, bots too. Raises ChannelNotFound."""
        found: list[str] = []
        async for answer in pages(self._wire, "conversations.members", PAGE, {"channel": channel}):
            found += answer.get("members") or ()
        return tuple(found)

    async def add_bookmark(self, channel: str, title: str, link: str) -> None:
        """Add a link to the channel's bar; a second call adds a second one."""
        await self._wire.call("bookmarks.add", channel_id=channel, title=title, type="link", link=link)

    async def list_bookmarks(self, channel: str) -> tuple[Bookmark, ...]:
        """The links in the channel's bar."""
        answer = await self._wire.call("bookmarks.list", channel_id=channel)
        return tuple(values.bookmark(each) for each in answer.get("bookmarks") or ())


def really_refused(users: dict[str, str]) -> dict[str, str]:
    """Without those who are in the channel already: what was wanted for them is so."""
    return {user: code for user, code in users.items() if code != "already_in_channel"}
