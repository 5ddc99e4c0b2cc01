"""A browser for the tests of this folder: started once, one loop for all, a window for each person.

Where there is no Chromium the tests are skipped, and say so. The stories run in one xdist worker, so that a machine
of two cores starts one browser.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.windows import Stage
from tests.databases import SqliteFiles, sqlite
from tests.scenarios.world import world

__all__ = ["sqlite"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
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
    """One worker and one event loop for every test of this folder."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """The browser's program."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(NAMES)} is on the path")
    yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """A running browser with a profile of its own, thrown away afterwards."""
    async with async_playwright() as player:
        started = await player.chromium.launch(executable_path=chromium, args=[*PLAIN], timeout=120_000)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole bot against a sandbox, and windows into it."""
    async with sqlite.fresh(tmp_path) as database, world(database) as made:
        shown = Stage(made, browser)
        yield shown
        await shown.close()
