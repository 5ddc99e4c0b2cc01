"""Failures of the database that pass by themselves get one name, StoreUnavailable. Bugs must keep their own.

StoreUnavailable (bot/warroom/ports.py)   cannot connect · locked for too long · restarted · disk full
StaleHead                                 an entry does not follow the stored head: somebody forgot to lock
OtherWorkspace                            it was used with another workspace before
everything else                           as the driver raised it: a bug, or a schema that is not migrated
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

from bot.warroom.ports import StoreUnavailable


class StaleHead(Exception):  # noqa: N818 - the chain's word
    """The entries do not follow the stored head of their incident. Lock it before deciding what to append."""


class OtherWorkspace(Exception):  # noqa: N818 - a state of the world; its text is for the operator
    """The database holds the incidents of another workspace; nothing may be done with them in this one."""

    def __init__(self, belongs_to: str, here: str) -> None:
        super().__init__(
            f"This database belongs to the workspace {belongs_to}; the bot token is of {here}. Its rooms and "
            "timers mean nothing here. Set POSKO_DATABASE_URL to another database, such as sqlite:///another.sqlite3, "
            "or use the token of that workspace."
        )


FOREIGN = "The file is not an SQLite database."
# PostgreSQL's classes of SQLSTATE: connection, resources, object in use or lock timeout, operator intervention,
# system errors, and transactions rolled back for a deadlock. https://www.postgresql.org/docs/current/errcodes-appendix.html
PASSING = ("08", "40", "53", "55", "57", "58")


def rename(context: ExceptionContext) -> None:
    """Called by the engine for every failed statement: raises StoreUnavailable for a failure that is not a bug."""
    error = context.original_exception
    if context.is_pre_ping or not isinstance(error, Exception):
        return  # the pool mends a dead connection by itself; a cancelled task is nobody's failure
    if foreign(error):
        raise StoreUnavailable(FOREIGN) from error
    if context.is_disconnect or passes(error):
        raise StoreUnavailable(str(error)) from error


def foreign(error: BaseException | None) -> bool:
    """Whether the file that should be the database is something else, which naming another mends."""
    return (
        isinstance(error, sqlite3.DatabaseError) and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB
    )


def passes(error: BaseException) -> bool:
    """Whether a driver's error is about the state of the database, not about what was asked of it."""
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_BUSY) != sqlite3.SQLITE_ERROR
    if isinstance(error, OSError):
        return True
    return str(getattr(error, "sqlstate", None) or "").startswith(PASSING)


@contextmanager
def connecting() -> Iterator[None]:
    """While a connection is made: whatever goes wrong, the database is not to be had."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(FOREIGN if foreign(getattr(error, "orig", None)) else str(error)) from error
