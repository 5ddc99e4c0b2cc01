"""A lane of its own for each way out of Slack: a slow or dead server holds a few places there, and nothing of Slack's.

A delivery that finds its lane full gives its row back at once, so that the relay's places stay free for Slack; it comes
back about when its turn will be. When hundreds came back every two seconds, claiming their rows and giving them back
kept the database so busy that updates in Slack waited for minutes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.comms.transports.errors import Ambiguous, Crowded
from bot.comms.transports.parcel import Parcel, Receipt, Transport
from bot.comms.transports.trial import Trial

PLACES = 4
LONGEST = 30.0
AGAIN, LATEST = 2.0, 60.0
USUAL = 1.0


@dataclass
class Lane:
    """A transport, at most so many parcels at a time, each for at most so long."""

    transport: Transport
    places: int = PLACES
    longest: float = LONGEST
    under_way: int = field(default=0, init=False)
    usual: float = field(default=USUAL, init=False)
    free_at: float = field(default=0.0, init=False)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Through the transport. Raises Crowded when the lane is full, Ambiguous when it takes too long."""
        return await self._through(parcel.place.kind, lambda: self.transport.deliver(parcel))

    async def test(self, trial: Trial) -> Receipt:
        """A test takes the same way."""
        return await self._through(trial.place.kind, lambda: self.transport.test(trial))

    async def _through(self, kind: str, work: Callable[[], Awaitable[Receipt]]) -> Receipt:
        if self.under_way >= self.places:
            raise Crowded(kind, self._wait())
        self.under_way += 1
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self.longest):
                return await work()
        except TimeoutError as error:
            raise Ambiguous(kind, f"took longer than {self.longest:g} s") from error
        finally:
            self.under_way -= 1
            self.usual = time.monotonic() - begun

    def _wait(self) -> float:
        """Seconds until a place is likely to be free for one more, when each before it takes as long as the last."""
        now = time.monotonic()
        self.free_at = min(max(self.free_at, now) + self.usual / self.places, now + LATEST)
        return max(AGAIN, self.free_at - now)
