"""One desk for each test of the handlers, on SQLite."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import SqliteFiles, sqlite
from tests.handlers.stage import Stage, open_stage

__all__ = ["sqlite"]


@pytest.fixture
async def stage(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Stage]:
    """A desk with nothing declared yet."""
    async with open_stage(sqlite, tmp_path) as opened:
        yield opened
