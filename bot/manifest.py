"""Slack's app manifest for this bot: what it asks to see and do, as few permissions as its features need.

A pure function of the mode, the public address and the command's name. It reads no settings and calls nobody;
`posko manifest` prints it, and tests hold it to Slack's own JSON Schema.
"""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlsplit

Mode = Literal["socket", "http"]

EVENTS_PATH = "/slack/events"

SCOPES: dict[str, str] = {
    "bookmarks:read": "find a room's bookmark again after a lost answer, instead of adding it twice",
    "bookmarks:write": "furnish a room with its bookmarks",
    "canvases:write": "write a published review into its room's canvas; without it the files remain",
    "channels:history": "the timeline: messages in public rooms, and what was missed while away",
    "channels:join": "join the announcement and update channels without being invited",
    "channels:manage": "open, name, invite to and archive public rooms",
    "channels:read": "find channels by name, and see who is in a room",
    "chat:write": "cards, announcements, updates and replies",
    "commands": "the slash command and the shortcuts",
    "files:read": "record the files that people share in a room",
    "files:write": "hand over exports and review drafts",
    "groups:history": "the timeline of private rooms",
    "groups:read": "who is in a private room",
    "groups:write": "open, invite to and archive private rooms",
    "im:history": "look whether a direct message arrived before sending it again",
    "im:write": "ask somebody to lead, and send the duties of a role",
    "pins:write": "pin the card",
    "reactions:read": "reactions that mark a message as a key moment",
    "usergroups:read": "invite a team by its user group",
    "users:read": "names and time zones",
    "users:read.email": "find somebody whom the policy names by e-mail address",
}

OPTIONAL = frozenset({"canvases:write"})
"""Scopes that the bot does without, and says so where it would have used them."""

BOT_EVENTS: tuple[str, ...] = (
    "app_home_opened",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "reaction_added",
    "reaction_removed",
)
# A room archived or renamed by hand also arrives as a message (subtypes channel_archive, channel_name and their
# group_* twins), and shared files as `files` of a message: no event of their own is needed.

SHORTCUTS: tuple[dict[str, str], ...] = (
    {
        "name": "Declare incident",
        "type": "global",
        "callback_id": "declare",
        "description": "Open a war room for a major incident",
    },
    {
        "name": "Add to timeline",
        "type": "message",
        "callback_id": "add_to_timeline",
        "description": "Keep this message as a key moment of the incident",
    },
    {
        "name": "Create task",
        "type": "message",
        "callback_id": "create_task",
        "description": "Make a task of this message, with an owner and a time",
    },
    {
        "name": "Declare from this",
        "type": "message",
        "callback_id": "declare_from_message",
        "description": "Declare an incident, starting from this message",
    },
)


def manifest(mode: Mode, url: str | None = None, command: str = "/incident") -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP mode at a public `url` (`/slack/events` is added).

    Raises ValueError when HTTP mode has no `https://` address, or the command's name is not one Slack takes.
    """
    if not command.startswith("/") or " " in command or not 2 <= len(command) <= 32:
        raise ValueError(f"{command!r} is no slash command: write it like /incident, without spaces, at most 32 long")
    request_url = None if mode == "socket" else _request_url(url)
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Posko",
            "description": "Runs major incidents: war rooms, who leads, the timeline, promised updates, the review.",
            "background_color": "#7a1f1f",
        },
        "features": _features(command, request_url),
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": _settings(request_url),
    }


def _request_url(url: str | None) -> str:
    parts = urlsplit(url or "")
    # Slack calls https only; plain http is for a Slack that runs on this computer, as in drills and tests
    fits = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"})
    if not fits or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"HTTP mode needs the public address that Slack calls, like https://posko.example.com: {url}")
    address = (url or "").rstrip("/")
    return address if address.endswith(EVENTS_PATH) else address + EVENTS_PATH


def _features(command: str, request_url: str | None) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": True,
        },
        "bot_user": {"display_name": "posko", "always_online": True},
        "slash_commands": [_slash_command(command, request_url)],
        "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
    }


def _slash_command(command: str, request_url: str | None) -> dict[str, Any]:
    return {
        "command": command,
        "description": "Declare and run a major incident",
        "usage_hint": "declare sev1 Checkout is down · status · update · help",
        # people, user groups and channels arrive as ids, so a name with a space or a homonym cannot mislead
        "should_escape": True,
        **_url("url", request_url),
    }


def _settings(request_url: str | None) -> dict[str, Any]:
    return {
        "event_subscriptions": {**_url("request_url", request_url), "bot_events": list(BOT_EVENTS)},
        "interactivity": {"is_enabled": True, **_url("request_url", request_url)},
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }


def _url(key: str, request_url: str | None) -> dict[str, str]:
    return {key: request_url} if request_url else {}
