"""Fixtures of the scenario tests: a fresh database and the whole bot against the sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from zlib import crc32

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


MODES = ("socket", "http")
IN_BOTH = ("test_declare", "test_room", "test_updates")
"""The stories that everything else goes through; the others are played in one of the modes, about half in each."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "bot" not in metafunc.fixturenames:
        return
    both = metafunc.module.__name__.rpartition(".")[2] in IN_BOTH
    modes = MODES if both else (MODES[crc32(metafunc.function.__name__.encode()) % 2],)
    metafunc.parametrize("bot", modes, indirect=True)


@pytest.fixture
async def bot(database: str, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """The whole bot, in one of Slack's two modes or in each (`IN_BOTH`)."""
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
