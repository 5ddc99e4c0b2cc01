"""Fixtures of the scenario tests: a fresh database and the whole bot against the sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import SqliteFiles, postgres, sqlite
from tests.scenarios.world import World, world

__all__ = ["bot", "database", "empty", "postgres", "room", "sqlite"]

EMPTY = {
    "name": "Empty",
    "people": [{"handle": "sari", "name": "Sari Wulandari"}, {"handle": "tono", "name": "Tono Hartono"}],
    "channels": [{"name": "general", "members": "everyone"}],
}


@pytest.fixture
async def database(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[str]:
    async with sqlite.fresh(tmp_path) as url:
        yield url


@pytest.fixture(params=["socket", "http"])
async def bot(database: str, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """The whole bot, once in each of Slack's two modes."""
    async with world(database, request.param) as made:
        yield made


@pytest.fixture
async def room(database: str) -> AsyncIterator[World]:
    """The whole bot in Socket Mode, for stories in which the mode makes no difference."""
    async with world(database) as made:
        yield made


@pytest.fixture
async def empty(database: str) -> AsyncIterator[World]:
    """The bot with the shipped policy in a workspace that has nothing the policy names."""
    async with world(database, policy="", seed=EMPTY) as made:
        yield made
