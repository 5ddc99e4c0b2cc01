"""On-call providers against a local server of PagerDuty's shape and against files, and who stands in when they fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.clock import ManualClock
from bot.comms.duty import DutyDirectory
from bot.comms.transports.on_call import FileOnCall, PagerDutyOnCall, provider
from bot.comms.transports.on_call.errors import (
    OnCallBusy,
    OnCallRefused,
    OnCallSilent,
    OnCallUnknown,
    OnCallUnreadable,
)
from bot.warroom.policy_people import Schedule, Shift
from tests.warroom.builders import ADI, BIMA, CITRA
from tests.warroom.operations.staff import Staff

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@dataclass
class Pager:
    """A server that answers `GET /oncalls` as PagerDuty does."""

    session: aiohttp.ClientSession
    oncalls: list[dict[str, object]] = field(default_factory=list)
    status: int = 200
    body: str | None = None
    slow: bool = False
    asked: list[web.Request] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if self.slow:
            await asyncio.sleep(30)
        if self.body is not None or self.status != 200:
            return web.Response(status=self.status, text=self.body or "{}")
        offset, limit = int(request.query["offset"]), 2
        page = self.oncalls[offset // 100 * limit :][:limit]
        more = len(self.oncalls) > offset // 100 * limit + limit
        return web.json_response({"oncalls": page, "more": more})

    def provider(self, **more: float) -> PagerDutyOnCall:
        return PagerDutyOnCall(self.session, f"{self.url}/", "secret", **more)


@pytest.fixture
async def pager() -> AsyncIterator[Pager]:
    async with aiohttp.ClientSession() as session:
        made = Pager(session)
        app = web.Application()
        app.router.add_get("/oncalls", made.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        made.url = f"http://{host}:{port}"
        yield made
        await runner.cleanup()


def on_call(email: str, level: int = 1) -> dict[str, object]:
    return {"user": {"id": "P1", "summary": email, "email": email}, "escalation_level": level}


async def test_those_on_call_come_by_escalation_level_over_all_pages(pager: Pager) -> None:
    pager.oncalls = [on_call("c@x", 3), on_call("b@x", 2), on_call("a@x", 1), on_call("a@x", 1)]
    assert await pager.provider().on_call("PX1", NOW) == ("a@x", "b@x", "c@x")
    first = pager.asked[0]
    assert (first.query["schedule_ids[]"], first.query["include[]"]) == ("PX1", "users")
    assert first.headers["Authorization"] == "Token token=secret"
    assert len(pager.asked) == 2


async def test_without_an_address_the_providers_name_for_somebody_serves(pager: Pager) -> None:
    pager.oncalls = [{"user": {"id": "P1", "summary": "Budi Santoso"}}]
    assert await pager.provider().on_call("PX1", NOW) == ("Budi Santoso",)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, None, OnCallRefused),
        (403, None, OnCallRefused),
        (404, None, OnCallUnknown),
        (429, None, OnCallBusy),
        (503, None, OnCallSilent),
        (200, "<html>", OnCallUnreadable),
        (200, "[]", OnCallUnreadable),
        (200, '{"oncalls": null}', OnCallUnreadable),
        (200, '{"oncalls": [{"user": null}]}', OnCallUnreadable),
    ],
)
async def test_every_failure_has_a_name(pager: Pager, status: int, body: str | None, error: type[Exception]) -> None:
    pager.status, pager.body = status, body
    with pytest.raises(error):
        await pager.provider().on_call("PX1", NOW)


async def test_a_silent_provider_holds_nobody_up(pager: Pager) -> None:
    pager.slow = True
    with pytest.raises(OnCallSilent, match=r"no answer in 0\.05 s"):
        await pager.provider(timeout=0.05).on_call("PX1", NOW)
    with pytest.raises(OnCallSilent, match="cannot be reached"):
        await PagerDutyOnCall(pager.session, "http://127.0.0.1:1", "x").on_call("PX1", NOW)


FILE = """
always: a@x
week:
  - {who: a@x, until: 2026-11-24T10:00+07:00}
  - {who: b@x, from: 2026-11-24T10:00+07:00, until: 2026-12-01}
  - c@x
