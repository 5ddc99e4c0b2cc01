"""A browser for the tests of this folder: started once, one loop for all, a window for each person.

Where there is no Chromium the tests are skipped, and say so. The stories run in one xdist worker, so that a machine
of two cores starts one browser.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.windows import Stage
from tests.databases import SqliteFiles, sqlite
from tests.scenarios.world import world

__all__ = ["sqlite"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
START_MS = 120_000
PLAIN = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for every test of this folder, that of the browser."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A running browser with a profile of its own, thrown away afterwards; the distribution's before Playwright's."""
    async with async_playwright() as player:
        own = player.chromium.executable_path
        program = next((found for name in [*NAMES, own] if (found := shutil.which(name))), None)
        if program is None:
            pytest.skip(f"no browser on this machine: neither {', '.join(NAMES)} on the path nor Playwright's own")
        started = await player.chromium.launch(executable_path=program, args=[*PLAIN], timeout=START_MS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole bot against a sandbox, and windows into it."""
    async with sqlite.fresh(tmp_path) as database, world(database) as made:
        shown = Stage(made, browser)
        yield shown
        await shown.close()
