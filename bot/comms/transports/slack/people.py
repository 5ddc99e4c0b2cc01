"""People: who the bot is, who is in the workspace and its groups, and direct messages. It keeps nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.comms.transports.slack import values
from bot.comms.transports.slack.messages import pages
from bot.comms.transports.slack.values import Group, Identity, Member
from bot.comms.transports.slack.wire import Wire

PAGE = 500


class People:
    """The part of the gateway that knows people."""

    _wire: Wire

    async def identify(self) -> Identity:
        """Who this token belongs to. Raises InvalidAuth, TokenRevoked."""
        answer = await self._wire.call("auth.test")
        return Identity(
            user=answer.get("user_id") or "",
            bot=answer.get("bot_id") or "",
            team=answer.get("team_id") or "",
            team_name=answer.get("team") or "",
            url=answer.get("url") or "",
        )

    async def socket_address(self, app_token: str) -> str:
        """Where to connect for Socket Mode, once and soon. Raises InvalidAuth."""
        answer = await self._wire.call("apps.connections.open", app_token)
        return str(answer["url"])

    async def open_dm(self, user: str) -> str:
        """The channel of the conversation with somebody. Raises UserNotFound, UserUnreachable."""
        answer = await self._wire.call("conversations.open", users=user)
        return str(answer["channel"]["id"])

    async def users(self) -> AsyncIterator[Member]:
        """Everybody in the workspace, bots and deactivated people too."""
        async for answer in pages(self._wire, "users.list", PAGE, {"include_locale": True}):
            for found in answer.get("members") or ():
                yield values.member(found)

    async def groups(self) -> tuple[Group, ...]:
        """The user groups that are switched on, with their people, in one call."""
        answer = await self._wire.call("usergroups.list", include_users=True)
        return tuple(values.group(each) for each in answer.get("usergroups") or () if not each.get("date_delete"))
