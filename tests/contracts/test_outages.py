"""A database that is away is one named thing, and the store works again by itself when it is back."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.storage import Database, sqlite_thread
from bot.storage.engine import address
from bot.warroom.ports import StoreUnavailable
from bot.warroom.timeline import Fact
from tests.contracts.records import declared, note, record
from tests.databases import PostgresServer, SqliteFiles, opened


async def test_a_database_that_answers_can_be_pinged_and_is_current(store: Database):
    await store.ping()
    assert await store.is_current()


async def test_a_database_without_tables_is_not_current(databases, tmp_path: Path, clock):
    async with databases.fresh(tmp_path, migrated=False) as url, opened(url, clock) as store:
        await store.ping()
        assert not await store.is_current()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////no/such/folder/posko.sqlite3",
        "postgresql://nobody@127.0.0.1:1/none",
        "postgres://nobody@no-such-host.invalid/none",
    ],
)
async def test_a_database_that_is_not_there_is_unavailable(url: str, clock):
    async with opened(url, clock) as store:
        with pytest.raises(StoreUnavailable):
            await store.ping()
        with pytest.raises(StoreUnavailable):
            async with store.writing():
                pass
        with pytest.raises(StoreUnavailable):
            await store.outbox.claim(clock.now(), 1)
    # The driver leaves the threads of failed connections to end by themselves; they must do it before the loop does.
    for thread in threading.enumerate():
        if "connection_worker" in thread.name:
            thread.join(5)


async def test_an_unknown_database_of_a_running_server_is_unavailable(postgres: PostgresServer, clock):
    url = make_url(postgres.url).set(database="nothing_here").render_as_string(hide_password=False)
    async with opened(url, clock) as store:
        with pytest.raises(StoreUnavailable):
            await store.ping()


async def test_a_locked_sqlite_file_is_unavailable_until_it_is_free_and_readers_go_on(
    sqlite: SqliteFiles, tmp_path: Path, clock
):
    async with sqlite.fresh(tmp_path) as url, opened(url, clock, busy_timeout=0.01) as store:
        number = await declared(store)
        other = sqlite3.connect(make_url(url).database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="locked"):
            async with store.writing():
                pass
        async with store.reading() as reader:
            assert (await reader.incident(number)).number == number
        other.execute("COMMIT")
        other.close()
        async with store.writing() as tx:
            await record(tx, number, note("free again"))


async def test_an_incident_that_is_held_too_long_is_unavailable(postgres: PostgresServer, tmp_path: Path, clock):
    async with postgres.fresh(tmp_path) as url, opened(url, clock, busy_timeout=0.05) as store:
        number = await declared(store)
        async with store.writing() as holder:
            await holder.lock(number)
            with pytest.raises(StoreUnavailable, match="lock timeout"):
                async with store.writing() as tx:
                    await tx.lock(number)


async def test_a_restart_breaks_the_transaction_under_way_and_nothing_after_it(
    postgres: PostgresServer, tmp_path: Path, clock
):
    async with postgres.fresh(tmp_path) as url, opened(url, clock) as store:
        number = await declared(store)

        async def cut_off(*afterwards: Fact) -> None:
            async with store.writing() as tx:
                await record(tx, number, note("lost"))
                await restart(postgres, url)
                if afterwards:
                    await record(tx, number, *afterwards)

        with pytest.raises(StoreUnavailable):
            await cut_off(note("never sent"))
        with pytest.raises(StoreUnavailable):
            await cut_off()
        await store.ping()
        await restart(postgres, url)
        await store.ping()
        async with store.writing() as tx:
            await record(tx, number, note("after the restart"))
        async with store.reading() as reader:
            assert len(await reader.entries(number)) == 3


async def restart(server: PostgresServer, url: str) -> None:
    """What a restart is to a client: the server ends every connection to this database."""
    name = make_url(url).database
    await server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


async def test_a_mistake_of_ours_keeps_its_own_name(databases, tmp_path: Path, clock):
    async with databases.fresh(tmp_path, migrated=False) as url, opened(url, clock) as store:
        with pytest.raises(DBAPIError, match="incidents"):
            async with store.reading() as reader:
                await reader.incidents()


async def test_an_error_of_the_caller_passes_through(store: Database):
    with pytest.raises(ConnectionResetError):
        async with store.writing():
            raise ConnectionResetError


def test_plain_addresses_get_the_async_drivers():
    assert address("sqlite:///posko.sqlite3").drivername == "sqlite+aiosqlite"
    assert address("sqlite:////var/lib/posko.sqlite3").database == "/var/lib/posko.sqlite3"
    for given in ("postgres://u@h/d", "postgresql://u@h/d", "postgresql+asyncpg://u@h/d"):
        assert str(address(given)) == "postgresql+asyncpg://u@h/d"
    assert dict(address("postgres://u@h/d?sslmode=require&channel_binding=require").query) == {"ssl": "require"}


@pytest.mark.parametrize("url", ["mysql://h/d", "sqlite://", "sqlite:///:memory:"])
def test_an_address_we_cannot_serve_is_refused(url: str):
    with pytest.raises(ValueError, match=r"not supported|cannot be shared"):
        address(url)


def test_a_setting_that_sqlite_calls_locked_at_once_is_tried_again_while_there_is_time():
    """Two that turn a new file to WAL at the same moment: SQLite refuses one whatever its patience."""
    file = HeldTwice(":memory:")
    sqlite_thread.apply(file, "PRAGMA journal_mode=WAL", until=time.monotonic() + 5)
    assert file.tried == 3
    with pytest.raises(sqlite3.OperationalError):
        sqlite_thread.apply(HeldTwice(":memory:"), "PRAGMA journal_mode=WAL", until=0)


class HeldTwice(sqlite3.Connection):
    """Somebody else holds the file the first two times."""

    tried = 0

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        self.tried += 1
        if self.tried < 3:
            raise sqlite3.OperationalError("database is locked")
        return super().execute(*statement)
