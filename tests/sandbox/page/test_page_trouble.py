"""The page for trouble: switches strike, and the log tells what went to and fro."""

import json
from importlib.resources import files

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.page import trouble
from tests.sandbox.kit import Api, HandClock, Wire
from tests.sandbox.page.seeing import Seen, Window, window


@pytest.fixture
async def budi(sandbox: Sandbox, http: aiohttp.ClientSession) -> Window:
    return await window(sandbox, http, "budi", "trouble")


def lines(it: Window) -> list[str]:
    """The log as it reads: name and outcome, newest first."""
    return [f"{seen.tags('b')[0].words} {seen.classed('badge')[0].words}" for seen in it.items("log")]


async def test_a_delivery_waits_until_the_app_acknowledges(api: Api, wire: Wire, budi: Window) -> None:
    await api.room("mi-1", "budi")
    await budi.look("trouble", filter={"words": "hello"})
    await budi.sandbox.person("budi").say("mi-1", "hello")
    while (envelope := await wire.envelope())["payload"]["event"].get("text") != "hello":
        await wire.ack(envelope)
    await budi.until(lambda: lines(budi) == ["message waiting"])
    await wire.ack(envelope)
    await budi.until(lambda: lines(budi) == ["message acked"])


async def test_the_newest_line_stands_first(api: Api, clock: HandClock, budi: Window) -> None:
    channel = await api.room("mi-1")
    clock.advance(1)
    assert await api.error("chat.postMessage", channel=channel) == "no_text"
    await budi.until(lambda: lines(budi)[:1] == ["chat.postMessage no_text"])
    assert "conversations.create ok" in lines(budi)[1:]


async def test_the_log_is_filtered(api: Api, budi: Window) -> None:
    channel = await api.room("mi-1")
    await api.posted(channel, "the needle")
    await api("chat.postMessage", channel="C404", text="lost")
    await budi.look("trouble", filter={"words": "needle", "kind": "calls"})
    assert lines(budi) == ["chat.postMessage ok"]
    await budi.look("trouble", filter={"trouble": True, "kind": "calls"})
    assert lines(budi) == ["chat.postMessage channel_not_found"]
    await budi.look("trouble", filter={"kind": "deliveries"})
    assert all("chat.postMessage" not in line for line in lines(budi))


async def test_the_log_is_exported_as_json_lines(api: Api, wire: Wire, budi: Window) -> None:
    await api.posted(await api.room("mi-1"), "hello")
    async with api.http.get(f"{api.sandbox.base_url}/sandbox/log.jsonl") as response:
        records = [json.loads(line) for line in (await response.text()).splitlines()]
    assert {it["record"] for it in records} == {"call", "delivery"}
    assert "chat.postMessage" in [it.get("method") for it in records]
    async with api.http.get(f"{api.sandbox.base_url}/sandbox/log.jsonl?kind=calls&words=hello") as response:
        assert [json.loads(line)["method"] for line in (await response.text()).splitlines()] == ["chat.postMessage"]


async def test_no_token_is_in_the_log(api: Api, budi: Window) -> None:
    form = {"token": api.sandbox.bot_token, "channel": await api.room("mi-1"), "text": "hi"}
    async with api.http.post(f"{api.sandbox.api_url}chat.postMessage", data=form) as response:
        assert (await response.json())["ok"]
    await budi.until(lambda: "chat.postMessage ok" in lines(budi))
    key = next(iter(budi.lists["log"]))
    texts = []
    for path in ("log.jsonl", f"log/{key}"):
        async with api.http.get(f"{api.sandbox.base_url}/sandbox/{path}") as response:
            texts.append(await response.text())
    assert [api.sandbox.bot_token in text for text in texts] == [False, False]
    assert '"text": "hi"' in texts[1]


async def test_what_proves_slack_to_the_app_is_left_out_too(api: Api, wire: Wire, budi: Window) -> None:
    await api.room("mi-1", "budi")
    await budi.look("trouble", filter={"kind": "deliveries"})
    async with api.http.get(f"{api.sandbox.base_url}/sandbox/log/{next(iter(budi.lists['log']))}") as response:
        shown = json.loads(await response.text())["payload"]
    assert (shown["token"], shown["type"]) == ("…", "event_callback")


async def test_a_fault_strikes_and_is_shown(api: Api, budi: Window) -> None:
    fault = {"kind": "rate_limit", "method": "chat.*", "times": 1, "seconds": 7, "skip": 0}
    async with api.http.post(f"{api.sandbox.base_url}/sandbox/faults", json=fault) as response:
        assert response.status == 200
    await budi.look("trouble", count=100)
    assert "chat.*: 429 with Retry-After 7 s (1 more, struck 0×)" in budi.seen("state").words
    await api("chat.postMessage", channel="C1", text="x")
    await budi.until(lambda: "used up, struck 1×" in budi.seen("state").words)
    assert "chat.postMessage ratelimited" in lines(budi)


async def test_held_events_and_silent_sockets_are_shown(api: Api, wire: Wire, budi: Window) -> None:
    assert "1 open socket" in budi.seen("state").words
    api.sandbox.event_faults.withhold("message")
    await api.room("mi-1", "budi")
    await budi.sandbox.person("budi").say("mi-1", "hello")
    await budi.until(lambda: "events held back" in budi.seen("state").words)
    api.sandbox.sockets.silence()
    await budi.sandbox.person("budi").say("mi-1", "again")
    await budi.until(lambda: "1 silent" in budi.seen("state").words)


def test_every_switch_of_the_page_is_known_to_its_script() -> None:
    script = files("bot.sandbox.page").joinpath("static", "trouble.js").read_text(encoding="utf-8")
    frame = Seen(f"<div>{trouble._frame(trouble.Filter())}</div>")
    switches = [it.attrs["value"] for it in frame.with_attr("name", "what")]
    assert len(switches) == 12
    assert [it for it in switches if f"{it}:" not in script and f'"{it}":' not in script] == []
