"""Slack's packages for Node in a folder that is kept between runs, and scripts run with them."""

import asyncio
import os
import shutil
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox import Sandbox

PACKAGES = {"@slack/web-api": "7", "@slack/socket-mode": "2", "@slack/bolt": "4"}
PATIENCE = 25


async def installed() -> Path:
    """The folder; skips with the reason when there can be none."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    folder = Path(tempfile.gettempdir()) / "posko-sandbox-node-clients"
    missing = [f"{name}@{major}" for name, major in PACKAGES.items() if not (folder / "node_modules" / name).is_dir()]
    if missing:
        folder.mkdir(exist_ok=True)
        await _install(npm, folder, missing)
    return folder


async def _install(npm: str, folder: Path, packages: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        *(npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *packages),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, error = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        process.kill()
        pytest.skip(f"npm did not install Slack's packages within {PATIENCE} seconds")
    if process.returncode:
        pytest.skip(f"npm could not install Slack's packages: {error.decode()[-200:]}")


@asynccontextmanager
async def running(script: str, sandbox: Sandbox) -> AsyncIterator[Process]:
    """A script beside the tests, with everything it needs to reach the sandbox; ended afterwards."""
    environment = os.environ | {
        "NODE_CLIENTS": str(await installed()),
        "MODE": sandbox.mode,
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
    }
    process = await asyncio.create_subprocess_exec(
        *("node", str(Path(__file__).with_name(script))),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
