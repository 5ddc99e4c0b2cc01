"""Slack's own Node clients work against the sandbox; needs node, npm and their packages."""

import asyncio
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.kit import manifest

PACKAGES = ["@slack/web-api@7", "@slack/socket-mode@2"]


async def installed() -> Path:
    """A folder with Slack's packages, kept between runs; skips with the reason when there can be none."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    folder = Path(tempfile.gettempdir()) / "posko-sandbox-node-clients"
    if not (folder / "node_modules/@slack/socket-mode").is_dir():
        folder.mkdir(exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        try:
            _, error = await asyncio.wait_for(process.communicate(), 15)
        except TimeoutError:
            process.kill()
            pytest.skip("npm did not install Slack's packages within 15 seconds")
        if process.returncode:
            pytest.skip(f"npm could not install Slack's packages: {error.decode()[-200:]}")
    return folder


async def test_the_node_clients_talk_and_listen() -> None:
    folder = await installed()
    async with Sandbox(manifest()) as sandbox:
        environment = os.environ | {
            "NODE_CLIENTS": str(folder),
            "SLACK_API_URL": sandbox.api_url,
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
        }
        script = Path(__file__).with_name("node_client.mjs")
        process = await asyncio.create_subprocess_exec(
            "node", str(script), env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
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
