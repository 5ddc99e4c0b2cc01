"""How much the Events API bears: deliveries an hour, and failures before subscriptions are switched off.

Slack delivers 30,000 events an hour per workspace and app, says `app_rate_limited` once a minute beyond, and disables
the subscriptions of a request URL that fails over 95 % of more than 1,000 events within an hour, until somebody
switches them on again. Counts by the sandbox's clock. Must not send anything.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.clock import SandboxClock

Verdict = Literal["send", "tell", "drop"]
PER_HOUR = 30_000


@dataclass
class EventQuota:
    """The counts of one app; `per_hour` None lets everything through."""

    clock: SandboxClock
    per_hour: int | None = None
    enough: int = 1_000
    failing: float = 0.95
    disabled: bool = False
    told_in: int = -1
    _sent: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _attempts: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _failures: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def _minute(self) -> int:
        return int(self.clock.now()) // 60

    def admit(self) -> Verdict:
        """Whether the next event is sent, dropped, or dropped and the app told of it (once a minute)."""
        if self.disabled:
            return "drop"
        minute = self._minute()
        if self.per_hour is not None and _within_hour(self._sent, minute) >= self.per_hour:
            told, self.told_in = self.told_in == minute, minute
            return "drop" if told else "tell"
        self._sent[minute] += 1
        return "send"

    def settled(self, *, acked: bool) -> None:
        """Counts an attempt; too many failures switch the subscriptions off."""
        minute = self._minute()
        self._attempts[minute] += 1
        self._failures[minute] += not acked
        attempts, failures = _within_hour(self._attempts, minute), _within_hour(self._failures, minute)
        self.disabled = self.disabled or (attempts > self.enough and failures > self.failing * attempts)

    def enable(self) -> None:
        """Somebody switches the subscriptions on again; counting starts anew."""
        self.disabled = False
        self._attempts.clear()
        self._failures.clear()


def _within_hour(counts: dict[int, int], minute: int) -> int:
    """The sum of the last sixty minutes; what is older is forgotten."""
    for old in [it for it in counts if it <= minute - 60]:
        del counts[old]
    return sum(counts.values())
