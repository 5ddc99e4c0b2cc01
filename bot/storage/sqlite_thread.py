"""SQLite with one trip to the connection's thread for each statement. It knows no tables and begins no transactions.

aiosqlite makes four: open a cursor, execute, fetch, close. Each wakes a thread and then the event loop, which costs
more than most of our statements: forty declarations at once made 19,000 trips, and make 7,000 this way.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite


class WholeCursor:
    """The part of a cursor that SQLAlchemy asks for. All rows are there when `execute` returns."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> WholeCursor:
        """Nothing to open: the real cursor lives inside `execute`."""
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> WholeCursor:
        """Run one statement and fetch what it gives."""
        return await self._trip("execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> WholeCursor:
        """Run one statement with many rows of values."""
        return await self._trip("executemany", sql, parameters)

    async def _trip(self, how: str, sql: str, parameters: Any) -> WholeCursor:
        await self._connection._execute(self._whole, how, sql, parameters)  # type: ignore[no-untyped-call]
        return self

    def _whole(self, how: str, sql: str, parameters: Any) -> None:
        """In the connection's thread."""
        cursor = self._connection._conn.cursor()
        try:
            getattr(cursor, how)(sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            # After the rows: a statement that returns some has changed its rows only when the last one is fetched.
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()

    async def fetchall(self) -> list[Any]:
        """The rows."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open."""


class Connection(aiosqlite.Connection):
    """aiosqlite's connection with our cursor."""

    def cursor(self) -> Any:
        """A cursor that makes one trip."""
        return WholeCursor(self)


def connect(pragmas: Sequence[str], *where: Any, **how: Any) -> Connection:
    """As `aiosqlite.connect`, for SQLAlchemy to await; the driver begins no transactions of its own."""
    connection = Connection(partial(_open, pragmas, *where, **how), 64)
    # As SQLAlchemy does with aiosqlite's own: a thread that hangs must not keep the process from ending.
    connection._thread.daemon = True
    return connection


def _open(pragmas: Sequence[str], database: str, *, timeout: float = 5.0, **how: Any) -> sqlite3.Connection:
    """In the connection's thread. Raises sqlite3.OperationalError when it stays locked for `timeout` seconds."""
    opened: sqlite3.Connection = sqlite3.connect(database, timeout=timeout, isolation_level=None, **how)
    until = time.monotonic() + timeout
    for pragma in pragmas:
        apply(opened, pragma, until)
    return opened


def apply(opened: sqlite3.Connection, pragma: str, until: float) -> None:
    """Two that turn a new file to WAL at once cannot both: SQLite tells one so at once, whatever its patience."""
    while True:
        try:
            opened.execute(pragma).close()
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() >= until:
                raise
            time.sleep(0.02)
