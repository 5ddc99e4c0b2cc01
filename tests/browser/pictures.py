"""Takes the documentation's pictures anew: `python -m tests.browser.pictures [FOLDER]`.

A small flash sale on a clock that only this file moves, so that the same pictures come out until the page or the
bot changes. `review.png` is not among them: it shows the review that `make demo` leaves behind.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from bot.demo import catalogue
from bot.demo.player import Player
from bot.demo.remote import Remote
from bot.demo.stage import stage as demo_stage
from bot.sandbox import Message
from tests.browser.conftest import NAMES, PLAIN
from tests.browser.windows import Stage, Window, Windows
from tests.databases import sqlite_files
from tests.scenarios.world import World, world

HOME = Path(__file__).parents[2] / "docs" / "pictures"
TITLE = "Flash sale: shop is down"
ROOM = "mi-1-flash-sale-shop-is-down"
PLAYED_FOR_THEM = 9
PHONE = {"width": 390, "height": 844}

LINES = (
    ("budi", "Checkout answers 502 since 09:58, about 4 in 10 requests"),
    ("dewi", "The orders database has used up its connections: 500 of 500"),
    ("fajar", "`payments-api` holds 460 of them since the 09:55 rollout"),
    ("raihan", "Thank you @fajar. @budi, what would rolling it back cost us?"),
    ("budi", "Three minutes, and the new vouchers. No orders are lost"),
)
AFTERWARDS = (
    ("fajar", "Rolling back: 2 of 6 pods are on yesterday's version"),
    ("dewi", "180 connections and falling. Checkout answers again from here"),
    ("raihan", "Good. @lina, please have the next update say so"),
)
COMMANDS = (
    "impact All shoppers: checkout fails. About 120,000 people in the sale",
    "milestone started at 09:58",
    "milestone detected at 09:59",
    "role scribe @lina",
    "role deputy @maya",
)
LATER = (
    "decision Roll payments-api back to the version of yesterday",
    "state identified Connections exhausted by the 09:55 rollout of payments-api",
    "task Watch the connections for half an hour @dewi by 30m",
)


async def play(on: World) -> None:
    """Until the remedy is chosen and the first update is out."""
    await on.types("raihan", "/incident mim accept", ROOM)
    await on.person("lina").join(ROOM)
    for line in COMMANDS:
        await on.types("raihan", f"/incident {line}", ROOM)
    await on.pass_time(minutes=2)
    for who, words in LINES:
        await on.person(who).say(ROOM, words)
        await on.pass_time(seconds=45)
    await mark(on, LINES[2][1], {"raihan": "bulb", "dewi": "bulb"})
    await on.person("fajar").reply(said(on, LINES[1][1]), "Confirmed on both replicas. Normal is about 60 at this hour")
    await on.types("raihan", "/incident update Connections to the orders database ran out. We are rolling back", ROOM)
    for line in LATER:
        await on.types("raihan", f"/incident {line}", ROOM)
    for who, words in AFTERWARDS:
        await on.person(who).say(ROOM, words)
        await on.pass_time(seconds=45)
    await mark(on, AFTERWARDS[1][1], {"budi": "tada", "raihan": "pushpin"})


async def mark(on: World, words: str, given: dict[str, str]) -> None:
    """Reactions to what was said; the bot keeps its own kinds as marks."""
    for who, name in given.items():
        await on.person(who).react(said(on, words), name)
    await on.heard()


def said(on: World, words: str) -> Message:
    return next(it for it in on.sandbox.workspace.channel(ROOM).log if it.text == words)


async def declaring(stage: Stage, folder: Path) -> None:
    """The form, filled in."""
    sari = await stage.window("sari", "support")
    await sari.types("/incident declare")
    await sari.field("title").fill(TITLE)
    await sari.field("severity").select_option("sev1")
    await sari.presses("Help me choose", sari.modal)
    await sari.field("users_share").select_option(label="More than half")
    await sari.modal.get_by_label("Revenue").check()
    await take(sari, folder, "declare")
    await sari.sends_form("Declare")
    await expect(sari.entry(ROOM)).to_be_visible()
    await stage.world.quiet()


async def rooms(stage: Stage, folder: Path) -> None:
    """The war room by day, by night and on a phone."""
    bright = await stage.window("budi", ROOM)
    await bright.page.get_by_role("button", name="1 pinned").click()
    await expect(bright.page.get_by_role("complementary")).to_contain_text(TITLE)
    await take(bright, folder, "workspace")
    dark = await stage.window("dewi", ROOM, color_scheme="dark")
    await dark.takes_tool(dark.said(LINES[1][1]), "Reply in thread")
    await expect(dark.page.get_by_role("log", name="Thread")).to_contain_text("both replicas")
    await dark.messages.last.scroll_into_view_if_needed()
    await take(dark, folder, "dark")
    phone = await stage.window("raihan", ROOM, viewport=PHONE, has_touch=True, is_mobile=True)
    await phone.card.evaluate("it => it.scrollIntoView({ block: 'start' })")
    await take(phone, folder, "phone")


async def others(stage: Stage, folder: Path) -> None:
    """The home tab, and the page for trouble."""
    home = await stage.window("raihan")
    await home.enters("Posko home", heading="Posko")
    await expect(home.page.get_by_role("main")).to_contain_text("1 open incident")
    await take(home, folder, "home")
    trouble = await stage.window("raihan", "trouble")
    await trouble.presses("Add")
    await expect(trouble.page.locator(".state")).to_contain_text("slow answer")
    await take(trouble, folder, "trouble")


async def trainer(browser: Browser, folder: Path) -> None:
    """The shipped flash sale, led by whoever looks at the page: what is due, a hint, what stands on the record."""
    scenario, remote = catalogue.find("flash-sale"), Remote()
    async with demo_stage(scenario, programme=remote) as on:
        remote.player = player = Player(on, scenario, speed=4)
        player.pause()
        playing = asyncio.create_task(player.play())
        while player.status.done < PLAYED_FOR_THEM:
            await player.step()
        player.take_part(scenario.trainee)
        while all(task.done for task in player.tasks()):
            await player.step()
        player.give_hint(player.tasks()[-1].line.number)
        shown = Windows(on.sandbox, browser)
        window = await shown.window(scenario.trainee, room_of(player))
        await window.page.get_by_role("button", name="Your tasks").click()
        await expect(window.page.get_by_role("complementary")).to_contain_text("On the record")
        await take(window, folder, "trainer")
        await shown.close()
        player.stop()
        await playing


def room_of(player: Player) -> str:
    state = player.witness.state()
    return state.room.name if state and state.room else "general"


async def take(window: Window, folder: Path, name: str) -> None:
    """One picture, without the pointer on anything."""
    await window.page.mouse.move(0, 0)
    await window.page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")


async def main(database: str, folder: Path) -> None:
    program = next(found for name in NAMES if (found := shutil.which(name)))
    async with world(database) as on, async_playwright() as player:
        stage = Stage(on, await player.chromium.launch(executable_path=program, args=[*PLAIN]))
        await declaring(stage, folder)
        await play(on)
        await rooms(stage, folder)
        await others(stage, folder)
        await trainer(stage.browser, folder)
        await stage.close()
        await stage.browser.close()


if __name__ == "__main__":
    with sqlite_files() as files, tempfile.TemporaryDirectory() as kept:
        address = f"sqlite:///{shutil.copy(files.template, Path(kept) / 'pictures.sqlite3')}"
        asyncio.run(main(address, Path(sys.argv[1]) if len(sys.argv) > 1 else HOME))
