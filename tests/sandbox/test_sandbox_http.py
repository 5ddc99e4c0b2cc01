"""The Events API over HTTP: signatures, verification, retries, commands and interactions as forms."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import NotAcked, Sandbox, SandboxError
from tests.sandbox.kit import Api, HandClock, actions, button, manifest


@dataclass
class Receiver:
    """An app's request URL: keeps requests, answers with what was prepared."""

    requests: list[tuple[dict[str, str], str]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    url: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.text()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append((headers, body))
        if self.answers:
            return self.answers.pop(0)
        parsed = json.loads(body) if request.content_type == "application/json" else {}
        return web.json_response({"challenge": parsed["challenge"]}) if "challenge" in parsed else web.Response()

    def last(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.requests[-1][1])
        return body

    def form(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self.requests[-1][1]).items()}


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.add_routes([web.post("/slack/events", made.handle)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield made
    await runner.cleanup()


@pytest.fixture
async def pushing(receiver: Receiver, clock: HandClock) -> AsyncIterator[Sandbox]:
    events = ["channel_created"]
    async with Sandbox(manifest(events=events), "http", request_url=receiver.url, clock=clock) as sandbox:
        yield sandbox


async def test_the_request_url_is_verified_by_its_challenge(pushing: Sandbox, receiver: Receiver) -> None:
    await pushing.verify_request_url()
    assert receiver.last()["type"] == "url_verification"
    receiver.answers.append(web.Response(text="hello"))
    with pytest.raises(SandboxError, match="challenge"):
        await pushing.verify_request_url()


async def test_events_are_signed_with_the_apps_secret(pushing: Sandbox, receiver: Receiver) -> None:
    await pushing.person("dewi").create_channel("tea")
    await pushing.until(lambda _: pushing.journal.deliveries[-1].acked)
    headers, body = receiver.requests[-1]
    assert receiver.last()["event"]["type"] == "channel_created"
    assert SignatureVerifier(pushing.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another secret").is_valid_request(body, headers)


async def test_a_failed_event_is_retried_with_slacks_headers(
    pushing: Sandbox, receiver: Receiver, clock: HandClock
) -> None:
    receiver.answers += [web.Response(status=500), web.Response(status=500)]
    await pushing.person("dewi").create_channel("tea")
    await pushing.until(lambda _: len(receiver.requests) == 2 and pushing.journal.deliveries[-1].acked is False)
    await asyncio.sleep(0)
    clock.advance(59)
    assert len(receiver.requests) == 2
    clock.advance(1)
    await pushing.until(lambda _: pushing.journal.deliveries[-1].acked)
    numbers = [(it.get("x-slack-retry-num"), it.get("x-slack-retry-reason")) for it, _ in receiver.requests]
    assert numbers == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({json.loads(body)["event_id"] for _, body in receiver.requests}) == 1


async def test_no_retry_stops_the_retries(pushing: Sandbox, receiver: Receiver, clock: HandClock) -> None:
    receiver.answers.append(web.Response(status=500, headers={"x-slack-no-retry": "1"}))
    await pushing.person("dewi").create_channel("tea")
    await pushing.until(lambda _: pushing.journal.deliveries[-1].acked is False)
    clock.advance(1000)
    await pushing.person("dewi").create_channel("coffee")
    await pushing.until(lambda _: pushing.journal.deliveries[-1].acked)
    assert len(receiver.requests) == 2


async def test_a_command_is_a_signed_form_and_its_answer_is_shown(pushing: Sandbox, receiver: Receiver) -> None:
    receiver.answers.append(web.json_response({"text": "opening"}))
    reply = await pushing.person("budi").command("/incident declare sev1 Shop down")
    form = receiver.form()
    assert (form["command"], form["text"], form["channel_name"]) == ("/incident", "declare sev1 Shop down", "general")
    assert (reply.payload, reply.text) == ({"text": "opening"}, "opening")
    assert [it.text for it in pushing.person("budi").ephemerals("general")] == ["opening"]
    headers, body = receiver.requests[-1]
    assert SignatureVerifier(pushing.signing_secret).is_valid_request(body, headers)


async def test_a_plain_text_answer_is_shown_too(pushing: Sandbox, receiver: Receiver) -> None:
    receiver.answers.append(web.Response(text="just words"))
    assert (await pushing.person("budi").command("/incident")).text == "just words"


async def test_an_interaction_is_a_form_with_a_payload(
    pushing: Sandbox, receiver: Receiver, http: aiohttp.ClientSession
) -> None:
    api = Api(pushing, http)
    channel = await api.room("mi-1-shop", "budi")
    await api.posted(channel, "card", blocks=[actions(button("take", "42"))])
    await pushing.person("budi").click("mi-1-shop", "take")
    payload = json.loads(receiver.form()["payload"])
    assert (payload["type"], payload["actions"][0]["value"]) == ("block_actions", "42")


async def test_an_error_status_fails_the_person_and_is_not_retried(pushing: Sandbox, receiver: Receiver) -> None:
    receiver.answers.append(web.Response(status=500))
    with pytest.raises(NotAcked, match="http_error"):
        await pushing.person("budi").command("/incident")
    assert len(receiver.requests) == 1


async def test_a_dead_request_url_is_a_failed_delivery(receiver: Receiver) -> None:
    async with Sandbox(manifest(), "http", request_url="http://127.0.0.1:1/") as sandbox:
        await sandbox.person("dewi").create_channel("tea")
        await sandbox.until(lambda _: sandbox.journal.deliveries[0].failure == "connection_failed")


async def test_over_its_hourly_quota_an_app_is_told_once_a_minute(
    pushing: Sandbox, receiver: Receiver, clock: HandClock
) -> None:
    pushing.event_quota.per_hour = 2
    raihan = pushing.person("raihan")
    for number in range(5):
        await raihan.create_channel(f"room-{number}")
    sent = pushing.journal.deliveries
    await pushing.until(lambda _: len(receiver.requests) == 3)
    assert [it.name for it in sent] == ["channel_created", "channel_created", "app_rate_limited"]
    limited = sent[-1].payload
    assert (limited["type"], limited["minute_rate_limited"]) == ("app_rate_limited", int(clock.now()) // 60 * 60)
    clock.advance(60)
    await raihan.create_channel("room-5")
    assert sent[-1].name == "app_rate_limited"
    clock.advance(3600)
    await raihan.create_channel("room-6")
    assert sent[-1].name == "channel_created"


@pytest.mark.parametrize(("failures", "off"), [(95, False), (96, True)])
async def test_subscriptions_are_switched_off_when_over_95_percent_fail(
    pushing: Sandbox, receiver: Receiver, failures: int, off: bool
) -> None:
    pushing.event_quota.enough = 99
    no_retry = {"x-slack-no-retry": "1"}
    receiver.answers = [web.Response() for _ in range(100 - failures)]
    receiver.answers += [web.Response(status=500, headers=no_retry) for _ in range(failures)]
    raihan = pushing.person("raihan")
    for number in range(100):
        await raihan.create_channel(f"room-{number}")
    await pushing.until(lambda _: all(it.acked is not None for it in pushing.journal.deliveries))
    assert pushing.event_quota.disabled is off
    await raihan.create_channel("one-more")
    assert len(pushing.journal.deliveries) == (100 if off else 101)
    pushing.event_quota.enable()
    await raihan.create_channel("and-again")
    assert len(pushing.journal.deliveries) == (101 if off else 102)
