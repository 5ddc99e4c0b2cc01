"""The axis of the picture: from when to when it runs, where a moment stands on it, and which times are written there.

Twenty minutes and five days are drawn in the same width, so the step between two times is chosen anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.comms.exports.blocks import Tick
from bot.comms.exports.wording import Wording

STEPS = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400))
MOST_TICKS = 8
EDGE = 4.0
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scale:
    """What the width of the picture stands for."""

    begin: datetime
    end: datetime

    def left(self, at: datetime) -> float:
        """The place of a moment, in percent; a course without length is drawn as its begin."""
        whole = (self.end - self.begin).total_seconds()
        return round(100 * (at - self.begin).total_seconds() / whole, 2) if whole > 0 else 0.0

    def within(self, at: datetime) -> float:
        """The same for what may lie outside: it is drawn at the edge."""
        return min(max(self.left(at), 0.0), 100.0)

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies within the picture."""
        return self.begin <= at <= self.end


def ticks(scale: Scale, wording: Wording) -> tuple[Tick, ...]:
    """The times on the axis, on round minutes of the organisation's clock; midnight says the day."""
    step = _step(scale.end - scale.begin)
    return tuple(
        Tick(
            at.strftime(wording.t.gettext("%m-%d")) if _midnight(at) else wording.t.hour(at),
            scale.left(at),
            _midnight(at),
        )
        for at in _round_times(wording.local(scale.begin), wording.local(scale.end), step)
        if EDGE <= scale.left(at) <= 100 - EDGE
    )


def _step(length: timedelta) -> timedelta:
    return next((step for step in STEPS if length / step <= MOST_TICKS), max(STEPS[-1], length / MOST_TICKS))


def _round_times(begin: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + step * ((begin - midnight) // step + 1)
    while at < end:
        yield at
        at += step


def _midnight(at: datetime) -> bool:
    return (at.hour, at.minute) == (0, 0)
