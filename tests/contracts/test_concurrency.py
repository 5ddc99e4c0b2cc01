"""Writers of one incident take turns; nothing is lost, nothing happens twice, and readers wait for nobody."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from bot.storage import Database
from bot.storage.engine import open_engines
from bot.storage.tables import submissions
from bot.warroom.ports import StoreUnavailable
from bot.warroom.timeline import check_chain
from tests.contracts.records import declared, incidents, note, record
from tests.databases import PostgresServer, opened


async def test_sixteen_writers_lose_nothing(store: Database, url: str, clock):
    number = await declared(store)

    async def write(database: Database, writer: int) -> None:
        for turn in range(10):
            async with database.writing() as tx:
                await record(tx, number, note(f"{writer}/{turn}"))

    async with opened(url, clock) as replica:
        await asyncio.gather(*(write(replica if writer % 2 else store, writer) for writer in range(16)))
    async with store.reading() as reader:
        entries = await reader.entries(number)
    assert check_chain([entry.model_dump(mode="json") for entry in entries]) is None
    assert {entry.event.text for entry in entries[2:]} == {f"{w}/{t}" for w in range(16) for t in range(10)}


async def test_two_transactions_on_one_incident_never_interleave(store: Database, url: str, clock):
    number = await declared(store)
    log: list[str] = []
    holding, release = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with store.writing() as tx:
            await tx.lock(number)
            log.append("first holds it")
            holding.set()
            await release.wait()
            await record(tx, number, note("first"))
            log.append("first is done")

    async def follow(replica: Database) -> None:
        await holding.wait()
        async with replica.writing() as tx:
            head = (await tx.lock(number)).head.seq
            log.append(f"second holds it after entry {head}")

    async with opened(url, clock) as replica:
        tasks = [asyncio.create_task(hold()), asyncio.create_task(follow(replica))]
        await holding.wait()
        async with store.reading() as reader:
            assert (await reader.stored(number)).head.seq == 2
        release.set()
        await asyncio.gather(*tasks)
    assert log == ["first holds it", "first is done", "second holds it after entry 3"]


async def test_a_reader_never_waits_for_a_writer_nor_a_writer_for_a_reader(store: Database):
    number = await declared(store)
    async with store.reading() as reader, store.writing() as tx:
        await record(tx, number, note("a"))
        assert (await reader.stored(number)).head.seq == 2


async def test_a_reader_cannot_write(store: Database, url: str):
    engines = open_engines(url)
    async with engines.reading() as connection:
        with pytest.raises((DBAPIError, StoreUnavailable), match=r"read.?only"):
            await connection.execute(delete(submissions))
    await engines.close()


async def test_on_postgresql_different_incidents_are_written_side_by_side(store: Database, databases):
    if not isinstance(databases, PostgresServer):
        pytest.skip("SQLite has one writer")
    first, second = await incidents(store, 2)
    async with asyncio.timeout(5), store.writing() as one, store.writing() as two:
        await record(one, first, note("one"))
        await record(two, second, note("two"))
        await record(one, first, note("one again"))


async def test_a_number_is_never_given_twice(store: Database, url: str, clock):
    async def take(database: Database) -> int:
        async with database.writing() as tx:
            return await tx.take_number()

    async with opened(url, clock) as replica:
        numbers = await asyncio.gather(*(take(replica if each % 2 else store) for each in range(40)))
    assert sorted(numbers) == list(range(1, 41))


async def test_a_cancelled_transaction_leaves_nothing_and_holds_nobody_up(store: Database):
    number = await declared(store)
    written = asyncio.Event()

    async def write() -> None:
        async with store.writing() as tx:
            await record(tx, number, note("never"))
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5), store.writing() as tx:
        assert (await tx.lock(number)).head.seq == 2


async def test_cancelling_at_any_moment_leaves_a_whole_chain(store: Database):
    number = await declared(store)

    async def write(turn: int) -> None:
        async with store.writing() as tx:
            await record(tx, number, note(f"{turn} a"), note(f"{turn} b"))

    for turns in range(40):
        task = asyncio.create_task(write(turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5), store.writing() as tx:
        await record(tx, number, note("last"))
        entries = await tx.entries(number)
    assert check_chain([entry.model_dump(mode="json") for entry in entries]) is None
    assert len(entries) % 2 == 1
