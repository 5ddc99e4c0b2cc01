"""What Slack tells us, as small frozen values, and how they are read from its answers. They hold no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from bot.warroom.base import Value


class PostedAt(Value):
    """Where a message stands."""

    channel: str
    ts: str


class Identity(Value):
    """Who the bot is, and in which workspace."""

    user: str
    bot: str
    team: str
    team_name: str
    url: str


class Channel(Value):
    """A channel as the bot sees it. `created` is in whole seconds since 1970, of Slack's clock."""

    id: str
    name: str
    private: bool = False
    member: bool = False
    archived: bool = False
    creator: str = ""
    created: int = 0


class Invited(Value):
    """Who could not be invited, and Slack's code for each; everybody else is in the channel."""

    refused: Mapping[str, str] = Field(default_factory=dict)


class Bookmark(Value):
    """A link in a channel's bar."""

    id: str
    title: str
    link: str


class Member(Value):
    """Somebody of the workspace. `handle` is without the `@`, `zone` an IANA name or empty, `locale` like `id-ID`."""

    id: str
    handle: str
    display_name: str = ""
    real_name: str = ""
    email: str = ""
    zone: str = ""
    locale: str = ""
    bot: bool = False
    deactivated: bool = False


class Group(Value):
    """A user group and the ids of its people."""

    id: str
    handle: str
    name: str = ""
    users: tuple[str, ...] = ()


def channel(data: Mapping[str, Any]) -> Channel:
    """A channel of conversations.list, info, or create."""
    return Channel(
        id=data["id"],
        name=data.get("name") or "",
        private=bool(data.get("is_private") or data.get("is_group")),
        member=bool(data.get("is_member")),
        archived=bool(data.get("is_archived")),
        creator=data.get("creator") or "",
        created=int(data.get("created") or 0),
    )


def bookmark(data: Mapping[str, Any]) -> Bookmark:
    """A bookmark of bookmarks.list or add."""
    return Bookmark(id=data["id"], title=data.get("title") or "", link=data.get("link") or "")


def member(data: Mapping[str, Any]) -> Member:
    """A user of users.list."""
    profile = data.get("profile") or {}
    return Member(
        id=data["id"],
        handle=data.get("name") or "",
        display_name=profile.get("display_name") or "",
        real_name=data.get("real_name") or profile.get("real_name") or "",
        email=profile.get("email") or "",
        zone=data.get("tz") or "",
        locale=data.get("locale") or "",
        bot=bool(data.get("is_bot")) or data["id"] == "USLACKBOT",
        deactivated=bool(data.get("deleted")),
    )


def group(data: Mapping[str, Any]) -> Group:
    """A user group of usergroups.list."""
    users = tuple(data.get("users") or ())
    return Group(id=data["id"], handle=data.get("handle") or "", name=data.get("name") or "", users=users)
