"""Which workspace a database belongs to: the first that started on it, for ever.

Ids of rooms and people are another workspace's own: timers that went on there would speak into rooms of strangers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.errors import OtherWorkspace
from bot.storage.tables import meta

TEAM, TEAM_NAME = "team", "team name"


async def bind(connection: AsyncConnection, team: str, name: str) -> None:
    """Let the database belong to this workspace, unless it has one. Two replicas that start together agree."""
    insert: Any = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    rows = [{"name": TEAM, "value": team}, {"name": TEAM_NAME, "value": name}]
    await connection.execute(insert(meta).on_conflict_do_nothing(index_elements=["name"]), rows)


async def check(connection: AsyncConnection, team: str, name: str) -> None:
    """Raises OtherWorkspace if the database belongs to another workspace. Changes nothing."""
    known = {row.name: row.value for row in await connection.execute(select(meta.c.name, meta.c.value))}
    if known.get(TEAM, team) != team:
        raise OtherWorkspace(f"{known[TEAM_NAME]} ({known[TEAM]})", f"{name} ({team})")
