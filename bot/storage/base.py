"""What every part of a transaction shares: its connection, the clock, how long leases last. No statements here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.codec import incident_of
from bot.warroom.incident import Incident
from bot.warroom.ports import Clock


@dataclass(frozen=True)
class Leases:
    """How long whoever took something has it to themselves. Longer than the work, shorter than people's patience."""

    step: timedelta = timedelta(seconds=60)
    submission: timedelta = timedelta(seconds=10)


class Bound:
    """A part of one transaction."""

    def __init__(
        self,
        connection: AsyncConnection,
        clock: Clock,
        leases: Leases,
        incident_of: Callable[[str], Incident] = incident_of,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._leases = leases
        self._incident_of = incident_of

    def _insert(self, table: Table) -> Any:
        """An INSERT that can say what to do on a conflict; both databases spell it alike, SQLAlchemy twice."""
        return postgresql_insert(table) if self._connection.dialect.name == "postgresql" else sqlite_insert(table)

    async def _change(self, statement: Any, rows: Any = None) -> int:
        """Run a statement that writes; how many rows it changed."""
        result = await self._connection.execute(statement, rows)
        return result.rowcount
