"""Filling a workspace from a plain dictionary, such as a YAML file gives.

    name: …, domain: …
    people:   [{handle, name, email?, tz?, locale?, title?, is_admin?}]
    channels: [{name, private?, topic?, members: [handles] or "everyone"}]
    groups:   [{handle, name?, members: [handles]}]
    emoji:    {name: address of its picture}

Unknown keys raise SandboxError. Must not read files.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import rooms
from bot.sandbox.clock import SandboxClock
from bot.sandbox.errors import SandboxError
from bot.sandbox.workspace import Workspace

Seed = Mapping[str, Any]
_PERSON = {"handle", "name", "email", "tz", "locale", "title", "is_admin"}
_CHANNEL = {"name", "private", "topic", "members"}
_GROUP = {"handle", "name", "members"}


def workspace(seed: Seed, clock: SandboxClock) -> Workspace:
    """A workspace with everybody and everything the seed names; its first channel is #general."""
    _only(seed, {"name", "domain", "people", "channels", "groups", "emoji"}, "the seed")
    facts = {key: seed[key] for key in ("name", "domain") if key in seed}
    ws = Workspace(clock, **facts)
    ws.emoji |= seed.get("emoji", {})
    for person in seed.get("people", ()):
        _add_person(ws, person)
    for channel in seed.get("channels", ()):
        _add_channel(ws, channel)
    for group in seed.get("groups", ()):
        _only(group, _GROUP, "a group")
        ws.add_group(group["handle"], group.get("name", ""), group.get("members", ()))
    return ws


def _only(given: Seed, known: set[str], what: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise SandboxError(f"{what} has unknown keys: {', '.join(unknown)}")


def _add_person(ws: Workspace, person: Seed) -> None:
    _only(person, _PERSON, "a person")
    facts = {key: value for key, value in person.items() if key not in ("handle", "name")}
    ws.add_user(person["handle"], person.get("name", ""), **facts)


def _add_channel(ws: Workspace, channel: Seed) -> None:
    _only(channel, _CHANNEL, "a channel")
    wanted = channel.get("members", ())
    members = [user.id for user in ws.users.values()] if wanted == "everyone" else [ws.user(it).id for it in wanted]
    creator = members[0] if members else next(iter(ws.users))
    room = rooms.create(ws, channel["name"], creator, private=bool(channel.get("private")))
    room.is_general = room.name == "general"
    for member in members:
        rooms.join(ws, room, member)
    if channel.get("topic"):
        rooms.set_topic(ws, room, channel["topic"], creator)
