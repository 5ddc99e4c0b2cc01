"""What the sandbox's tests share: a manifest, a clock moved by hand, a raw client, small Block Kit parts."""

import asyncio
import heapq
from typing import Any

import aiohttp

from bot.sandbox import Sandbox
from bot.sandbox.web.catalogue import load

SCOPES = [
    "app_mentions:read",
    "bookmarks:read",
    "bookmarks:write",
    "canvases:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "dnd:read",
    "emoji:read",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "usergroups:write",
    "users.profile:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_created",
    "channel_rename",
    "channel_unarchive",
    "dnd_updated_user",
    "file_deleted",
    "file_shared",
    "group_archive",
    "group_rename",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "pin_added",
    "pin_removed",
    "reaction_added",
    "reaction_removed",
    "subteam_created",
    "subteam_updated",
    "team_join",
    "user_change",
]


def manifest(*, scopes: list[str] | None = None, events: list[str] | None = None, **settings: Any) -> dict[str, Any]:
    """An app called Posko with every scope and event, unless fewer are asked for."""
    return {
        "display_information": {"name": "Posko"},
        "features": {
            "app_home": {"home_tab_enabled": True},
            "bot_user": {"display_name": "posko"},
            "slash_commands": [
                {"command": "/incident", "description": "Incidents", "should_escape": True},
                {"command": "/plain", "description": "Without mentions", "should_escape": False},
            ],
            "shortcuts": [
                {"name": "Declare", "type": "global", "callback_id": "declare", "description": "Declare"},
                {"name": "To timeline", "type": "message", "callback_id": "capture", "description": "Capture"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES if scopes is None else scopes}},
        "settings": {
            "event_subscriptions": {"bot_events": EVENTS if events is None else events},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            **settings,
        },
    }


CATALOGUE = load()
# What any method may answer, and what single methods do though their pages do not list it.
UNLISTED = {
    "api.test": ("my_error",),
    "apps.connections.open": ("socket_mode_not_enabled",),
    "chat.postMessage": ("thread_not_found",),
    "conversations.invite": ("too_many_users",),
}
COMMON = (
    "fatal_error",
    "internal_error",
    "invalid_arguments",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "ratelimited",
    "unknown_method",
)


class HandClock:
    """Stands still until moved; whoever sleeps wakes up when their time has come."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self._now = now
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, id(future), future))
        await future

    def advance(self, seconds: float) -> None:
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)


class Api:
    """The Web API by hand: one JSON post per call, the answer as it comes."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.http = http

    async def __call__(self, method: str, token: str | None = None, **args: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token or self.sandbox.bot_token}"}
        async with self.http.post(self.sandbox.api_url + method, json=args, headers=headers) as response:
            body: dict[str, Any] = await response.json()
            return body

    async def ok(self, method: str, **args: Any) -> dict[str, Any]:
        """The answer of a call that has to succeed."""
        answer = await self(method, **args)
        assert answer["ok"], answer
        return answer

    async def error(self, method: str, **args: Any) -> str:
        """The code of a call that has to fail."""
        answer = await self(method, **args)
        assert not answer["ok"], answer
        code: str = answer["error"]
        facts = CATALOGUE.get(method)
        assert facts is None or code in (*facts.errors, *COMMON, *UNLISTED.get(method, ())), f"{method}: {code}"
        return code

    async def room(self, name: str = "mi-1-shop", *people: str, private: bool = False) -> str:
        """A new room of the bot's with these people in it."""
        made = await self.ok("conversations.create", name=name, is_private=private)
        channel: str = made["channel"]["id"]
        if people:
            ids = ",".join(self.sandbox.person(handle).id for handle in people)
            await self.ok("conversations.invite", channel=channel, users=ids)
        return channel

    async def posted(self, channel: str, text: str = "hello", **args: Any) -> str:
        """The ts of a new message."""
        ts: str = (await self.ok("chat.postMessage", channel=channel, text=text, **args))["ts"]
        return ts

    async def history(self, channel: str, **args: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.ok("conversations.history", channel=channel, **args))["messages"]
        return found


class Wire:
    """A Socket Mode client by hand: keeps envelopes, and acknowledges those it is told to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def envelope(self) -> dict[str, Any]:
        body: dict[str, Any] = await self.socket.receive_json(timeout=5)
        return body

    async def ack(self, envelope: dict[str, Any], payload: Any = None) -> None:
        body = {"envelope_id": envelope["envelope_id"]}
        await self.socket.send_json(body | ({"payload": payload} if payload is not None else {}))

    async def event(self) -> dict[str, Any]:
        """The next event, acknowledged."""
        envelope = await self.envelope()
        await self.ack(envelope)
        event: dict[str, Any] = envelope["payload"]["event"]
        return event


async def connect(api: Api) -> Wire:
    """An open socket past its hello."""
    url = (await api.ok("apps.connections.open", token=api.sandbox.app_token))["url"]
    wire = Wire(await api.http.ws_connect(url))
    assert (await wire.envelope())["type"] == "hello"
    return wire


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id: str, value: str = "1", label: str = "Press") -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "value": value, "text": plain(label)}


def actions(*elements: dict[str, Any], block_id: str = "actions") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, *, optional: bool = False, **element: Any) -> dict[str, Any]:
    made = {"type": "plain_text_input", "action_id": "value"} | element
    return {"type": "input", "block_id": block_id, "optional": optional, "label": plain(block_id), "element": made}


def modal(*blocks: dict[str, Any], callback_id: str = "form", **more: Any) -> dict[str, Any]:
    head = {"type": "modal", "callback_id": callback_id, "title": plain("Form"), "submit": plain("Send")}
    return head | {"blocks": list(blocks) or [section("hello")]} | more


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}
