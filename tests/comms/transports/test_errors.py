"""Every failure of a call to Slack gets its name, and says whether the call may have taken effect."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.clock import ManualClock
from bot.comms.message import Message
from bot.comms.transports import errors as e
from bot.comms.transports.slack import SlackGateway, open_client, open_session
from tests.comms.slackhouse import START, House

TEXT = Message(text="x")


@asynccontextmanager
async def slack_that(answers: Any, patience: float = 5) -> AsyncIterator[SlackGateway]:
    """A gateway to a server whose every answer is made by `answers(request)`."""
    app = web.Application()
    app.router.add_post("/{method}", answers)
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=patience))
    async with TestServer(app) as server, session:
        yield SlackGateway(open_client("xoxb-1", session, str(server.make_url("/"))), ManualClock(START))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("name_taken", e.ChannelNameTaken),
        ("invalid_name_specials", e.InvalidName),
        ("channel_not_found", e.ChannelNotFound),
        ("not_in_channel", e.NotInChannel),
        ("is_archived", e.IsArchived),
        ("restricted_action", e.Restricted),
        ("user_not_found", e.UserNotFound),
        ("cannot_dm_bot", e.UserUnreachable),
        ("message_not_found", e.MessageNotFound),
        ("msg_too_long", e.MessageTooLong),
        ("invalid_blocks", e.InvalidBlocks),
        ("expired_trigger_id", e.TriggerGone),
        ("invalid_auth", e.InvalidAuth),
        ("account_inactive", e.TokenRevoked),
        ("internal_error", e.Ambiguous),
        ("fatal_error", e.Ambiguous),
        ("ratelimited", e.RateLimited),
        ("something_new", e.PermanentError),
    ],
)
async def test_slacks_codes_have_names(house: House, code: str, name: type[e.TransportError]) -> None:
    house.sandbox.faults.error("chat.postMessage", code)
    with pytest.raises(e.TransportError) as raised:
        await house.gateway.post("C1", TEXT, "k")
    assert type(raised.value) is name


async def test_a_missing_scope_says_which(house: House) -> None:
    house.sandbox.app.scopes = tuple(it for it in house.sandbox.app.scopes if it != "pins:write")
    with pytest.raises(e.MissingScope) as raised:
        await house.gateway.pin(house.channel("general").id, "1.0")
    assert raised.value.needed == "pins:write"


async def test_a_connection_refused_means_that_nothing_happened() -> None:
    async with open_session() as session:
        client = open_client("xoxb-1", session, f"http://127.0.0.1:{unused_port()}/api/")
        with pytest.raises(e.Unavailable):
            await SlackGateway(client, ManualClock(START)).post("C1", TEXT, "k")


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "status"])
async def test_a_call_that_was_sent_and_not_answered_is_ambiguous(house: House, fault: str) -> None:
    getattr(house.sandbox.faults, fault)("conversations.create")
    with pytest.raises(e.Ambiguous):
        await house.gateway.create_channel("x")


async def test_a_call_is_sent_only_once_when_the_connection_drops(house: House) -> None:
    house.sandbox.faults.drop_after("conversations.create", times=None)
    with pytest.raises(e.Ambiguous):
        await house.gateway.create_channel("x")
    assert house.calls("conversations.create") == 1


async def test_the_retries_of_slacks_own_client_are_taken_away() -> None:
    async with open_session() as session:
        client = open_client("xoxb-1", session)
        client.retry_handlers.append(object())  # type: ignore[arg-type]
        SlackGateway(client, ManualClock(START))
        assert client.retry_handlers == []


async def test_an_answer_that_takes_too_long_is_ambiguous() -> None:
    asked, done = asyncio.Event(), asyncio.Event()

    async def silence(_request: web.Request) -> web.Response:
        asked.set()
        await done.wait()
        return web.Response()

    async with slack_that(silence, patience=0.1) as gateway:
        with pytest.raises(e.Ambiguous):
            await gateway.post("C1", TEXT, "k")
        assert asked.is_set()
        done.set()


@pytest.mark.parametrize("body", ["{not json", "<html>Bad gateway</html>"])
async def test_an_answer_that_cannot_be_read_is_ambiguous(body: str) -> None:
    async def babble(_request: web.Request) -> web.Response:
        kind = "text/html" if body.startswith("<") else "application/json"
        return web.Response(text=body, content_type=kind)

    async with slack_that(babble) as gateway:
        with pytest.raises(e.Ambiguous):
            await gateway.post("C1", TEXT, "k")


async def test_a_pause_stops_its_own_method_until_it_is_over_and_no_other(house: House) -> None:
    house.sandbox.faults.rate_limit("conversations.create", retry_after=30)
    with pytest.raises(e.RateLimited) as first:
        await house.gateway.create_channel("x")
    house.clock.advance(10)
    with pytest.raises(e.RateLimited) as second:
        await house.gateway.create_channel("x")
    assert (first.value.retry_after, second.value.retry_after) == (30, 20)
    assert house.calls("conversations.create") == 1
    await house.gateway.join(house.channel("general").id)
    house.clock.advance(20)
    assert (await house.gateway.create_channel("x")).name == "x"


async def test_a_pause_without_a_length_still_pauses() -> None:
    async def busy(_request: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429)

    async with slack_that(busy) as gateway:
        with pytest.raises(e.RateLimited) as raised:
            await gateway.post("C1", TEXT, "k")
        assert raised.value.retry_after == 5


async def test_a_pause_is_counted_as_one(house: House) -> None:
    house.sandbox.faults.rate_limit("chat.postMessage")
    with pytest.raises(e.RateLimited):
        await house.gateway.post("C1", TEXT, "k")
    assert house.calls_seen[-1] == ("chat.postMessage", "rate_limited")


async def test_every_call_is_counted_with_its_result(house: House) -> None:
    house.sandbox.faults.status("chat.postMessage")
    house.calls_seen.clear()
    await house.gateway.join(house.channel("general").id)
    with pytest.raises(e.Ambiguous):
        await house.gateway.post(house.channel("general").id, TEXT, "k")
    assert house.calls_seen == [("conversations.join", "ok"), ("chat.postMessage", "ambiguous")]
