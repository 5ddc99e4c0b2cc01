"""Time as the sandbox sees it: an injected clock, and the message timestamps made from it.

Everything that counts time (timestamps, trigger and response_url lifetimes, retries, rate limits) asks
the clock given here; only request signatures and network latency use the machine's own clock. This
module must not know what the time is used for.
"""

import asyncio
import time
from typing import Protocol


class SandboxClock(Protocol):
    """Seconds since 1970, and a way to wait for some of them to pass."""

    def now(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...


class WallClock:
    """The machine's own clock."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SkewedClock:
    """Another clock, read `skew` seconds wrong: Slack's time when it differs from ours."""

    def __init__(self, clock: SandboxClock, skew: float) -> None:
        self._clock = clock
        self.skew = skew

    def now(self) -> float:
        return self._clock.now() + self.skew

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)


class Stamps:
    """Hands out message timestamps: unique and strictly increasing within the workspace."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._last = 0

    @property
    def last(self) -> int:
        """The latest given out, in microseconds."""
        return self._last

    def resume(self, last: int) -> None:
        """Gives out nothing up to `last`."""
        self._last = max(self._last, last)

    def next(self) -> str:
        self._last = max(int(self._clock.now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def micros(ts: str) -> int:
    """The place of a timestamp in time, in microseconds; raises ValueError for anything else."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int((fraction or "0").ljust(6, "0")[:6])
