"""Connections: plain addresses to async drivers, and the settings each database needs to lose nothing.

SQLite has one writer connection that begins with BEGIN IMMEDIATE, and a separate engine for readers. With
SQLAlchemy's defaults, tasks that read and then write overwrite each other without an error.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage import sqlite_thread
from bot.storage.errors import connecting, rename

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


# What a statement was given is people's words and addresses; an error must not carry them into a log.
QUIET: dict[str, Any] = {"hide_parameters": True}


def address(url: str) -> URL:
    """The address with the driver we use. Raises ValueError for another database or an in-memory one."""
    given = make_url(url)
    driver = DRIVERS.get(given.drivername)
    if driver is None:
        raise ValueError(f"{given.drivername} is not supported: give sqlite:///file.db or postgresql://…")
    if driver.startswith("sqlite") and given.database in {None, "", ":memory:"}:
        raise ValueError("an in-memory SQLite database cannot be shared: give a file, sqlite:///file.db")
    return _libpq_words(given.set(drivername=driver))


def _libpq_words(url: URL) -> URL:
    """Hosting providers hand out addresses in libpq's words; asyncpg calls `sslmode` `ssl` and knows no bindings."""
    query = dict(url.query)
    query.pop("channel_binding", None)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return url.set(query=query)


@dataclass(frozen=True)
class Engines:
    """The engine that writes and the one that reads. `turn` lets one writer at a time into SQLite."""

    writer: AsyncEngine
    reader: AsyncEngine
    turn: asyncio.Lock | None = field(default=None)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a write transaction."""
        async with AsyncExitStack() as stack:
            if self.turn:
                await stack.enter_async_context(self.turn)
            yield await stack.enter_async_context(_transaction(self.writer))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one snapshot."""
        async with _transaction(self.reader) as connection:
            yield connection

    async def empty_log(self) -> None:
        """Bring SQLite's write-ahead log into the file and cut it to nothing, if no reader holds it."""
        if self.turn:
            async with self.turn, self.writer.connect() as connection:
                driven = (await connection.get_raw_connection()).driver_connection
                await driven.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    async def close(self) -> None:
        """Close every connection."""
        await self.writer.dispose()
        await self.reader.dispose()


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with AsyncExitStack() as stack:
        with connecting():
            connection = await stack.enter_async_context(engine.connect())
            await stack.enter_async_context(connection.begin())
        yield connection


def open_engines(url: str, *, busy_timeout: float = 5.0) -> Engines:
    """The engines for this address. Nothing connects yet."""
    where = address(url)
    if where.get_backend_name() == "sqlite":
        return _sqlite(where, busy_timeout)
    return _postgresql(where, busy_timeout)


def _sqlite(where: URL, busy_timeout: float) -> Engines:
    common: dict[str, Any] = {"connect_args": {"timeout": busy_timeout}, "pool_timeout": 10, **QUIET}
    writer = create_async_engine(where, pool_size=1, max_overflow=0, **common)
    # Readers are kept: with two and six on demand, a storm opened and closed a connection for every third read.
    reader = create_async_engine(where, pool_size=8, max_overflow=0, **common)
    pragmas = f"PRAGMA busy_timeout={int(busy_timeout * 1000)}; PRAGMA foreign_keys=ON"
    writing = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON"
    _prepare(writer, f"{writing}; {pragmas}", "BEGIN IMMEDIATE")
    _prepare(reader, f"{pragmas}; PRAGMA query_only=ON", "BEGIN")
    return Engines(writer, reader, asyncio.Lock())


def _prepare(engine: AsyncEngine, pragmas: str, begin: str) -> None:
    """Take the beginning of transactions away from the driver, which would begin late and without the write lock."""

    def do_connect(_dialect: Any, _record: Any, _where: Any, how: dict[str, Any]) -> None:
        how["async_creator_fn"] = partial(sqlite_thread.connect, pragmas.split("; "))

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "do_connect", do_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
    event.listen(engine.sync_engine, "handle_error", rename)


def _postgresql(where: URL, lock_timeout: float) -> Engines:
    settings = {"application_name": "posko", "lock_timeout": f"{int(lock_timeout * 1000)}ms"}
    common: dict[str, Any] = {
        "connect_args": {"timeout": 5, "server_settings": settings},
        "pool_pre_ping": True,
        "pool_timeout": 10,
        "pool_size": 5,
        "max_overflow": 5,
        **QUIET,
    }
    writer = create_async_engine(where, isolation_level="READ COMMITTED", **common)
    read_only = {"postgresql_readonly": True}
    reader = create_async_engine(where, isolation_level="REPEATABLE READ", execution_options=read_only, **common)
    for engine in (writer, reader):
        event.listen(engine.sync_engine, "handle_error", rename)
    return Engines(writer, reader)
