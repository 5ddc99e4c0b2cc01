"""Settling what the relay has done, many steps in one transaction. It decides nothing and retries nothing.

Forty rooms that open together end six hundred steps within seconds. One transaction for each spent more time beginning
and committing than settling, and the last people were invited seconds later for it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.warroom.events import Event
from bot.warroom.operations.engine import SYSTEM, Engine
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step, StoreUnavailable, Transaction

MOST = 64


@dataclass(frozen=True, slots=True)
class _Ended:
    step: Step
    outcome: Outcome
    settled: asyncio.Future[bool]


@dataclass
class Settlement:
    """Whatever ends while a transaction is under way shares the next one; a single step never waits."""

    engine: Engine
    _waiting: list[_Ended] = field(default_factory=list)
    _work: asyncio.Task[None] | None = None

    async def settle(self, step: Step, outcome: Outcome) -> bool:
        """End an outbox row and record what is now true; False (and nothing changed) when the lease is not ours."""
        ended = _Ended(step, outcome, asyncio.get_running_loop().create_future())
        self._waiting.append(ended)
        if self._work is None or self._work.done():
            # A task of its own: a step that is cut off at the stop must not take the others' transaction with it.
            self._work = asyncio.create_task(self._settle_waiting(), name="settlement")
        return await ended.settled

    async def stop(self) -> None:
        """Finish what waits."""
        if self._work:
            await asyncio.wait([self._work])

    async def _settle_waiting(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            await self._commit(some)
            self.engine.ring()

    async def _commit(self, some: Sequence[_Ended]) -> None:
        transaction = asyncio.create_task(self._together(some))
        await asyncio.wait([transaction])
        problem = transaction.exception()
        if problem and len(some) > 1 and not isinstance(problem, StoreUnavailable):
            # One outcome that cannot be recorded must not hold up the others for ever.
            for each in some:
                await self._commit([each])
            return
        for position, each in enumerate(some):
            if each.settled.done():
                continue
            if problem:
                each.settled.set_exception(problem)
            else:
                each.settled.set_result(transaction.result()[position])

    async def _together(self, some: Sequence[_Ended]) -> list[bool]:
        true_now: defaultdict[int, list[Event]] = defaultdict(list)
        async with self.engine.store.writing() as tx:
            ours = [await tx.settle_step(each.step, each.outcome.status, each.outcome.note) for each in some]
            for each, mine in zip(some, ours, strict=True):
                if mine and each.outcome.events and each.step.number is not None:
                    true_now[each.step.number] += each.outcome.events
            await self._record(tx, true_now)
            next_ = [owed for each, mine in zip(some, ours, strict=True) if mine for owed in each.outcome.owed]
            if next_:
                await tx.owe(next_)
        return ours

    async def _record(self, tx: Transaction, true_now: dict[int, list[Event]]) -> None:
        # In one order everywhere, so that two replicas never wait for each other.
        for number in sorted(true_now):
            await self.engine.record(tx, await tx.lock(number), self.engine.facts(true_now[number], SYSTEM))
