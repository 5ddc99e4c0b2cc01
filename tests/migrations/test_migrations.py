"""The migrations lead to the tables that the code expects, from nothing and back, whoever starts them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.storage import migrate
from bot.storage.engine import open_engines
from bot.storage.tables import metadata

ALL = [each.revision for each in reversed(list(ScriptDirectory(str(migrate.scripts())).walk_revisions()))]


@pytest.fixture
async def empty(databases, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without tables."""
    async with databases.fresh(tmp_path, migrated=False) as url:
        yield url


async def ask(url: str, question):
    """What a function of a connection says about this database."""
    engines = open_engines(url)
    try:
        async with engines.reading() as connection:
            return await connection.run_sync(question)
    finally:
        await engines.close()


def tables(connection: Connection) -> set[str]:
    """Without what SQLite's full text makes for itself, and PostgreSQL's index over it: the schema below has both."""
    return {name for name in inspect(connection).get_table_names() if not full_text(name)} - {"alembic_version"}


def full_text(name: str | None) -> bool:
    return (name or "").startswith(("words_index", "ix_words_tokens"))


def wanted(name: str | None, *_where: object) -> bool:
    return not full_text(name)


def drift(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True, "include_name": wanted})
    return list(compare_metadata(context, metadata))


async def test_upgrading_from_nothing_leads_to_the_newest_revision(empty: str):
    assert await migrate.current(empty) is None
    assert not await migrate.is_current(empty)
    await migrate.upgrade(empty)
    assert await migrate.current(empty) == migrate.head() == ALL[-1]
    assert await migrate.is_current(empty)


async def test_the_migrated_tables_are_the_tables_of_the_code(empty: str):
    await migrate.upgrade(empty)
    assert await ask(empty, drift) == []
    assert await ask(empty, tables) == set(metadata.tables)


async def test_indexes_and_constraints_have_the_names_and_conditions_of_the_code(empty: str, databases, tmp_path: Path):
    """Comparing metadata overlooks the conditions of partial indexes, so the whole schema is compared as text."""
    await migrate.upgrade(empty)
    async with databases.fresh(tmp_path, migrated=False) as other:
        engines = open_engines(other)
        async with engines.writing() as connection:
            await connection.run_sync(metadata.create_all)
        await engines.close()
        assert await ask(empty, schema) == await ask(other, schema)


def schema(connection: Connection) -> set[str]:
    """Every index and constraint, as the database words it."""
    if connection.dialect.name == "sqlite":
        return {f"{name}: {sql}" for name, sql in connection.execute(text(SQLITE_SCHEMA))}
    return {f"{name}: {sql}" for name, sql in connection.execute(text(POSTGRES_SCHEMA))}


SQLITE_SCHEMA = """
    SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name <> 'alembic_version'
    UNION ALL
    SELECT name, 'ids are used again: ' || (sql NOT LIKE '%AUTOINCREMENT%') FROM sqlite_master
    WHERE type = 'table' AND tbl_name <> 'alembic_version'
"""
POSTGRES_SCHEMA = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    UNION ALL
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
"""


@pytest.mark.parametrize("revision", ALL)
async def test_every_step_can_be_taken_back(empty: str, revision: str):
    await migrate.upgrade(empty, revision)
    before = await ask(empty, schema)
    await migrate.downgrade(empty, "-1")
    await migrate.upgrade(empty, revision)
    assert await ask(empty, schema) == before


async def test_going_back_to_the_beginning_leaves_nothing(empty: str):
    await migrate.upgrade(empty)
    await migrate.downgrade(empty, "base")
    assert await ask(empty, tables) == set()


async def test_upgrading_again_changes_nothing(empty: str):
    await migrate.upgrade(empty)
    before = await ask(empty, schema)
    await migrate.upgrade(empty)
    assert await ask(empty, schema) == before


async def test_replicas_that_start_together_migrate_once(empty: str):
    await asyncio.gather(*(migrate.upgrade(empty) for _ in range(4)))
    assert await migrate.is_current(empty)
    assert sorted(await ask(empty, counted)) == [("improvement", 0), ("incident", 0)]


def counted(connection: Connection) -> list[tuple[str, int]]:
    return [(name, value) for name, value in connection.execute(text("SELECT name, value FROM counters"))]


def test_there_is_one_newest_revision():
    assert len(ScriptDirectory(str(migrate.scripts())).get_heads()) == 1
