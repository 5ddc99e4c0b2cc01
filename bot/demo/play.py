"""Playing the story: each beat at its minute, by its person, as they would in Slack; then the files and a summary."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.demo import souvenirs
from bot.demo.screen import Screen
from bot.demo.stage import OPENING, Stage, stage
from bot.demo.story import STORY, Beat
from bot.sandbox import Message, Sandbox
from bot.telemetry import configure_logging

PATIENCE_SECONDS = 20.0
LAST_WORDS = timedelta(seconds=30)


async def play(folder: Path, speed: float) -> int:
    """Play everything, write `folder`, and say what to look at."""
    configure_logging("error", "console")
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    console = Console()
    async with stage(speed) as on:
        screen = Screen(console, on.sandbox)
        screen.headline(
            f"A major incident, {speed:g} times faster than real time. This is a local Slack: nothing leaves"
        )
        console.print(f"Watch in a browser: {on.sandbox.base_url}", highlight=False)
        for beat in STORY:
            await _wait_for(on, beat.minute)
            await _act(on, screen, beat)
        await _settled(on)
        written = await souvenirs.keep(on, 1, folder)
    screen.headline("Done")
    console.print(_summary(folder, written))
    console.print("Next: open demo-output/review.html. To try it by hand: `posko sandbox`. Your own Slack: README.md.")
    return 0


async def _wait_for(on: Stage, minute: float) -> None:
    due = OPENING + timedelta(minutes=minute)
    await on.clock.sleep((due - on.clock.now()).total_seconds())


async def _act(on: Stage, screen: Screen, beat: Beat) -> None:
    person = on.sandbox.person(beat.who)
    match beat.deed:
        case "says":
            await person.say(beat.where or _room(on.sandbox), beat.what)
        case "types":
            place = beat.where or _room(on.sandbox)
            screen.typed(person.user.real_name, beat.what, f"#{place}")
            reply = await person.command(beat.what, channel=place)
            screen.answered(person.user.real_name, await reply.answer(timeout=PATIENCE_SECONDS))
            await _opened(on)
        case "presses":
            await _press(on, screen, beat)
        case "reacts":
            await person.react(_holding(on, beat.on), beat.what)
        case "shares":
            await person.upload(_room(on.sandbox), beat.what, b"LOCK WAIT stock_counter 3880 of 4000\n", "Lock graph")


async def _press(on: Stage, screen: Screen, beat: Beat) -> None:
    person = on.sandbox.person(beat.who)
    await on.sandbox.until(lambda _ws: _button(on.sandbox, beat), timeout=PATIENCE_SECONDS)
    screen.typed(person.user.real_name, f"presses “{_button(on.sandbox, beat)}”", "button")
    await person.click(action_id=beat.what)


def _button(sandbox: Sandbox, beat: Beat) -> str:
    """The words on the button, once the person can see it; empty before."""
    person = sandbox.person(beat.who)
    seen = [*person.dms()] if beat.where else [*person.messages(_room(sandbox))]
    buttons = (element for message in seen for block in message.blocks for element in block.get("elements", ()))
    found = [each for each in buttons if each.get("action_id") == beat.what]
    return str(found[-1]["text"]["text"]) if found else ""


async def _opened(on: Stage) -> None:
    """The war room with its people: everything after the declaration happens there."""
    await on.sandbox.until(lambda _ws: _room(on.sandbox, missing_ok=True), timeout=PATIENCE_SECONDS)
    await on.sandbox.until(lambda ws: len(ws.channel(_room(on.sandbox)).members) >= 8, timeout=PATIENCE_SECONDS)


def _room(sandbox: Sandbox, *, missing_ok: bool = False) -> str:
    names = [room.name for room in sandbox.workspace.channels.values() if room.name and room.name.startswith("mi-")]
    if not names and not missing_ok:
        raise RuntimeError("the war room was not opened")
    return names[0] if names else ""


def _holding(on: Stage, words: str) -> Message:
    said = [message for message in on.sandbox.workspace.channel(_room(on.sandbox)).log if words in message.text]
    return said[-1]


async def _settled(on: Stage) -> None:
    """Until nothing is owed any more: the closing words stand in the room, and the files before them."""
    while await _owing(on):
        await on.clock.sleep(LAST_WORDS.total_seconds())


async def _owing(on: Stage) -> int:
    async with on.bot.store.reading() as reader:
        return (await reader.summary()).waiting_steps


def _summary(folder: Path, written: list[tuple[str, str]]) -> Table:
    table = Table(title=f"What to look at in {folder}/", title_justify="left", box=None, show_header=False)
    for name, words in written:
        table.add_row(f"[bold]{name}", words)
    return table
