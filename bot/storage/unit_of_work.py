"""The unit of work: everything that happens in one transaction commits together or not at all. It retries nothing.

A failed transaction is the caller's to repeat, since only the caller knows what it decided from what it read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

from sqlalchemy import delete, select, update

from bot.storage import belonging, importing, migrate
from bot.storage.audit import Misfit, audit
from bot.storage.ballots import BallotWrites
from bot.storage.base import Leases
from bot.storage.codec import incident_of
from bot.storage.engine import Engines, open_engines
from bot.storage.erasing import ErasureWrites
from bot.storage.improvements import ImprovementWrites
from bot.storage.inbox import InboxWrites
from bot.storage.outbox import OutboxWrites, SqlOutbox
from bot.storage.people import PeopleWrites
from bot.storage.queries import SqlReader
from bot.storage.repositories import IncidentWrites
from bot.storage.subscribers import SubscriberWrites
from bot.storage.tables import MAIL, outbox, submissions
from bot.storage.timers import TimerWrites
from bot.warroom.base import Moment
from bot.warroom.ports import Clock, Outbox, WholeRecord

STATES_KEPT = 256


class SqlTransaction(
    IncidentWrites,
    OutboxWrites,
    TimerWrites,
    InboxWrites,
    PeopleWrites,
    BallotWrites,
    SubscriberWrites,
    ImprovementWrites,
    ErasureWrites,
):
    """The core's `Transaction` on a database."""


class Database:
    """The core's `Store`, with its outbox and the housekeeping around it. Every call may raise StoreUnavailable."""

    def __init__(self, engines: Engines, clock: Clock, leases: Leases) -> None:
        self._engines = engines
        self._clock = clock
        self._leases = leases
        # A record is read by every step and every message of its incident and changes seldom: the states that these
        # very texts stand for are kept. A text that changed is another key, so nothing here can be out of date.
        self._incident_of = lru_cache(STATES_KEPT)(incident_of)
        self.outbox: Outbox = SqlOutbox(engines, leases)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlTransaction]:
        """A write transaction; commits at the end, rolls back on an exception, retries nothing."""
        async with self._engines.writing() as connection:
            yield SqlTransaction(connection, self._clock, self._leases, self._incident_of)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlReader]:
        """A snapshot to read from. On SQLite it never waits for the writer, nor the writer for it."""
        async with self._engines.reading() as connection:
            yield SqlReader(connection, self._clock, self._leases, self._incident_of)

    async def purge(self, before: Moment) -> int:
        """Forget submissions finished before that moment; how many. Keep them well past Slack's last retry.

        So it is with the steps of subscribers' mails, one for each mail: none is owed a second time by then.
        """
        async with self._engines.writing() as connection:
            await connection.execute(delete(outbox).where(outbox.c.step == MAIL, outbox.c.settled_at < before))
            return (await connection.execute(delete(submissions).where(submissions.c.finished_at < before))).rowcount

    async def scrub(self) -> None:
        """After something was erased: empty SQLite's write-ahead log, which keeps pages as they were before.

        One that a reader holds is emptied by a later checkpoint. PostgreSQL sees to its own in its own time.
        """
        await self._engines.empty_log()

    async def audit(self, number: int) -> Misfit | None:
        """The first row of an incident whose columns do not say what its record says."""
        async with self._engines.reading() as connection:
            return await audit(connection, number)

    async def ping(self) -> None:
        """Raises StoreUnavailable if the database does not answer."""
        async with self._engines.reading() as connection:
            await connection.execute(select(1))

    async def is_current(self) -> bool:
        """Whether the schema is the one this version expects."""
        async with self._engines.reading() as connection:
            return await migrate.revision(connection) == migrate.head()

    async def import_record(self, record: WholeRecord) -> None:
        """Store a whole record, checked before, under its own number. Raises NumberTaken."""
        async with self._engines.writing() as connection:
            await importing.put(connection, record)

    async def index_more(self, limit: int = 20) -> int:
        """Index so many incidents that are not yet, each in a transaction of its own; how many that were."""
        async with self.reading() as reader:
            numbers = await reader.unindexed(limit)
        for number in numbers:
            await self.index_again(number)
        return len(numbers)

    async def numbers(self) -> list[int]:
        """The numbers of all incidents, in order."""
        async with self.reading() as reader:
            return await reader.numbers()

    async def index_all(self) -> None:
        """Index everything that is not yet: after an upgrade the whole past, else nothing."""
        while await self.index_more():
            pass

    async def index_again(self, number: int) -> None:
        """Make an incident's part of the index of words anew from its record. Raises UnknownIncident."""
        async with self.writing() as tx:
            await tx.index_again(number)

    async def bind(self, team: str, name: str) -> None:
        """Belong to this workspace from now on. Raises OtherWorkspace if it belongs to another already."""
        async with self._engines.writing() as connection:
            await belonging.bind(connection, team, name)
            await belonging.check(connection, team, name)

    async def take_over(self) -> None:
        """At a start: what the process before left in hand is free at once. An SQLite file has no other process."""
        async with self._engines.writing() as connection:
            if connection.dialect.name == "sqlite":
                held = update(submissions).where(submissions.c.finished_at.is_(None))
                await connection.execute(held.values(leased_until=self._clock.now()))

    async def check_workspace(self, team: str, name: str) -> None:
        """Raises OtherWorkspace if it belongs to another workspace. Changes nothing."""
        async with self._engines.reading() as connection:
            await belonging.check(connection, team, name)

    async def close(self) -> None:
        """Close every connection."""
        await self._engines.close()


def open_store(url: str, clock: Clock, *, leases: Leases | None = None, busy_timeout: float = 5.0) -> Database:
    """The database at this address (`sqlite:///file.db`, `postgresql://…`); it must be migrated. Nothing connects yet.

    `busy_timeout` is how many seconds a writer waits for another before StoreUnavailable. Raises ValueError for an
    address of another kind.
    """
    return Database(open_engines(url, busy_timeout=busy_timeout), clock, leases or Leases())
