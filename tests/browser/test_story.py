"""A story is steered from its bar on the page, and somebody who watched plays along, to the score."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from bot.demo import souvenirs
from bot.demo.player import Player
from bot.demo.reading import read
from bot.demo.remote import Remote
from bot.demo.stage import stage as demo_stage
from tests.browser.axe import faults
from tests.browser.windows import Window, Windows
from tests.databases import SqliteFiles
from tests.demo.conftest import LINES, STORY

pytestmark = pytest.mark.xdist_group("browser")

SLOW_TO_HELP = STORY.replace("hint_after: 3m", "hint_after: 2h")


@pytest_asyncio.fixture(loop_scope="session")
async def played(browser: Browser, sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[tuple[Windows, Remote]]:
    """A story that waits to be played, and windows on it."""
    scenario, remote = read(SLOW_TO_HELP + LINES, "fire.yaml", "fire"), Remote()
    async with (
        sqlite.fresh(tmp_path) as database,
        demo_stage(scenario, database=database, programme=remote) as on,
    ):
        remote.player = Player(on, scenario, speed=10)
        remote.player.pause()
        play = asyncio.create_task(remote.player.play())
        shown = Windows(on.sandbox, browser)
        yield shown, remote
        await shown.close()
        remote.player.stop()
        await play


def bar(window: Window) -> Locator:
    return window.page.get_by_role("region", name="The story")


async def test_a_story_is_steered_from_the_page_and_a_part_taken_to_the_score(
    played: tuple[Windows, Remote], tmp_path: Path
) -> None:
    shown, remote = played
    assert remote.player is not None
    watching = await shown.window("sari", bypass_csp=True)
    await steers_by_keys(watching)
    await takes_the_part(watching, remote.player)
    await expect(bar(watching)).to_contain_text("Your tasks: 1")
    await bar(watching).get_by_role("button", name="Pause the story").click()
    await leads_with_a_hint(watching)
    await bar(watching).get_by_role("button", name="End the story now").click()
    await expect(bar(watching)).to_contain_text("the end")
    remote.show(await souvenirs.judge(remote.player, tmp_path))
    await expect(watching.page.get_by_role("complementary").locator(".total")).to_contain_text("of 100")
    assert await faults(watching) == []
    await bar(watching).get_by_role("button", name="Finish").click()
    await expect(bar(watching)).to_be_visible()
    await shown.sandbox.until(lambda _: remote.finished)


async def steers_by_keys(window: Window) -> None:
    """Step, play, pause and speed, each by the keyboard, with the focus kept."""
    step = bar(window).get_by_role("button", name="Play the next line, then pause")
    await step.focus()
    await window.page.keyboard.press("Enter")
    await expect(window.said("Nobody can log in")).to_be_visible()
    await expect(bar(window)).to_contain_text("1 of 4")
    await expect(step).to_be_focused()
    await window.page.keyboard.press("Shift+Tab")
    await window.page.keyboard.press("Space")
    await expect(bar(window).get_by_role("button", name="Pause the story")).to_be_focused()
    await bar(window).get_by_role("combobox").select_option("400")
    await expect(bar(window).get_by_role("combobox")).to_have_value("400")
    await bar(window).get_by_role("button", name="Pause the story").click()
    await expect(bar(window)).to_contain_text("paused")


async def takes_the_part(window: Window, player: Player) -> None:
    """Who takes a part becomes that person, and time goes at a speed for people."""
    await bar(window).get_by_role("button", name="Play Raihan yourself").click()
    await expect(window.page.get_by_label("You act as Raihan Pratama")).to_be_visible()
    await expect(bar(window).get_by_role("combobox")).to_have_value("4")
    player.set_speed(400)
    await bar(window).get_by_role("button", name="Play the story").click()


async def leads_with_a_hint(window: Window) -> None:
    """What is asked of them, a hint when they want one, and ✓ once the record holds it."""
    await bar(window).get_by_role("button", name="Your tasks").click()
    tasks = window.page.get_by_role("complementary")
    await expect(tasks).to_contain_text("Accept the lead")
    await tasks.get_by_role("button", name="A hint for: Accept the lead").click()
    await expect(tasks).to_contain_text("Somebody has to lead.")
    assert await faults(window) == []
    await window.enters("posko")
    await window.presses("Accept the lead")
    await expect(tasks.locator(".task.done")).to_contain_text("Accept the lead")
