"""Regulator clocks of one incident: what was answered, what runs until when, and what is still to be submitted."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.calendars import end_of_working_day
from bot.warroom.policy_clocks import AFTER, AWARENESS, RegulatorClock, Regulators, WorkCalendar

Answer = Literal["yes", "no", "unknown"]


class Answered(Value):
    """The latest answer to a classification question; `at` is the moment it is true from, if one was given."""

    answer: Answer
    at: Moment
    by: Person | None = None


class RunningClock(Value):
    """One report owed to an authority. `reminded` is the last share of the time at which people were reminded."""

    title: str
    version: int = 1
    started_at: Moment
    due_at: Moment
    reminded: float = 0.0
    missed: bool = False
    stopped: str | None = None
    submitted_at: Moment | None = None
    receipt: str = ""

    @property
    def runs(self) -> bool:
        """Whether the report is still owed."""
        return self.submitted_at is None and self.stopped is None

    def share_at(self, share: float) -> Moment:
        """When so much of the time is gone (1.0: all of it)."""
        return self.started_at + (self.due_at - self.started_at) * share


def due(clock: RegulatorClock, started: Moment, aware: Moment, regulators: Regulators) -> Moment:
    """The deadline of a clock that starts now: the length of time or the working days, capped from awareness."""
    if clock.working_days:
        calendar = regulators.calendars.get(clock.calendar) or WorkCalendar(name="every weekday")
        ends = end_of_working_day(started, clock.working_days, calendar)
    elif clock.within:
        ends = started + clock.within
    else:
        raise ValueError(f"the clock {clock.name} has no length")
    return min(ends, aware + clock.at_most) if clock.at_most else ends


def follows(clock: RegulatorClock) -> str:
    """The clock whose submission starts this one; nothing when an answer does."""
    return clock.starts.removeprefix(AFTER) if clock.starts.startswith(AFTER) else ""


def start_of(clock: RegulatorClock, aware: Moment, answered: Moment) -> Moment:
    """From when a clock counts that an answer starts."""
    return aware if clock.starts == AWARENESS else answered
