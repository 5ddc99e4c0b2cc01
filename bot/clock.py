"""The clocks: the real one, set by Slack's; one that runs faster for demonstrations; one that tests move by hand.

All of them give aware datetimes in UTC and implement `bot.warroom.ports.Clock`. Nothing here decides when something
is due: that is the database's word, and the clocks only answer "what time is it" and "wake me later".
"""

from __future__ import annotations

import asyncio
import time
from bisect import insort
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

import structlog

TURNS_TO_SETTLE = 25
FAR_APART = timedelta(seconds=30)


class Ticks(Protocol):
    """Any of these clocks."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await asyncio.sleep(max(seconds, 0))


class ScaledClock:
    """A clock that runs `factor` times as fast as the real one, from `start` on: an hour's incident in a minute."""

    def __init__(
        self, factor: float, start: datetime | None = None, ticking: Callable[[], float] = time.monotonic
    ) -> None:
        if factor <= 0:
            raise ValueError(f"a clock cannot run {factor} times as fast; give a factor above 0")
        self._factor = factor
        self._start = _in_utc(start or datetime.now(UTC))
        self._ticking = ticking
        self._origin = ticking()

    def now(self) -> datetime:
        """The moment on this clock, in UTC."""
        return self._start + timedelta(seconds=(self._ticking() - self._origin) * self._factor)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of this clock, which are fewer of the real one."""
        await asyncio.sleep(max(seconds, 0) / self._factor)


class SlackTime:
    """Our clock, set by Slack's when the two are far apart.

    People read Slack's times, and messages bear them: with a clock of our own minutes away, what was said would stand
    before what it answers, and promises would be kept at the wrong minute. Small differences are left alone, since
    Slack tells whole seconds and its answer takes a while.
    """

    def __init__(self, clock: Ticks, apart: timedelta = FAR_APART) -> None:
        self._clock = clock
        self._apart = apart
        self.offset = timedelta()

    def now(self) -> datetime:
        """The present moment in UTC, by Slack's clock."""
        return self._clock.now() + self.offset

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await self._clock.sleep(seconds)

    def told(self, moment: datetime) -> None:
        """Slack says that it is this moment."""
        measured = moment - self._clock.now()
        if abs(measured - self.offset) > self._apart:
            self.offset = measured if abs(measured) > self._apart else timedelta()
            structlog.get_logger().warning("clock_set_by_slack", seconds=round(self.offset.total_seconds()))


class _Sleeper(NamedTuple):
    due: datetime
    order: int
    wake: asyncio.Future[None]


class ManualClock:
    """A clock that stands still until it is moved. Sleepers wake in the order in which they are due."""

    def __init__(self, start: datetime) -> None:
        self._now = _in_utc(start)
        self._sleepers: list[_Sleeper] = []
        self._slept = 0

    def now(self) -> datetime:
        """The moment it was last moved to, in UTC."""
        return self._now

    @property
    def asleep(self) -> int:
        """How many callers wait in `sleep` now."""
        return sum(not sleeper.wake.done() for sleeper in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        """Return once the clock has been moved by so many seconds; at once for none."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self._slept += 1
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        sleeper = _Sleeper(self._now + timedelta(seconds=seconds), self._slept, wake)
        insort(self._sleepers, sleeper, key=lambda each: (each.due, each.order))
        await wake

    def advance(self, seconds: float) -> None:
        """Move on at once. Everybody due wakes, in order, when the event loop next turns, and sees the new time."""
        target = self._ahead(seconds)
        while self._wake_next(target):
            continue
        self._now = target

    async def run(self, seconds: float) -> None:
        """Move on step by step: each sleeper sees the moment it was due, and may sleep again within the span.

        Between steps the event loop turns a bounded number of times, enough for coroutines that wait for nothing but
        this clock; work in threads or on sockets may settle only later.
        """
        target = self._ahead(seconds)
        await _settle()
        while self._wake_next(target):
            await _settle()
        self._now = target
        await _settle()

    def _ahead(self, seconds: float) -> datetime:
        if seconds < 0:
            raise ValueError("a clock never goes back")
        return self._now + timedelta(seconds=seconds)

    def _wake_next(self, target: datetime) -> bool:
        if not self._sleepers or self._sleepers[0].due > target:
            return False
        sleeper = self._sleepers.pop(0)
        self._now = max(self._now, sleeper.due)
        if not sleeper.wake.done():
            sleeper.wake.set_result(None)
        return True


async def _settle() -> None:
    for _ in range(TURNS_TO_SETTLE):
        await asyncio.sleep(0)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} names no time zone; clocks keep aware datetimes only")
    return moment.astimezone(UTC)
