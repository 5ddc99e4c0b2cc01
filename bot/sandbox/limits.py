"""Slack's rate limits: calls per minute by tier, and one post a second per channel.

Off until switched on. Each method has its own allowance per app, refilled evenly, counted by the
sandbox's clock. Must not know what a method does.
"""

import math
from dataclasses import dataclass

from bot.sandbox.clock import SandboxClock

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}


@dataclass
class Bucket:
    """An allowance of `capacity` calls that refills at `rate` a second."""

    capacity: float
    rate: float
    level: float
    filled_at: float

    def take(self, now: float) -> float:
        """Takes one; returns 0, or the seconds until there would be one."""
        self.level = min(self.capacity, self.level + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.level < 1:
            return (1 - self.level) / self.rate
        self.level -= 1
        return 0.0


class RateLimits:
    """The allowances of every app and method."""

    def __init__(self, clock: SandboxClock, *, enabled: bool = False, post_burst: int = 1) -> None:
        self._clock = clock
        self.enabled = enabled
        self.post_burst = post_burst
        self._buckets: dict[tuple[str, ...], Bucket] = {}

    def wait(self, app_id: str, method: str, tier: int, channel: str | None = None) -> int:
        """Seconds for Retry-After, 0 when the call may go ahead."""
        if not self.enabled:
            return 0
        if method == "chat.postMessage" and channel:
            return self._take((app_id, method, channel), self.post_burst, 1.0)
        allowed = PER_MINUTE.get(tier)
        return self._take((app_id, method), allowed, allowed / 60) if allowed else 0

    def _take(self, key: tuple[str, ...], capacity: int, rate: float) -> int:
        now = self._clock.now()
        bucket = self._buckets.setdefault(key, Bucket(capacity, rate, capacity, now))
        return math.ceil(bucket.take(now))
