"""Slack's own Python clients work against the sandbox with nothing but another address."""

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AiohttpSocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from tests.sandbox.kit import actions, button, field, manifest, modal


@pytest.fixture
async def running() -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest()) as sandbox:
        yield sandbox


async def test_the_synchronous_web_client_works(running: Sandbox) -> None:
    client = WebClient(running.bot_token, base_url=running.api_url)

    def use() -> dict[str, Any]:
        assert client.auth_test()["user_id"] == running.app.user.id
        channel = client.conversations_create(name="mi-1-shop")["channel"]["id"]
        posted = client.chat_postMessage(channel=channel, text="card", blocks=[actions(button("take"))])
        client.chat_update(channel=channel, ts=posted["ts"], text="changed")
        client.pins_add(channel=channel, timestamp=posted["ts"])
        client.bookmarks_add(channel_id=channel, title="Board", type="link", link="https://x.example")
        uploaded = client.files_upload_v2(channel=channel, content="a,b", filename="r.csv", initial_comment="report")
        texts = [
            it["text"] for page in client.conversations_history(channel=channel, limit=1) for it in page["messages"]
        ]
        return {"texts": texts, "file": uploaded["file"]["name"]}

    used = await asyncio.to_thread(use)
    assert used["file"] == "r.csv"
    assert used["texts"][:2] == ["report", "changed"]


async def test_slack_errors_reach_the_client_as_such(running: Sandbox) -> None:
    client = AsyncWebClient(running.bot_token, base_url=running.api_url)
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_create(name="general")
    assert caught.value.response["error"] == "name_taken"


async def test_the_asynchronous_web_client_pages_and_waits_on_429(running: Sandbox) -> None:
    client = AsyncWebClient(running.bot_token, base_url=running.api_url)
    handles = [user["name"] async for page in await client.users_list(limit=4) for user in page["members"]]
    assert len(handles) == 15
    synchronous = WebClient(running.bot_token, base_url=running.api_url)
    synchronous.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    running.faults.rate_limit("team.info", retry_after=0)
    assert (await asyncio.to_thread(synchronous.team_info))["team"]["name"] == "Nusantara Daring"


async def test_the_synchronous_socket_client_receives_and_acknowledges(running: Sandbox) -> None:
    client = SocketModeClient(running.app_token, web_client=WebClient(running.bot_token, base_url=running.api_url))
    got: list[str] = []

    def listen(socket: BaseSocketModeClient, request: SocketModeRequest) -> None:
        got.append(request.type)
        socket.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload={"text": "pong"}))

    client.socket_mode_request_listeners.append(listen)
    threading.Thread(target=client.connect).start()
    await running.connected()
    reply = await running.person("budi").command("/incident")
    assert (reply.text, got) == ("pong", ["slash_commands"])
    await asyncio.to_thread(client.close)


async def test_the_asynchronous_socket_client_reconnects_after_a_close(running: Sandbox) -> None:
    web_client = AsyncWebClient(running.bot_token, base_url=running.api_url)
    client = AiohttpSocketModeClient(running.app_token, web_client=web_client)
    got: list[str] = []

    async def listen(socket: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        got.append(request.payload["event"]["channel"]["name"])
        await socket.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    client.socket_mode_request_listeners.append(listen)
    await client.connect()
    await running.connected()
    before = running.sockets.connections[0]
    await running.sockets.disconnect()
    await running.until(lambda _: running.sockets.connections and running.sockets.connections[0] is not before)
    await running.person("dewi").create_channel("tea")
    await running.until(lambda _: running.journal.deliveries[-1].acked)
    assert got == ["tea"]
    await client.close()


def bolt(sandbox: Sandbox, **settings: Any) -> AsyncApp:
    """A small incident bot."""
    app = AsyncApp(client=AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url), **settings)

    @app.command("/incident")
    async def declare(ack: Any, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field("title"), callback_id="declare"))

    @app.view("declare")
    async def opened(ack: Any, client: AsyncWebClient, body: dict[str, Any]) -> None:
        title = body["view"]["state"]["values"]["title"]["value"]["value"]
        if len(title) < 4:
            await ack(response_action="errors", errors={"title": "too short"})
            return
        await ack()
        room = await client.conversations_create(name=title)
        await client.conversations_invite(channel=room["channel"]["id"], users=body["user"]["id"])
        await client.chat_postMessage(channel=room["channel"]["id"], text="card", blocks=[actions(button("take"))])

    @app.action("take")
    async def take(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        await respond(f"taken by <@{body['user']['id']}>", replace_original=True)

    @app.event({"type": "message"})
    async def listen(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("text") == "ping":
            await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    @app.event({"type": "member_joined_channel"})
    @app.event({"type": "channel_created"})
    async def pass_over() -> None: ...

    return app


async def play(sandbox: Sandbox) -> None:
    """A person's way through the small bot: command, form with a mistake, button, message."""
    budi = sandbox.person("budi")
    await budi.command("/incident")
    await budi.modal("declare")
    assert (await budi.submit(values={"title": {"value": "mi"}})).errors == {"title": "too short"}
    assert (await budi.submit(values={"title": {"value": "mi-1-shop"}})).action == "close"
    await sandbox.until(lambda ws: ws.find_channel("mi-1-shop") and ws.channel("mi-1-shop").messages[-1].blocks)
    reply = await budi.click("mi-1-shop", "take")
    assert (await reply.answer()).text == f"taken by {budi.mention}"
    said = await budi.say("mi-1-shop", "ping")
    await sandbox.until(lambda _: said.reactions)


async def test_a_bolt_app_works_over_socket_mode(running: Sandbox) -> None:
    handler = AsyncSocketModeHandler(bolt(running), running.app_token)
    await handler.connect_async()
    await running.connected()
    await play(running)
    await handler.close_async()


async def test_a_bolt_app_works_over_http() -> None:
    async with Sandbox(manifest(), "http") as sandbox:
        runner = web.AppRunner(bolt(sandbox, signing_secret=sandbox.signing_secret).web_app("/slack/events"))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        sandbox.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        await sandbox.verify_request_url()
        await play(sandbox)
        await sandbox.until(lambda _: all(it.acked for it in sandbox.journal.deliveries))
        await runner.cleanup()


async def test_a_bolt_app_that_refuses_a_signature_is_not_acknowledged() -> None:
    async with Sandbox(manifest(events=["channel_created"]), "http") as sandbox:
        runner = web.AppRunner(bolt(sandbox, signing_secret="another").web_app("/slack/events"))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        sandbox.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        await sandbox.person("dewi").create_channel("tea")
        await sandbox.until(lambda _: sandbox.journal.deliveries[0].failure == "http_error")
        await runner.cleanup()
