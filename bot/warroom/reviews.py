"""The review as people work on it: its stage, the passages they wrote, what they said of fields, the meeting.

Values only. The draft itself is made from the record (`review/`); deciding on this is `reviewing.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Literal

from pydantic import Field

from bot.warroom.base import Moment, Person, Value
from bot.warroom.calendars import end_of_working_day
from bot.warroom.policy import Policy
from bot.warroom.policy_clocks import WorkCalendar

Stage = Literal["draft", "in_review", "published"]
MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    "draft": ("in_review",),
    "in_review": ("published",),
    "published": ("in_review",),
}
"""From where to where: docs/lifecycle.md draws it. An edit of a published review begins its next edition."""

SECTIONS = ("summary", "impact", "detection", "factors", "mitigators", "went_well", "was_hard")
"""The sections that take people's words, in the order of the document (DOMAIN §11)."""
ONLY_PEOPLE = ("factors", "mitigators", "went_well", "was_hard")
"""Those of which the record knows nothing: each is a field of its own, missing until somebody writes it."""

Verdict = Literal["", "confirmed", "unknown", "not_applicable", "open"]
"""What somebody said of a field; `open` takes it back, nothing leaves it as it is."""
VERDICTS: tuple[Verdict, ...] = ("confirmed", "unknown", "not_applicable", "open")


class Passage(Value):
    """A section in its present words: the how-manieth version, by whom and when."""

    section: str
    version: int
    text: str
    by: Person | None = None
    at: Moment


class FieldSaid(Value):
    """What somebody said of a field, and who owes it by when."""

    standing: Verdict = ""
    text: str = ""
    by: Person | None = None
    at: Moment | None = None
    owner: Person | None = None
    due_at: Moment | None = None


class Meeting(Value):
    """When the review is talked through; `sequence` counts its dates, as calendars do."""

    at: Moment
    length: timedelta
    sequence: int = 0
    off: bool = False
    set_at: Moment


class Reviewing(Value):
    """How far the review is. `edition` counts publications; `version` the versions of all passages together.

    `asked_in` are the states in which whoever leads was asked for the facts that will be lost.
    """

    stage: Stage = "draft"
    edition: int = 0
    published_at: Moment | None = None
    passages: Mapping[str, Passage] = Field(default_factory=dict)
    fields: Mapping[str, FieldSaid] = Field(default_factory=dict)
    meeting: Meeting | None = None
    overdue: bool = False
    asked_in: tuple[str, ...] = ()

    def version_of(self, section: str) -> int:
        """How many versions the section has."""
        return self.passages[section].version if section in self.passages else 0

    def words(self, section: str) -> str:
        """The section's present words, or nothing."""
        return self.passages[section].text if section in self.passages else ""


def review_due(severity: str, resolved_at: Moment, policy: Policy) -> Moment:
    """Until when a review is to be published: the last minute of so many working days, or so long after the end."""
    terms = policy.severity(severity)
    if not terms.review_working_days:
        return resolved_at + terms.review_due
    calendar = policy.regulators.calendars.get(policy.review.calendar)
    known = calendar or WorkCalendar(name="", timezone=policy.timezone)
    end = end_of_working_day(resolved_at, terms.review_working_days, known)
    return end.astimezone(UTC) - timedelta(minutes=1)
