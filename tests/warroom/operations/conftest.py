"""Operations run on the real storage, on SQLite; that PostgreSQL behaves alike is the contracts' matter."""

from __future__ import annotations

import pytest

from bot.clock import ManualClock
from bot.storage import Database
from tests.databases import SqliteFiles, clock, sqlite, store, url
from tests.warroom.operations.office import Office

__all__ = ["clock", "databases", "office", "sqlite", "store", "url"]


@pytest.fixture
def databases(sqlite: SqliteFiles) -> SqliteFiles:
    """SQLite alone."""
    return sqlite


@pytest.fixture
def office(store: Database, clock: ManualClock) -> Office:
    """An engine on a fresh database."""
    return Office(store, clock)
