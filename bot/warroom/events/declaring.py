"""Declaring, and the room that opens. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Person, Value
from bot.warroom.criteria import Met


class IncidentDeclared(Value):
    """The incident exists. `number` is the workspace-wide running number, `reference` what people call it (MI-42).

    As a `candidate` nobody has yet judged whether it is major. `criteria` are those of the policy that the facts met,
    `criterion` says the same in words; `users_share` is in percent.
    """

    kind: Literal["declared"] = "declared"
    number: int
    reference: str
    title: str
    severity: str
    reporter: Person
    private: bool = False
    drill: bool = False
    major: bool = True
    impact: str = ""
    symptoms: str = ""
    services: tuple[str, ...] = ()
    impact_level: str | None = None
    urgency_level: str | None = None
    criterion: str = ""
    candidate: bool = False
    users_share: int | None = None
    impact_kinds: tuple[str, ...] = ()
    criteria: tuple[Met, ...] = ()


class RoomOpened(Value):
    """The war room's channel exists in Slack."""

    kind: Literal["room_opened"] = "room_opened"
    channel: str
    name: str


class RoomArchived(Value):
    """The war room was archived after the policy's delay."""

    kind: Literal["room_archived"] = "room_archived"


class Posted(Value):
    """The bot posted a message that it keeps: `what` is card, announcement, or update:<number>:<audience>."""

    kind: Literal["posted"] = "posted"
    what: str
    channel: str
    ts: str


class TopicSet(Value):
    """The room's topic was set; kept so that the same topic is never set twice."""

    kind: Literal["topic_set"] = "topic_set"
    topic: str


class PersonJoined(Value):
    """Somebody came into the room."""

    kind: Literal["joined"] = "joined"
    person: Person


class PersonLeft(Value):
    """Somebody left the room."""

    kind: Literal["left"] = "left"
    person: Person
