"""One thing that a person did in Slack, as the handlers see it: who, where, with what, and where the answer goes.

Read once from Slack's payload, whatever its kind; nothing after this looks for users and channels in raw JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers.views.parts import Origin, origin_of
from bot.warroom.base import Person
from bot.warroom.operations.engine import ReplyTo
from bot.warroom.ports import Submission
from bot.warroom.timeline import Source

SOURCES: Mapping[str, Source] = {"command": "command", "action": "button", "view": "modal", "shortcut": "shortcut"}


@dataclass(frozen=True, slots=True)
class Visit:
    """`trigger` is None when no form can be opened any more; `room` is the incident whose room they are in.

    `typed` is what they typed, as they read it: it comes back in every refusal. `late`: it was
    left by a crash, and happened when it was received, not now.
    """

    submission: Submission
    person: Person
    zone: str
    channel: str | None = None
    response_url: str | None = None
    trigger: str | None = None
    room: int | None = None
    typed: str = ""
    late: bool = False

    @property
    def payload(self) -> Mapping[str, Any]:
        """What Slack sent."""
        return self.submission.payload

    @property
    def source(self) -> Source:
        """How it was done, for the timeline."""
        return SOURCES[self.submission.kind]

    @property
    def reply_to(self) -> ReplyTo:
        """Where the answer goes."""
        return ReplyTo(user=self.person.id, channel=self.channel, response_url=self.response_url)


def user_of(payload: Mapping[str, Any]) -> Person:
    """Whoever did it, by the name that Slack sends along."""
    if "user_id" in payload:
        return Person(id=payload["user_id"], name=payload.get("user_name") or payload["user_id"])
    user = payload["user"]
    return Person(id=user["id"], name=user.get("name") or user.get("username") or user["id"])


def channel_of(payload: Mapping[str, Any]) -> str | None:
    """Where they were: a modal remembers it, the Home tab is nowhere."""
    if "channel_id" in payload:
        return str(payload["channel_id"])
    place = payload.get("channel") or {}
    container = payload.get("container") or {}
    return place.get("id") or container.get("channel_id") or origin(payload).channel


def origin(payload: Mapping[str, Any]) -> Origin:
    """What the modal remembers; empty for everything that is not in a modal."""
    view = payload.get("view") or {}
    return origin_of(view.get("private_metadata") or "")
