"""Regulator clocks as the policy states them: questions that classify an incident, and the deadlines they start.

Versioned data, shipped as examples that an organisation's counsel must verify; nothing here is legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from pydantic import Field

from bot.warroom.base import Value

AWARENESS, CLASSIFICATION, AFTER = "awareness", "classification", "after:"
DRAFT_FIELDS = (
    "what", "since", "detected", "aware", "classified", "services", "affected", "consequences", "cause", "measures",
    "workaround", "status", "restored", "vendors", "contact", "previous",
)  # fmt: skip


class WorkCalendar(Value):
    """Which days are worked: the weekdays (`mon`…`sun`) in a time zone, without the holidays."""

    name: str
    timezone: str = "UTC"
    weekdays: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: tuple[date, ...] = ()


class Question(Value):
    """What is asked in the room to classify the incident, and how to tell."""

    name: str
    text: str
    hint: str = ""


class RegulatorClock(Value):
    """A report that is due so long after a start.

    `starts` is `awareness` (the incident was detected), `classification` (the question was answered) or
    `after:<clock>` (that report was submitted). `within` is a length of time, or `working_days` count whole days of
    `calendar` after the day of the start. `at_most` caps the deadline, counted from awareness. `fields` are what the
    report must say.
    """

    name: str
    title: str
    question: str
    version: int = 1
    authority: str = ""
    starts: str = AWARENESS
    within: timedelta | None = None
    working_days: int | None = None
    calendar: str = ""
    at_most: timedelta | None = None
    fields: tuple[str, ...] = ()
    contact: str = ""
    note: str = ""


class Regulators(Value):
    """Everything about regulators: when the room is asked, when a clock reminds, and the clocks themselves."""

    ask_after: timedelta = timedelta(minutes=15)
    ask_severities: tuple[str, ...] = ()
    remind_at: tuple[float, ...] = (0.5, 0.8, 0.95)
    calendars: Mapping[str, WorkCalendar] = Field(default_factory=dict)
    questions: Mapping[str, Question] = Field(default_factory=dict)
    clocks: Mapping[str, RegulatorClock] = Field(default_factory=dict)

    def of(self, question: str) -> tuple[RegulatorClock, ...]:
        """The clocks that an answer to this question starts, or that follow one of those."""
        return tuple(each for each in self.clocks.values() if each.question == question)
