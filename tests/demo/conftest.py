"""A small story on a small stage, for tests of how a scenario is played."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.demo.cast import Unwatched
from bot.demo.player import Player
from bot.demo.reading import read
from bot.demo.stage import stage
from tests.databases import SqliteFiles, sqlite

__all__ = ["sqlite"]

STORY = """
title: A small fire
summary: Somebody cannot log in.
starts: 2026-11-24 10:00
trainee: raihan
staff: none
hint_after: 3m
people:
  - {handle: raihan, name: Raihan Pratama, title: Incident manager}
  - {handle: sari, name: Sari Wulandari}
  - {handle: budi, name: Budi Santoso}
channels:
  - {name: general, members: everyone}
groups:
  - {handle: backend, members: [budi]}
policy:
  rotas: {mim: ["@raihan"]}
  severities: {sev2: {teams: ["@backend"]}}
"""

LINES = """
story:
  - {at: 0, who: sari, in: general, says: Nobody can log in}
  - {at: 1, who: sari, in: general, types: /incident declare sev2 Nobody can log in}
  - {at: 2, who: raihan, in: "@posko", presses: mim_accept, hint: Somebody has to lead.}
  - {at: 3, after: mim_accepted, wait: 1m, who: budi, says: "OBSERVATION: the directory is silent"}
expect:
  - {severity: sev2, people: 2}
"""


class Heard(Unwatched):
    """Keeps what a watcher is shown."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.hints: list[str] = []

    def noted(self, what: str) -> None:
        self.notes.append(what)

    def hinted(self, what: str) -> None:
        self.hints.append(what)


Playing = Callable[..., AbstractAsyncContextManager[Player]]


@pytest.fixture
def playing(sqlite: SqliteFiles, tmp_path: Path) -> Playing:
    """A player for a story of these lines, not begun."""

    @asynccontextmanager
    async def made(lines: str = LINES, **options: Any) -> AsyncIterator[Player]:
        scenario = read(STORY + lines, "fire.yaml", "fire")
        async with sqlite.fresh(tmp_path) as database, stage(scenario, database=database) as on:
            yield Player(on, scenario, **options)

    return made
