"""Swarms: lines of work with a lead, members and a goal. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Person, Value


class SwarmOpened(Value):
    """A line of work begins; its thread hangs under its message in the room. `team` is whom it was called by."""

    kind: Literal["swarm_opened"] = "swarm_opened"
    swarm: int
    name: str
    goal: str = ""
    team: str = ""
    lead: Person | None = None
    members: tuple[Person, ...] = ()


class SwarmLed(Value):
    """Somebody leads the swarm from now on."""

    kind: Literal["swarm_led"] = "swarm_led"
    swarm: int
    lead: Person


class SwarmJoined(Value):
    """Somebody works in the swarm from now on."""

    kind: Literal["swarm_joined"] = "swarm_joined"
    swarm: int
    person: Person


class SwarmReported(Value):
    """How far the swarm is, in its words; the room's card shows it."""

    kind: Literal["swarm_reported"] = "swarm_reported"
    swarm: int
    text: str


class SwarmEnded(Value):
    """The swarm is over, and what came of it."""

    kind: Literal["swarm_ended"] = "swarm_ended"
    swarm: int
    text: str = ""


class SwarmRoomOpened(Value):
    """The swarm has a channel of its own from now on, which is part of the war room."""

    kind: Literal["swarm_room_opened"] = "swarm_room_opened"
    swarm: int
    channel: str
    name: str


class SwarmRoomArchived(Value):
    """The swarm's channel is put away."""

    kind: Literal["swarm_room_archived"] = "swarm_room_archived"
    swarm: int
    channel: str


class SwarmLeft(Value):
    """Somebody left the swarm's channel, and so the swarm."""

    kind: Literal["swarm_left"] = "swarm_left"
    swarm: int
    person: Person


class UnownedListed(Value):
    """Work that nobody owns was listed in the room: tasks and swarms by number, roles by name."""

    kind: Literal["unowned_listed"] = "unowned_listed"
    tasks: tuple[int, ...] = ()
    swarms: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
