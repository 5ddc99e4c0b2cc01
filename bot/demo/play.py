"""Playing a scenario in the terminal: show it, take keys or a part, then write the files, the score and a summary."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.demo import catalogue, keys, part, souvenirs
from bot.demo.player import Player
from bot.demo.remote import Remote
from bot.demo.scenario import Scenario
from bot.demo.score import Sheet
from bot.demo.score_sheet import table
from bot.demo.screen import Screen
from bot.demo.stage import Stage, stage
from bot.policy.problems import one_of
from bot.telemetry import configure_logging

SPEED = 40.0
SPEED_OF_A_PERSON = 4.0


class NobodyThere(Exception):  # noqa: N818 - said of a name on the command line
    """The person to play is not in the scenario; the message names those who are."""


async def play(scenario: Scenario, folder: Path, speed: float | None = None, trainee: str = "") -> int:
    """Play everything, write `folder`, and say what to look at. Raises NobodyThere."""
    _check(scenario, trainee)
    configure_logging("error", "console")
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    console = Console()
    remote = Remote()
    async with stage(scenario, routes=remote.routes()) as on:
        player, screen = _set_up(on, scenario, console, speed, trainee)
        remote.player = player
        screen.headline(_headline(player))
        await (_take_part(player, screen.noted) if trainee else _watch(player, screen.noted))
        written = await souvenirs.keep(player, folder)
        sheets = await souvenirs.judge(player, folder)
    screen.headline("Done")
    _conclude(console, folder, written, sheets)
    return 0


def _check(scenario: Scenario, trainee: str) -> None:
    people = [person["handle"] for person in scenario.seed["people"]]
    if trainee and trainee not in people:
        raise NobodyThere(f"There is nobody `{trainee}` in {scenario.name}. {one_of(trainee, people)}")


def _set_up(
    on: Stage, scenario: Scenario, console: Console, speed: float | None, trainee: str
) -> tuple[Player, Screen]:
    viewer = on.sandbox.workspace.user(trainee) if trainee else None
    screen = Screen(console, on.sandbox, scenario.timezone, viewer)
    pace = speed or (SPEED_OF_A_PERSON if trainee else SPEED)
    return Player(on, scenario, speed=pace, trainee=trainee, watcher=screen), screen


def _headline(player: Player) -> str:
    speed = f"{player.status.speed:g} times faster than real time"
    return f"{player.scenario.title}, {speed}. This is a local Slack: nothing leaves"


async def _watch(player: Player, say: Callable[[str], None]) -> None:
    say(f"Watch in a browser: {player.on.sandbox.base_url} as anybody you like")
    with keys.keys(player, say) as there:
        if there:
            say(keys.HELP)
        await player.play()


async def _take_part(player: Player, say: Callable[[str], None]) -> None:
    """The person's lines and the story, side by side; without lines left, the story goes on alone."""
    seat = part.Part(player, say)
    say(f"You are {seat.person.user.real_name}, @{player.trainee}: {seat.person.user.title}.")
    say(f"In the browser: {player.on.sandbox.base_url}/as/{player.trainee}. Or type here. {part.HELP}")
    listening = asyncio.create_task(_listen(seat))
    try:
        await player.play()
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _listen(seat: part.Part) -> None:
    async for line in keys.lines():
        await seat.act(line)


def _conclude(console: Console, folder: Path, written: list[tuple[str, str]], sheets: tuple[Sheet, ...]) -> None:
    console.print(table(sheets))
    console.print(_summary(folder, [*written, ("score.md", "the score above, with its reasons")]))
    console.print(
        f"Next: open {folder}/review.html. Other stories: `posko demo --list`. To try it by hand: `posko sandbox`. "
        "Your own Slack: README.md.",
        highlight=False,
    )


def _summary(folder: Path, written: list[tuple[str, str]]) -> Table:
    made = Table(title=f"What to look at in {folder}/", title_justify="left", box=None, show_header=False)
    for name, words in written:
        made.add_row(f"[bold]{escape(name)}", escape(words))
    return made


def listing() -> Table:
    """The scenarios that can be played, for `posko demo --list`."""
    made = Table(box=None, show_header=False)
    for name in catalogue.names():
        scenario = catalogue.find(name)
        made.add_row(f"[bold]{name}", f"[bold]{escape(scenario.title)}[/]\n{escape(scenario.summary)}")
    return made
