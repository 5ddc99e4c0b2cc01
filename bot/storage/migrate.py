"""Brings a database to the schema of this version, from code. The steps themselves are in `migrations/`.

The scripts stand beside the package in a checkout and inside it in an installed wheel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import open_engines

PACKAGE = Path(__file__).parents[1]
# Any number will do, as long as every replica takes the same lock while it migrates.
TURN = 7_061_736_011


def scripts() -> Path:
    """The folder of the migrations."""
    installed = PACKAGE / "_migrations"
    return installed if installed.is_dir() else PACKAGE.parent / "migrations"


def _config(**attributes: Any) -> Config:
    config = Config(attributes=attributes)
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    return config


def head() -> str:
    """The newest revision this version knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


async def upgrade(url: str, revision: str = "head") -> None:
    """Migrate forward. Replicas that start together take turns. Raises StoreUnavailable."""
    await _migrate(url, lambda connection: command.upgrade(_config(connection=connection), revision))


async def downgrade(url: str, revision: str) -> None:
    """Migrate back; `base` takes everything away. Raises StoreUnavailable."""
    await _migrate(url, lambda connection: command.downgrade(_config(connection=connection), revision))


async def _migrate(url: str, work: Any) -> None:
    engines = open_engines(url)
    try:
        async with engines.writing() as connection:
            await connection.run_sync(_take_turn)
            await connection.run_sync(work)
    finally:
        await engines.close()


def _take_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})


async def revision(connection: AsyncConnection) -> str | None:
    """The revision a connected database is at, or None when it was never migrated."""
    return await connection.run_sync(lambda inner: MigrationContext.configure(inner).get_current_revision())


async def current(url: str) -> str | None:
    """The revision of the database at this address, or None. Raises StoreUnavailable."""
    engines = open_engines(url)
    try:
        async with engines.reading() as connection:
            return await revision(connection)
    finally:
        await engines.close()


async def is_current(url: str) -> bool:
    """Whether the database at this address has the schema of this version. Raises StoreUnavailable."""
    return await current(url) == head()
