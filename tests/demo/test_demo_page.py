"""Whoever opens the page may lead the story, and is not shut out of it when it ends."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.demo.play import NobodyThere, let_go, named
from bot.demo.reading import read
from bot.demo.remote import Remote
from bot.demo.words import on_the_page
from bot.sandbox import ImpossibleAction, Sandbox
from tests.demo.conftest import LINES, STORY, Playing

SCENARIO = read(STORY + LINES)


def test_the_mim_of_a_story_is_whoever_leads_in_it() -> None:
    assert (named(SCENARIO, "mim"), named(SCENARIO, "budi"), named(SCENARIO, "")) == ("raihan", "budi", "")
    with pytest.raises(NobodyThere, match="There is nobody `maya`"):
        named(SCENARIO, "maya")


def test_a_hint_on_the_page_leaves_out_what_one_types_in_a_terminal() -> None:
    assert on_the_page("Posko has asked you to lead (!press mim_accept).") == "Posko has asked you to lead."
    assert on_the_page("Rina says why: mark it (!react bulb bounces filled).") == "Rina says why: mark it."


async def test_a_part_is_taken_once_and_only_that_of_who_leads(playing: Playing) -> None:
    remote = Remote()
    with pytest.raises(ImpossibleAction, match="has not begun"):
        await remote.steer("pause", "")
    async with playing(speed=40) as player:
        remote.player = player
        standing = remote.standing()
        assert standing is not None
        assert (standing.offers, standing.upcoming) == ((("raihan", "Raihan"),), "10:00 sari says Nobody can log in")
        with pytest.raises(ImpossibleAction):
            await remote.steer("part", "budi")
        await remote.steer("part", "raihan")
        led = remote.standing()
        assert led is not None
        assert led.part is not None
        assert (led.part.name, led.part.later, led.offers, led.upcoming) == ("Raihan Pratama", 1, (), "10:00")
        assert (led.speed, led.lines) == (4.0, 3)
        with pytest.raises(ImpossibleAction):
            await remote.steer("part", "raihan")


async def test_the_sandbox_ends_at_once_where_nobody_looks_and_stays_for_whoever_does() -> None:
    async with Sandbox() as sandbox, aiohttp.ClientSession() as http:
        told: list[str] = []
        await let_go(Remote(), sandbox, told.append)
        assert told == []
        remote = Remote()
        first = await http.ws_connect(f"{sandbox.base_url}/sandbox/live?as=raihan")
        await sandbox.until(lambda _: sandbox.windows == 1)
        staying = asyncio.create_task(let_go(remote, sandbox, told.append))
        await first.close()
        await sandbox.until(lambda _: sandbox.windows == 0)
        again = await http.ws_connect(f"{sandbox.base_url}/sandbox/live?as=raihan")
        await sandbox.until(lambda _: sandbox.windows == 1)
        assert not staying.done()
        remote.finished = True
        sandbox.workspace.changes.notify()
        await staying
        await again.close()


async def test_when_the_last_window_is_closed_the_sandbox_ends() -> None:
    async with Sandbox() as sandbox, aiohttp.ClientSession() as http:
        window = await http.ws_connect(f"{sandbox.base_url}/sandbox/live?as=raihan")
        await sandbox.until(lambda _: sandbox.windows == 1)
        told: list[str] = []
        staying = asyncio.create_task(let_go(Remote(), sandbox, told.append, grace=0.05))
        await window.close()
        await staying
        assert told
