"""A person can play a part from a terminal, doing what Slack would let them; a page and keys can steer the play."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from rich.console import Console

from bot.demo import keys
from bot.demo.part import HELP, Part
from bot.demo.player import Player
from bot.demo.reading import read
from bot.demo.remote import Remote
from bot.demo.screen import Screen
from bot.demo.stage import stage
from tests.databases import SqliteFiles
from tests.demo.conftest import LINES, STORY, Playing


@asynccontextmanager
async def seated(playing: Playing) -> AsyncIterator[tuple[Part, Player, list[str]]]:
    """Raihan's seat after the declaration, with the story paused; what the seat says is kept."""
    async with playing(trainee="raihan") as player:
        player.pause()
        play = asyncio.create_task(player.play())
        while player.status.done < 2:
            await player.step()
        told: list[str] = []
        yield Part(player, told.append), player, told
        player.stop()
        await play


async def test_a_person_presses_speaks_and_commands_from_a_terminal(playing: Playing) -> None:
    async with seated(playing) as (seat, player, told):
        await seat.act("!press mim_accept")
        await player.on.settled()
        await seat.act("I am here")
        await seat.act("/incident impact Nobody can log in")
        await seat.act("!react bulb I am here")
        await player.on.settled()
        await player.witness.look()
        assert [player.witness.count(name) for name in ("mim_accepted", "impact", "hypothesis")] == [1, 1, 1]
        log = player.on.sandbox.workspace.channel("mi-1-nobody-can-log-in").log
        assert "I am here" in [message.text for message in log]
        assert told == []


async def test_what_the_person_could_not_do_in_slack_is_told_and_changes_nothing(playing: Playing) -> None:
    async with seated(playing) as (seat, player, told):
        await seat.act("!press close_incident")
        await seat.act("!in nowhere")
        await seat.act("Hello?")
        await seat.act("!dance")
        assert told[0].startswith("You cannot: no control close_incident to be seen; there is ")
        assert told[2].startswith("You cannot: there is no room nowhere; @raihan is in ")
        assert told[3] == HELP
        await player.witness.look()
        assert player.witness.state().state == "investigating"  # type: ignore[union-attr]


async def test_the_seat_tells_what_is_due_and_takes_speed_and_pause(playing: Playing) -> None:
    async with seated(playing) as (seat, player, told):
        while (player.on.clock.now() - player.scenario.starts).total_seconds() < 120:
            await player.step()
        await seat.act("!hint")
        await seat.act("!speed 12")
        await seat.act("!speed fast")
        await seat.act("!go")
        assert player.status.mode == "playing"
        await seat.act("!pause")
        assert told[0] == "Somebody has to lead."
        assert "`fast` is no speed" in told[1]
        assert (player.status.speed, player.status.mode) == (12, "paused")


async def test_the_screen_of_a_part_shows_only_what_that_person_sees_and_how_to_press(playing: Playing) -> None:
    async with playing() as player:
        sandbox = player.on.sandbox
        shown = {}
        for handle in ("raihan", "sari"):
            out = io.StringIO()
            Screen(Console(file=out, width=200), sandbox, "Asia/Jakarta", sandbox.workspace.user(handle))
            shown[handle] = out
        await player.play()
        assert "[Accept the lead]  !press mim_accept" in shown["raihan"].getvalue()
        assert "direct message" in shown["raihan"].getvalue()
        assert "direct message" not in shown["sari"].getvalue()
        assert "10:00 #general" in shown["sari"].getvalue()


async def test_a_page_steers_the_play_over_http(sqlite: SqliteFiles, tmp_path: Path) -> None:
    scenario = read(STORY + LINES)
    remote = Remote()
    async with (
        sqlite.fresh(tmp_path) as database,
        stage(scenario, database=database, routes=remote.routes()) as on,
        aiohttp.ClientSession(on.sandbox.base_url) as browser,
    ):
        assert (await browser.get("/story")).status == 503
        remote.player = player = Player(on, scenario, speed=10)
        player.pause()
        play = asyncio.create_task(player.play())
        stepped = await (await browser.post("/story/step")).json()
        assert (stepped["done"], stepped["mode"], stepped["lines"]) == (1, "paused", 4)
        faster = await (await browser.post("/story/speed?times=25")).json()
        assert faster["speed"] == 25
        wrong = await browser.post("/story/speed?times=very")
        assert (wrong.status, (await wrong.json())["error"]) == (400, "`times` is a number from 0.5 to 1000.")
        assert (await browser.post("/story/rewind")).status == 404
        elsewhere = await browser.post("/story/resume", headers={"Origin": "https://example.com"})
        assert (elsewhere.status, player.status.mode) == (403, "paused")
        assert (await (await browser.post("/story/resume")).json())["mode"] == "playing"
        assert (await (await browser.post("/story/pause")).json())["mode"] == "paused"
        await browser.post("/story/stop")
        await play


@pytest.mark.parametrize(("key", "told"), [(" ", "paused"), ("+", "15 times"), ("-", "6.67 times")])
async def test_a_key_says_what_it_did(playing: Playing, key: str, told: str) -> None:
    async with playing(speed=10) as player:
        said: list[str] = []
        keys.steer(player, key, said.append)
        assert said[0].startswith(told)


async def test_a_terminal_s_key_ends_the_play(playing: Playing) -> None:
    async with playing(speed=0.5) as player:
        play = asyncio.create_task(player.play())
        keys.steer(player, "q", print)
        await play
        assert player.status.mode == "ended"
