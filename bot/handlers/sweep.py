"""Working off what a crash, or the database's absence, left in the inbox; and giving up what cannot be done.

One submission that breaks off keeps no other waiting, and does not come back for ever: after a few attempts the
person is told, and it is finished.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import structlog

from bot.handlers.desk import Desk
from bot.telemetry import frames
from bot.warroom.operations.engine import Engine
from bot.warroom.ports import StoreUnavailable, Submission

MOST_ATTEMPTS = 5


@dataclass
class Sweep:
    """`in_hand` are the keys that this process works on right now; `ended(kind, result)` counts for the metrics."""

    engine: Engine
    desk: Desk
    in_hand: Collection[str]
    ended: Callable[[str, str], None]
    _failures: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        """Handle whatever is unfinished and in nobody's hands, oldest first. Raises StoreUnavailable."""
        async with self.engine.store.reading() as reader:
            waiting = await reader.submissions(untouched_since=self.engine.clock.now())
        for submission in waiting:
            if submission.key not in self.in_hand:
                await self._alone(submission)

    async def _alone(self, submission: Submission) -> None:
        [problem] = await asyncio.gather(self._handle(submission), return_exceptions=True)
        if isinstance(problem, Exception) and not isinstance(problem, StoreUnavailable):
            await self._failed(submission, problem)
        elif problem:
            raise problem
        else:
            self._failures.pop(submission.key, None)

    async def _handle(self, submission: Submission) -> None:
        async with self.engine.store.writing() as tx:
            mine = await tx.take_submission(submission.key, self.engine.clock.now())
        if mine:
            await self.desk.handle(submission, live=False)

    async def _failed(self, submission: Submission, problem: Exception) -> None:
        self._failures[submission.key] += 1
        attempt = self._failures[submission.key]
        self.ended(submission.kind, "failed")
        structlog.get_logger().error(
            "submission_failed", submission=submission.key, attempt=attempt, error=frames(problem)
        )
        if attempt >= MOST_ATTEMPTS:
            await self.desk.give_up(submission)
            self.ended(submission.kind, "given_up")
            del self._failures[submission.key]
