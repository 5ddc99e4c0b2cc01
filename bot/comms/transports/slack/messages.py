"""Messages: posting once, changing, finding by delivery key, reading a channel. It does not decide what is said."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.comms.message import Message
from bot.comms.transports import errors as e
from bot.comms.transports.slack.masked import masked
from bot.comms.transports.slack.sizes import POST_TEXT, UPDATE_TEXT, fitted
from bot.comms.transports.slack.values import PostedAt
from bot.comms.transports.slack.wire import Answer, Wire
from bot.warroom.masking import Masker

DELIVERY = "posko_delivery"
PAGE = 200


class Messages:
    """The part of the gateway that speaks. What several may read leaves without secrets; an answer that only whoever
    asked can see gives back what they typed.
    """

    _wire: Wire
    _masker: Masker

    async def post(self, channel: str, message: Message, key: str, thread_ts: str | None = None) -> PostedAt:
        """Post with the delivery key in the message's metadata, where `find_posted` sees it."""
        answer = await self._wire.call(
            "chat.postMessage",
            channel=channel,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
            metadata=marked(key),
            **content(fitted(masked(message, self._masker), POST_TEXT)),
        )
        return PostedAt(channel=answer["channel"], ts=answer["ts"])

    async def update(self, channel: str, ts: str, message: Message) -> None:
        """Change a message of ours. Raises MessageNotFound when it is gone or may not be changed any more."""
        await self._wire.call(
            "chat.update", channel=channel, ts=ts, **content(fitted(masked(message, self._masker), UPDATE_TEXT))
        )

    async def find_posted(self, channel: str, key: str, oldest: str, thread_ts: str | None = None) -> PostedAt | None:
        """Our message with this delivery key, posted after `oldest` (a Slack ts), or None."""
        found = self.replies(channel, thread_ts, oldest) if thread_ts else self.history(channel, oldest)
        async for message in found:
            if delivery_key(message) == key:
                return PostedAt(channel=channel, ts=message["ts"])
        return None

    async def history(
        self, channel: str, oldest: str = "0", latest: str | None = None
    ) -> AsyncIterator[Mapping[str, Any]]:
        """The channel's messages after `oldest`, newest first, as Slack describes them; without thread replies."""
        span = {"channel": channel, "oldest": oldest, "latest": latest, "include_all_metadata": True}
        async for answer in self._pages("conversations.history", **span):
            for message in answer.get("messages") or ():
                yield message

    async def replies(self, channel: str, thread_ts: str, oldest: str = "0") -> AsyncIterator[Mapping[str, Any]]:
        """The replies of a thread after `oldest`, oldest first, without the message that began it."""
        span = {"channel": channel, "ts": thread_ts, "oldest": oldest, "include_all_metadata": True}
        async for answer in self._pages("conversations.replies", **span):
            for message in answer.get("messages") or ():
                if message.get("ts") != thread_ts:
                    yield message

    async def message(self, channel: str, ts: str) -> Mapping[str, Any] | None:
        """One message as Slack describes it, be it in the channel or in a thread; None when there is none.

        conversations.history does not know thread replies; conversations.replies knows both.
        """
        span = {"channel": channel, "ts": ts, "oldest": ts, "latest": ts, "inclusive": True}
        try:
            answer = await self._wire.call("conversations.replies", **span)
        except e.MessageNotFound:
            return None
        return next((found for found in answer.get("messages") or () if found.get("ts") == ts), None)

    async def pin(self, channel: str, ts: str) -> None:
        """Pin a message; one that is pinned stays so."""
        try:
            await self._wire.call("pins.add", channel=channel, timestamp=ts)
        except e.AlreadySo:
            return

    async def permalink(self, channel: str, ts: str) -> str:
        """The address that opens this message."""
        answer = await self._wire.call("chat.getPermalink", channel=channel, message_ts=ts)
        return str(answer["permalink"])

    async def post_ephemeral(self, channel: str, user: str, message: Message) -> None:
        """Show a message to one member of the channel. Slack keeps no record of it, so it cannot be found again."""
        body = content(fitted(message, POST_TEXT))
        await self._wire.call("chat.postEphemeral", channel=channel, user=user, **body)

    async def respond(self, response_url: str, message: Message) -> None:
        """Answer what a person did, seen by them alone. Raises ResponseUrlGone when the address takes no more."""
        shown = fitted(message, POST_TEXT)
        body = {"response_type": "ephemeral", "replace_original": False, "text": shown.text, "blocks": shown.blocks}
        try:
            answer = await self._wire.send("response_url", response_url, json=body)
        except e.PermanentError as error:
            raise e.ResponseUrlGone("response_url", error.code) from error
        if refused := refusal(answer):
            raise e.ResponseUrlGone("response_url", refused)

    async def _pages(self, method: str, **arguments: Any) -> AsyncIterator[Answer]:
        async for answer in pages(self._wire, method, PAGE, arguments):
            yield answer


async def pages(wire: Wire, method: str, limit: int, arguments: Mapping[str, Any]) -> AsyncIterator[Answer]:
    """Every page of a listing, following Slack's cursor."""
    cursor: str | None = None
    while cursor != "":
        answer = await wire.call(method, limit=limit, cursor=cursor, **arguments)
        yield answer
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")


def content(message: Message) -> dict[str, Any]:
    """A message as arguments of a call."""
    return {"text": message.text, "blocks": list(message.blocks) if message.blocks else None}


def marked(key: str) -> dict[str, Any]:
    """The metadata that carries a delivery key."""
    return {"event_type": DELIVERY, "event_payload": {"key": key}}


def delivery_key(message: Mapping[str, Any]) -> str | None:
    """The delivery key of a message, if it is one of ours."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != DELIVERY:
        return None
    return (metadata.get("event_payload") or {}).get("key")


def refusal(answer: str) -> str:
    """Why a response_url refused although it answered 200, or nothing."""
    try:
        data = json.loads(answer)
    except ValueError:
        return ""
    refused = isinstance(data, dict) and data.get("ok") is False
    return str(data.get("error") or "refused") if refused else ""
