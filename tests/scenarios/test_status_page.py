"""The status page shows what was published to its audience, to everybody or to insiders, and nothing else."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import aiohttp
import pytest
from playwright.async_api import async_playwright
from pydantic import SecretStr

from bot.comms.status import Board, board
from bot.comms.statusview import page_html
from tests.databases import SqliteFiles
from tests.scenarios.world import POLICY, World, world

ROOM = "mi-1-db-7-prod-is-on-fire"
PAGES = (
    POLICY
    + """
audiences:
  customers: {channels: [{page: public}], drill_channels: [{page: public}], sees_private: true, severities: []}
  internal: {channels: ["#incident-updates", {page: staff}]}
"""
)
INTERNAL = ("db-7", "Raihan", "Restarted", "sev1", "Critical", "SECRET")


@dataclass
class Visitor:
    on: World
    session: aiohttp.ClientSession

    async def gets(self, path: str, **headers: str) -> tuple[int, str, aiohttp.ClientResponse]:
        host, port = self.on.bot.address
        async with self.session.get(f"http://{host}:{port}{path}", headers=headers) as answer:
            return answer.status, await answer.text(), answer


@pytest.fixture
async def visitor(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Visitor]:
    async with (
        sqlite.fresh(tmp_path) as database,
        aiohttp.ClientSession() as session,
        world(database, policy=PAGES, start=False) as on,
    ):
        await on.start_bot(status_token=SecretStr("a token of sixteen"), public_url="https://status.example.com")
        yield Visitor(on, session)


async def told(on: World) -> None:
    """One incident that customers heard of, one that nobody may, and a drill."""
    await on.declare("sev1 db-7.prod is on fire")
    await on.types("raihan", "/incident impact Nobody can pay <b>by card</b>", ROOM)
    await on.types("raihan", "/incident action Restarted db-7", ROOM)
    await on.types("raihan", "/incident update We are restoring payments", ROOM)
    for line in ("declare sev1 private SECRET takeover", "drill sev1 SECRET exercise"):
        await on.types("sari", f"/incident {line}")
        await on.quiet()
        await on.types("sari", "/incident update SECRET words", on.rooms()[-1])
    await on.quiet()


async def test_the_public_page_and_feeds_show_what_was_published_and_nothing_said_inside(visitor: Visitor) -> None:
    await told(visitor.on)
    for path in ("/status", "/status/feed.atom", "/status/feed.rss"):
        status, text, answer = await visitor.gets(path)
        assert status == 200
        assert "We are restoring payments" in text
        assert "<b>by card" not in text
        assert [word for word in INTERNAL if word in text] == []
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        again, _text, _answer = await visitor.gets(path, **{"If-None-Match": answer.headers["ETag"]})
        assert again == 304
    entries = Xml.fromstring((await visitor.gets("/status/feed.atom"))[1]).findall("{*}entry")  # noqa: S314 - ours
    assert [entry.findtext("{*}id") for entry in entries] == ["https://status.example.com/status#MI-1/1"]


async def test_a_private_incident_and_a_drill_are_refused_by_the_page_and_the_room_is_told(visitor: Visitor) -> None:
    await told(visitor.on)
    refused = [entry.event for number in (2, 3) for entry in await visitor.on.entries(number, "delivery_failed")]
    assert [(each.channel, each.audience) for each in refused] == [("page:public", "customers")] * 2
    assert {"never shows private" in each.why for each in refused} == {True}


async def test_an_internal_page_opens_here_or_with_the_token_only(visitor: Visitor) -> None:
    await told(visitor.on)
    outside = {"X-Forwarded-For": "203.0.113.9"}
    assert (await visitor.gets("/status/staff"))[0] == 200
    assert (await visitor.gets("/status/staff", **outside))[0] == 401
    assert (await visitor.gets("/status/staff", **outside, Authorization="Bearer wrong"))[0] == 401
    status, text, _answer = await visitor.gets("/status/staff", **outside, Authorization="Bearer a token of sixteen")
    assert (status, "Restarted" in text) == (200, True)
    assert (await visitor.gets("/status/nobody"))[0] == 404
    for odd in ("Bearer \u00e9", "Basic eDrDqQ==", "Basic !!"):
        assert (await visitor.gets("/status/staff", **outside, Authorization=odd))[0] == 401


async def test_an_open_incident_stays_on_the_page_however_many_came_after_it(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.comms.status.MOST", 2)
    await told(visitor.on)
    status, text, _answer = await visitor.gets("/status/")
    assert (status, "We are restoring payments" in text) == (200, True)


async def test_every_update_says_on_which_day_it_was(visitor: Visitor) -> None:
    await told(visitor.on)
    await visitor.on.types("raihan", "/incident resolve Payments work again", ROOM)
    await visitor.on.quiet()
    visitor.on.clock.advance(5 * 24 * 3600)
    _status, text, _answer = await visitor.gets("/status")
    assert text.count(">Nov 24, 2026 10:00 WIB</time>") == text.count("<section")


async def test_a_crowd_costs_what_one_visitor_costs(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    await told(visitor.on)
    counted: Counter[str] = Counter()

    async def reads(*given: Any) -> Board | None:
        counted["read"] += 1
        return await board(*given)

    def draws(*given: Any, **more: Any) -> str:
        counted["drawn"] += 1
        return page_html(*given, **more)

    monkeypatch.setattr("bot.handlers.web.status.board", reads)
    monkeypatch.setattr("bot.handlers.web.status.page_html", draws)
    crowd = await asyncio.gather(*(visitor.gets("/status") for _each in range(20)))
    assert ({status for status, _text, _answer in crowd}, counted) == ({200}, {"read": 1, "drawn": 1})
    visitor.on.clock.advance(10)
    await visitor.gets("/status")
    assert counted == {"read": 2, "drawn": 2}


async def test_the_page_is_read_without_scripts_on_a_phone_in_light_and_dark(visitor: Visitor) -> None:
    program = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    await told(visitor.on)
    host, port = visitor.on.bot.address
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        backgrounds = set()
        for scheme in ("light", "dark"):
            page = await browser.new_page(
                viewport={"width": 390, "height": 844}, color_scheme=scheme, java_script_enabled=False
            )
            await page.goto(f"http://{host}:{port}/status")
            assert await page.get_by_role("heading", level=1).inner_text() == "There is a disruption"
            box = await page.locator("main").bounding_box()
            assert box is not None
            assert box["width"] <= 390
            backgrounds.add(await page.screenshot(clip={"x": 0, "y": 0, "width": 2, "height": 2}))
        assert len(backgrounds) == 2
        await browser.close()
