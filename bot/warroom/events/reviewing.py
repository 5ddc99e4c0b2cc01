"""The work on a review: started, written, published, reminded of, met about. Stored for ever: fields are only added."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.lifecycle import State


class Wanting(Value):
    """A field of the review that was missing then, and whom it waits for by when."""

    field: str
    person: Person | None = None
    by: Moment | None = None
    blocking: bool = False


class ReviewStarted(Value):
    """The draft is in review: those named fill what is missing."""

    kind: Literal["review_started"] = "review_started"
    complete: int = 0
    total: int = 0
    wanting: tuple[Wanting, ...] = ()


class ReviewSectionEdited(Value):
    """A section of the review has these words now; `restored` is the earlier version they were taken from.

    `edition` is the one they belong to: that after the last publication.
    """

    kind: Literal["review_section_edited"] = "review_section_edited"
    section: str
    version: int
    text: str
    edition: int = 1
    restored: int | None = None


class ReviewFieldSaid(Value):
    """Somebody said how a field of the review stands, or who owes it by when."""

    kind: Literal["review_field_said"] = "review_field_said"
    field: str
    standing: Literal["", "confirmed", "unknown", "not_applicable", "open"] = ""
    text: str = ""
    owner: Person | None = None
    due_at: Moment | None = None


class ReviewPublished(Value):
    """An edition of the review is published; `shared_in` is the channel that is told."""

    kind: Literal["review_published"] = "review_published"
    edition: int = 1
    complete: int = 0
    total: int = 0
    shared_in: str = ""


class ReviewReopened(Value):
    """A published review is in review again."""

    kind: Literal["review_reopened"] = "review_reopened"
    reason: str


class ReviewReminded(Value):
    """The review is not published: whoever owes a field, and whoever leads, was reminded."""

    kind: Literal["review_reminded"] = "review_reminded"
    round: int
    due_at: Moment
    overdue: bool = False
    complete: int = 0
    total: int = 0
    wanting: tuple[Wanting, ...] = ()


class FactAsked(Value):
    """A field that was missing, and the command that records it."""

    field: str
    command: str


class FactsAsked(Value):
    """In this state whoever leads was asked for the facts that will be lost."""

    kind: Literal["facts_asked"] = "facts_asked"
    state: State
    person: Person
    facts: tuple[FactAsked, ...] = ()


class ReviewMeetingSet(Value):
    """The review is talked through then; a later `sequence` moves it, `off` calls it off."""

    kind: Literal["review_meeting"] = "review_meeting"
    at: Moment
    length: timedelta
    sequence: int = 0
    off: bool = False
