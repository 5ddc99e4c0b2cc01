"""The score of an exercise as values: marks by topic, each with its reasons as facts. Words are made in `comms/score`.

Stored with the timeline for ever: fields are only added, with a default.
"""

from __future__ import annotations

from bot.warroom.base import Moment, Value


class Finding(Value):
    """One reason for a mark. `what` says which; lengths are in seconds."""

    what: str
    names: tuple[str, ...] = ()
    count: int = 0
    of: int = 0
    took: float = 0.0
    within: float = 0.0
    at: Moment | None = None


class Mark(Value):
    """`earned` of `of` points for one topic, and why."""

    topic: str
    earned: float
    of: int
    findings: tuple[Finding, ...] = ()

    @property
    def full(self) -> bool:
        """Whether nothing was left to be desired."""
        return self.earned >= self.of


class Compared(Value):
    """A milestone in a replay and in its original: seconds after the declaration, None where it was not reached."""

    milestone: str
    drill: float | None = None
    original: float | None = None


class Replay(Value):
    """The incident that a drill replays, and how many times faster."""

    original: int
    reference: str
    speed: int


class Inject(Value):
    """An entry of the original that is played at this moment."""

    seq: int
    at: Moment


def percent(marks: tuple[Mark, ...]) -> int:
    """All points earned, of all that could be."""
    possible = sum(mark.of for mark in marks)
    return round(100 * sum(mark.earned for mark in marks) / possible) if possible else 0
