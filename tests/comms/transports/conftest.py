"""The house that the tests of this folder run in: a sandbox workspace and a fresh SQLite database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.comms.slackhouse import House, open_house
from tests.databases import SqliteFiles, sqlite

__all__ = ["house", "sqlite"]


@pytest.fixture
async def house(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[House]:
    async with sqlite.fresh(tmp_path) as url, open_house(url) as opened:
        yield opened
