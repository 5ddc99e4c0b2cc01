"""Messages that read like key moments. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.milestones import Detection


class Suggested(Value):
    """One message (or entry) that reads like a key moment, and why: the `rule`, and the `words` that it found.

    `target` is the message's `ts`, or `entry:7`; its text is not kept twice. Of a milestone: name, moment, source.
    """

    target: str
    channel: str = ""
    mark: str
    rule: str
    words: str = ""
    author: Person | None = None
    said_at: Moment
    milestone: str = ""
    at: Moment | None = None
    source: str = ""
    seen_by: Detection = ""


class MomentsSuggested(Value):
    """What was said since the last look and reads like key moments was suggested; nothing is marked by it.

    `lapsed` waited too long for an answer, and is not suggested any more.
    """

    kind: Literal["moments_suggested"] = "moments_suggested"
    suggestions: tuple[Suggested, ...] = ()
    lapsed: tuple[str, ...] = ()


class SuggestionDeclined(Value):
    """Somebody said no to a suggestion; the message is not suggested again."""

    kind: Literal["suggestion_declined"] = "suggestion_declined"
    target: str
