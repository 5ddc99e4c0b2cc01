"""Taking in what Slack delivers, durable before it is acked: messages of the rooms, and what people submit.

Deliveries that arrive within a few milliseconds share one transaction (group commit). Each waits for that commit, so
an ack always means stored.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.warroom.operations.engine import Engine
from bot.warroom.ports import Submission, Transaction
from bot.warroom.swarm_rooms import placed
from bot.warroom.timeline import Fact

BATCH = 256


@dataclass(frozen=True, slots=True)
class Heard:
    """Facts that Slack reported about one channel."""

    channel: str
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class _Waiting:
    item: Heard | Submission
    stored: asyncio.Future[bool]


@dataclass
class Intake:
    """The queue in front of the database. `start` and `stop` belong to the composition root."""

    engine: Engine
    linger: float = 0.002
    _queue: asyncio.Queue[_Waiting] = field(default_factory=asyncio.Queue)
    _rooms: dict[str, int] = field(default_factory=dict)
    _worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to take in."""
        self._worker = asyncio.create_task(self._work(), name="intake")

    async def stop(self) -> None:
        """Finish what is queued, then end."""
        await self._queue.join()
        if self._worker:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def hear(self, heard: Heard) -> bool:
        """Store facts of a room; True once committed, False when the channel is no room. Raises StoreUnavailable."""
        return await self._put(heard)

    async def receive(self, submission: Submission) -> bool:
        """Store a submission; False when it was known already. Raises StoreUnavailable."""
        return await self._put(submission)

    async def _put(self, item: Heard | Submission) -> bool:
        waiting = _Waiting(item, asyncio.get_running_loop().create_future())
        await self._queue.put(waiting)
        return await waiting.stored

    async def _work(self) -> None:
        while True:
            batch = [await self._queue.get()]
            await asyncio.sleep(self.linger if self._queue.empty() else 0)
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._commit(batch)
            for _ in batch:
                self._queue.task_done()

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        # As a task, so that whatever goes wrong reaches every waiter: none of them may be acked.
        transaction = asyncio.create_task(self._transact([waiting.item for waiting in batch]))
        await asyncio.wait([transaction])
        problem = transaction.exception()
        for position, waiting in enumerate(batch):
            if waiting.stored.done():
                continue
            if problem:
                waiting.stored.set_exception(problem)
            else:
                waiting.stored.set_result(transaction.result()[position])

    async def _transact(self, items: Sequence[Heard | Submission]) -> list[bool]:
        submissions = [item for item in items if isinstance(item, Submission)]
        heard = [item for item in items if isinstance(item, Heard)]
        async with self.engine.store.writing() as tx:
            fresh = await tx.receive(submissions) if submissions else set()
            rooms, owes = await self._record(tx, heard)
        if owes:
            # Only then: a relay that looked for work after each message cost as much as storing the message.
            self.engine.ring()
        return [_result(item, fresh, rooms) for item in items]

    async def _record(self, tx: Transaction, heard: Sequence[Heard]) -> tuple[set[str], bool]:
        """Which channels are rooms, and whether the relay has something to do now."""
        by_number: dict[int, list[Fact]] = defaultdict(list)
        rooms: set[str] = set()
        for each in heard:
            number = await self._number(tx, each.channel)
            if number is not None:
                by_number[number] += each.facts
                rooms.add(each.channel)
        # In one order everywhere, so that two replicas never wait for each other.
        owes = False
        for number in sorted(by_number):
            stored = await tx.lock(number)
            performed = await self.engine.record(tx, stored, placed(stored.state, by_number[number]))
            owes = owes or performed.owes
        return rooms, owes

    async def _number(self, tx: Transaction, channel: str) -> int | None:
        if channel not in self._rooms:
            number = await tx.by_channel(channel)
            if number is None:
                return None
            self._rooms[channel] = number
        return self._rooms[channel]


def _result(item: Heard | Submission, fresh: set[str], rooms: set[str]) -> bool:
    return item.key in fresh if isinstance(item, Submission) else item.channel in rooms
