"""Slack's own Node clients and Bolt for JavaScript work against the sandbox; needs node, npm and their packages."""

import asyncio
import json

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.sandbox import Mode
from tests.sandbox.kit import manifest
from tests.sandbox.node_tools import running

pytestmark = pytest.mark.xdist_group("node")


async def test_the_node_clients_talk_and_listen() -> None:
    async with Sandbox(manifest()) as sandbox, running("node_client.mjs", sandbox) as process:
        await sandbox.until(lambda ws: ws.find_channel("from-node") and ws.channel("from-node").messages[-1].files, 15)
        await sandbox.until(lambda _: all(it.acked for it in sandbox.journal.deliveries_of("message")))
        reply = await sandbox.person("budi").command("/incident declare")
        output, _ = await asyncio.wait_for(process.communicate(), 15)
        assert reply.text == "node heard declare"
        heard = json.loads(output.decode().splitlines()[-1])
        assert heard["members"] == 15
        assert "from node" in heard["texts"]
        room = sandbox.workspace.channel("from-node")
        assert room.messages[-1].files[0].content == b"a,b"
        assert room.messages[1].metadata == {"event_type": "node", "event_payload": {"key": "1"}}


async def started(sandbox: Sandbox, process: asyncio.subprocess.Process) -> None:
    """Waits until the Bolt app serves, and over HTTP tells the sandbox where."""
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 15)
    if sandbox.mode == "http":
        sandbox.request_url = f"http://127.0.0.1:{json.loads(line)['port']}/slack/events"
        await sandbox.verify_request_url()
    else:
        await sandbox.connected(timeout=15)


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_bolt_for_javascript_app_plays_its_whole_part(mode: Mode) -> None:
    async with Sandbox(manifest(), mode) as sandbox, running("bolt_app.mjs", sandbox) as process:
        await started(sandbox, process)
        budi, general = sandbox.person("budi"), sandbox.workspace.channel("general")
        await budi.invite("general", "posko")
        reply = await budi.command("/incident declare")
        assert reply.text == "heard declare"
        form = await budi.modal("declare")
        assert (await reply.answer(1)).text == "the form is open"
        offered = await budi.suggestions("service", "Ch")
        refused = await budi.submit(form, {"title": {"value": "Shop"}, "service": {"service": offered[0]}})
        assert refused.errors == {"title": "Say more"}
        assert (await budi.submit(form, {"title": {"value": "Shop is down"}})).action == "close"
        card = await sandbox.until(lambda _: next((it for it in general.messages if it.blocks), None))
        assert card.text == f"<@{budi.id}> declared Shop is down on checkout"
        await budi.click(card, "take")
        await sandbox.until(lambda _: card.text == f"taken by <@{budi.id}>" and not card.blocks)
        asked = await budi.say("general", "@posko *help*")
        answer = await sandbox.until(lambda _: asked.replies and asked.replies[0])
        assert answer.text == "you sent user,text,text"
        await budi.message_shortcut("capture", asked)
        await sandbox.until(lambda _: asked.reactions.get("pushpin") == [sandbox.app.user.id])