"""


async def test_a_file_says_who_is_on_call_always_or_for_a_while(tmp_path: Path) -> None:
    path = tmp_path / "oncall.yaml"
    path.write_text(FILE)
    file = FileOnCall(path)
    assert await file.on_call("always", NOW) == ("a@x",)
    assert await file.on_call("week", NOW - timedelta(seconds=1)) == ("a@x", "c@x")
    assert await file.on_call("week", NOW) == ("b@x", "c@x")
    assert await file.check() == "the file oncall.yaml has 2 schedules"
    with pytest.raises(OnCallUnknown):
        await file.on_call("other", NOW)


@pytest.mark.parametrize("text", ["[1]", "a: [", "a: [{from: now}]", "a: [{who: x, from: soon}]", "a: 7"])
async def test_a_file_that_makes_no_sense_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "oncall.yaml"
    path.write_text(text)
    with pytest.raises(OnCallUnreadable):
        await FileOnCall(path).on_call("a", NOW)


async def test_a_file_that_is_not_there_is_a_silent_provider(tmp_path: Path) -> None:
    with pytest.raises(OnCallSilent, match="cannot be read"):
        await FileOnCall(tmp_path / "none.yaml").check()


async def test_an_address_comes_before_a_file_and_neither_is_no_provider(pager: Pager, tmp_path: Path) -> None:
    assert isinstance(provider(pager.session, url=pager.url, file=tmp_path), PagerDutyOnCall)
    assert isinstance(provider(pager.session, file=tmp_path), FileOnCall)
    assert provider(pager.session) is None


# the directory


SCHEDULE = Schedule(
    name="backend",
    timezone="UTC",
    on_call="PX1",
    shifts={"Day": Shift(name="Day", start=time(0), to=time(12), who=("@bima",))},
    otherwise=("@citra",),
)


def duty(pager: Pager, clock: ManualClock) -> DutyDirectory:
    return DutyDirectory(Staff(), {"backend": SCHEDULE}, clock, pager.provider())


async def test_the_provider_is_asked_first_and_once_a_minute(pager: Pager) -> None:
    pager.oncalls = [on_call("adi@example.com")]
    clock = ManualClock(NOW)
    directory = duty(pager, clock)
    assert await directory.members("schedule:backend") == (ADI,)
    assert await directory.person("schedule:backend") == ADI
    assert (len(pager.asked), directory.stand_ins("schedule:backend")) == (1, "")
    clock.advance(60)
    await directory.members("schedule:backend")
    assert len(pager.asked) == 2


async def test_a_dead_provider_leaves_the_shifts_to_stand_in_and_says_why(pager: Pager) -> None:
    pager.status = 503
    clock = ManualClock(NOW)
    directory = duty(pager, clock)
    assert await directory.members("schedule:backend") == (BIMA,)
    assert directory.stand_ins("schedule:backend") == "it answers with 503"
    clock.advance(10 * 3600)
    assert await directory.members("schedule:backend") == (CITRA,)
    pager.status, pager.oncalls = 200, [on_call("adi@example.com")]
    clock.advance(60)
    assert await directory.members("schedule:backend") == (ADI,)
    assert directory.stand_ins("schedule:backend") == ""


async def test_nobody_on_call_or_nobody_known_leaves_the_shifts_too(pager: Pager) -> None:
    clock = ManualClock(NOW)
    assert await duty(pager, clock).members("schedule:backend") == (BIMA,)
    pager.oncalls = [on_call("stranger@example.com")]
    assert await duty(pager, clock).members("schedule:backend") == (BIMA,)


async def test_an_unknown_schedule_is_nobody_and_other_references_are_slacks(pager: Pager) -> None:
    directory = duty(pager, ManualClock(NOW))
    assert await directory.members("schedule:other") == ()
    assert await directory.members("@backup") == (BIMA,)
    assert await directory.zone("U1") == "Asia/Jakarta"
