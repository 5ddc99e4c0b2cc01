"""Playing a scenario in the terminal: show it, take keys or a part, then write the files, the score and a summary."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.comms.locale import translator
from bot.demo import catalogue, keys, part, souvenirs
from bot.demo.player import Player
from bot.demo.remote import SPEED_OF_A_PERSON, Remote
from bot.demo.scenario import Scenario
from bot.demo.score_sheet import table
from bot.demo.screen import Screen
from bot.demo.stage import Stage, stage
from bot.policy.problems import one_of
from bot.sandbox import Sandbox
from bot.telemetry import configure_logging

SPEED = 40.0
MIM = "mim"
GRACE_SECONDS = 5.0


class NobodyThere(Exception):  # noqa: N818 - said of a name on the command line
    """The person to play is not in the scenario; the message names those who are."""


async def play(scenario: Scenario, folder: Path, speed: float | None = None, trainee: str = "") -> int:
    """Play everything, write `folder`, and say what to look at. Raises NobodyThere.

    `trainee` is a handle, or `mim` for whoever leads in this story. Windows in the browser are let go at the end.
    """
    trainee = named(scenario, trainee)
    configure_logging("error", "console")
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    console = Console()
    remote = Remote()
    async with stage(scenario, routes=remote.routes(), programme=remote) as on:
        player, screen = _set_up(on, scenario, console, speed, trainee)
        remote.player = player
        screen.headline(_headline(player))
        await (_take_part(player, screen.noted) if trainee else _watch(player, screen.noted))
        written = await souvenirs.keep(player, folder)
        sheets = await souvenirs.judge(player, folder)
        screen.headline("Done")
        console.print(table(sheets, translator(scenario.policy.language)))
        _conclude(console, folder, written)
        remote.show(sheets)
        await let_go(remote, on.sandbox, screen.noted)
    return 0


def named(scenario: Scenario, trainee: str) -> str:
    """The handle of whom somebody wants to play. Raises NobodyThere."""
    people = [person["handle"] for person in scenario.seed["people"]]
    if trainee == MIM and MIM not in people:
        return scenario.trainee
    if trainee and trainee not in people:
        raise NobodyThere(f"There is nobody `{trainee}` in {scenario.name}. {one_of(trainee, [MIM, *people])}")
    return trainee


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


async def let_go(remote: Remote, sandbox: Sandbox, say: Callable[[str], None], grace: float = GRACE_SECONDS) -> None:
    """Nobody's window is shut in their face: whoever reads the score on the page ends it there, or leaves.

    A window that is loaded anew is gone for a moment.
    """
    if not sandbox.windows:
        return
    say("The score is on the page. Finish there, close its windows, or press Ctrl-C here; everything is written.")
    changes = sandbox.workspace.changes
    with suppress(asyncio.CancelledError):
        while not remote.finished:
            await changes.until(lambda: remote.finished or not sandbox.windows, None)
            with suppress(TimeoutError):
                await changes.until(lambda: remote.finished or sandbox.windows, grace)
                continue
            return


def _conclude(console: Console, folder: Path, written: list[tuple[str, str]]) -> None:
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
