"""Rate limits and faults: what the sandbox does to a bot on request, and only then."""

import asyncio
import time

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import Api, HandClock, Wire, connect, manifest


async def status_of(api: Api, method: str, **args: str) -> tuple[int, str | None]:
    headers = {"Authorization": f"Bearer {api.sandbox.bot_token}"}
    async with api.http.post(api.sandbox.api_url + method, json=args, headers=headers) as response:
        return response.status, response.headers.get("Retry-After")


# rate limits


async def test_nothing_is_limited_unless_switched_on(api: Api) -> None:
    for _ in range(30):
        await api.ok("users.list")


async def test_a_tier_allows_so_many_calls_a_minute(api: Api, clock: HandClock) -> None:
    api.sandbox.rate_limits.enabled = True
    for _ in range(20):
        assert await status_of(api, "users.list") == (200, None)
    assert await status_of(api, "users.list") == (429, "3")
    assert await status_of(api, "auth.test") == (200, None)
    clock.advance(3)
    assert await status_of(api, "users.list") == (200, None)


async def test_one_message_a_second_goes_to_a_channel(api: Api, clock: HandClock) -> None:
    one, two = await api.room("one"), await api.room("two")
    api.sandbox.rate_limits.enabled = True
    assert await status_of(api, "chat.postMessage", channel=one, text="a") == (200, None)
    assert await status_of(api, "chat.postMessage", channel=one, text="b") == (429, "1")
    assert await status_of(api, "chat.postMessage", channel=two, text="c") == (200, None)
    clock.advance(1)
    assert await status_of(api, "chat.postMessage", channel=one, text="b") == (200, None)
    assert [it["text"] for it in await api.history(one, limit=2)] == ["b", "a"]


# faults of calls


async def test_a_429_strikes_as_often_as_asked_and_has_no_effect(api: Api) -> None:
    api.sandbox.faults.rate_limit("conversations.create", retry_after=7, times=2)
    assert await status_of(api, "conversations.create", name="a") == (429, "7")
    assert await status_of(api, "conversations.create", name="a") == (429, "7")
    assert await status_of(api, "conversations.create", name="a") == (200, None)


async def test_an_error_status_or_code_has_no_effect(api: Api) -> None:
    channel = await api.room()
    api.sandbox.faults.status("chat.postMessage", status=503)
    assert await status_of(api, "chat.postMessage", channel=channel, text="x") == (503, None)
    api.sandbox.faults.error("chat.*", "fatal_error")
    assert await api.error("chat.postMessage", channel=channel, text="x") == "fatal_error"
    assert [it.get("subtype") for it in await api.history(channel)] == ["channel_join"]


@pytest.mark.parametrize(("after", "texts"), [(False, []), (True, ["x"])])
async def test_a_dropped_connection_may_or_may_not_have_had_its_effect(api: Api, after: bool, texts: list[str]) -> None:
    channel = await api.room()
    strike = api.sandbox.faults.drop_after if after else api.sandbox.faults.drop_before
    strike("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await api("chat.postMessage", channel=channel, text="x")
    posted = [it["text"] for it in await api.history(channel) if "subtype" not in it]
    assert posted == texts
    assert api.sandbox.journal.calls_of("chat.postMessage")[0].error == "dropped"


async def test_a_fault_may_wait_for_the_nth_call(api: Api) -> None:
    rule = api.sandbox.faults.error("users.list", "internal_error", skip=2)
    codes = [(await api("users.list")).get("error") for _ in range(4)]
    assert (codes, rule.struck) == ([None, None, "internal_error", None], 1)


async def test_a_slow_method_answers_later_and_others_do_not_wait(api: Api) -> None:
    api.sandbox.faults.slow("users.list", seconds=0.1)
    begun = time.monotonic()
    slow, fast = asyncio.create_task(api.ok("users.list")), asyncio.create_task(api.ok("auth.test"))
    await fast
    assert time.monotonic() - begun < 0.1
    await slow
    assert time.monotonic() - begun >= 0.1


async def test_cleared_faults_strike_no_more(api: Api) -> None:
    api.sandbox.faults.status("*", times=None)
    api.sandbox.faults.clear()
    await api.ok("auth.test")


async def test_the_journal_keeps_every_call_with_its_outcome(api: Api) -> None:
    channel = await api.room()
    await api.posted(channel, "x")
    await api.error("chat.postMessage", channel="C404", text="y")
    calls = api.sandbox.journal.calls_of("chat.postMessage")
    assert [(it.ok, it.error, it.args["text"]) for it in calls] == [
        (True, None, "x"),
        (False, "channel_not_found", "y"),
    ]
    assert calls[0].app_id == api.sandbox.app.id
    assert api.sandbox.journal.calls_of("chat.postMessage", ok=False) == calls[1:]


# faults of events


async def rooms_told(wire: Wire, count: int) -> list[str]:
    return [(await wire.event())["channel"]["name"] for _ in range(count)]


@pytest.fixture
async def told(http: aiohttp.ClientSession, clock: HandClock):
    async with Sandbox(manifest(events=["channel_created"]), clock=clock) as sandbox:
        wire = await connect(Api(sandbox, http))
        yield sandbox, wire
        await wire.socket.close()


async def test_withheld_events_come_when_released(told: tuple[Sandbox, Wire]) -> None:
    sandbox, wire = told
    dewi = sandbox.person("dewi")
    sandbox.event_faults.withhold("channel_created")
    await dewi.create_channel("a")
    await dewi.create_channel("b")
    assert sandbox.journal.deliveries == []
    assert sandbox.event_faults.release() == 2
    await dewi.create_channel("c")
    assert await rooms_told(wire, 3) == ["a", "b", "c"]


async def test_discarded_events_never_come(told: tuple[Sandbox, Wire]) -> None:
    sandbox, wire = told
    sandbox.event_faults.withhold()
    await sandbox.person("dewi").create_channel("a")
    assert sandbox.event_faults.discard() == 1
    await sandbox.person("dewi").create_channel("b")
    assert await rooms_told(wire, 1) == ["b"]


async def test_a_repeated_event_has_the_same_id(told: tuple[Sandbox, Wire]) -> None:
    sandbox, wire = told
    sandbox.event_faults.repeat("channel_created", copies=2)
    await sandbox.person("dewi").create_channel("a")
    await sandbox.person("dewi").create_channel("b")
    assert await rooms_told(wire, 4) == ["a", "a", "a", "b"]
    ids = [it.payload["event_id"] for it in sandbox.journal.deliveries]
    assert len(set(ids)) == 2


async def test_reordered_events_come_last_first(told: tuple[Sandbox, Wire]) -> None:
    sandbox, wire = told
    sandbox.event_faults.reorder(3)
    for name in "abcd":
        await sandbox.person("dewi").create_channel(name)
    assert await rooms_told(wire, 4) == ["c", "b", "a", "d"]


async def test_cleared_event_faults_let_everything_through(told: tuple[Sandbox, Wire]) -> None:
    sandbox, wire = told
    sandbox.event_faults.withhold()
    sandbox.event_faults.repeat()
    await sandbox.person("dewi").create_channel("a")
    sandbox.event_faults.clear()
    await sandbox.person("dewi").create_channel("b")
    assert await rooms_told(wire, 2) == ["a", "b"]
