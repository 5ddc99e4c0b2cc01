"""`posko run`, `posko migrate` and `posko sandbox`: things that keep running, or make them able to."""

from __future__ import annotations

import asyncio
import signal
from typing import Literal

import structlog
from rich.console import Console
from rich.markup import escape

from bot.bootstrap import Posko
from bot.cli import loading
from bot.clock import SystemClock
from bot.comms.transports.errors import TransportError
from bot.manifest import manifest
from bot.sandbox import Sandbox
from bot.storage import migrate
from bot.telemetry import configure_logging
from bot.warroom.ports import StoreUnavailable

STOP_WITHIN_SECONDS = 10.0


async def serve() -> int:
    """Run until SIGTERM or Ctrl-C; 0 after a clean stop. Raises Unusable."""
    settings = loading.settings()
    policy = loading.policy(settings.policy)
    configure_logging(settings.log_level, settings.log_format, settings.secrets())
    await _migrated(settings.database)
    bot = Posko(settings, policy, SystemClock())
    stopping = _stop_signal()
    starting = asyncio.create_task(bot.start())
    await asyncio.wait([starting, asyncio.create_task(stopping.wait())], return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        return 0
    _started(starting, bot)
    await stopping.wait()
    structlog.get_logger().info("stopping")
    async with asyncio.timeout(STOP_WITHIN_SECONDS):
        await bot.stop()
    structlog.get_logger().info("stopped")
    return 0


def _started(starting: asyncio.Task[None], bot: Posko) -> None:
    problem = starting.exception()
    if isinstance(problem, TransportError | OSError):
        raise loading.Unusable(f"Could not start: {problem}\n`posko check` says more.") from problem
    if problem:
        raise problem
    host, port = bot.address
    structlog.get_logger().info("ready", mode=bot.settings.mode, address=f"http://{host}:{port}")


def _stop_signal() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _migrated(database: str) -> None:
    try:
        await migrate.upgrade(database)
    except StoreUnavailable as problem:
        raise loading.Unusable(f"{problem}\nCheck POSKO_DATABASE_URL and that the database runs.") from problem


async def migrate_database(console: Console) -> None:
    """Bring the database to this version's schema. Raises Unusable."""
    settings = loading.local_settings()
    await _migrated(settings.database)
    console.print(f"The database is at revision {migrate.head()}.", highlight=False)


async def keep_sandbox(console: Console, port: int, mode: Literal["socket", "http"], url: str) -> None:
    """A standing local Slack, until Ctrl-C."""
    _refuse_real_tokens()
    described = manifest(mode, url)
    address = f"{url}/slack/events" if mode == "http" else None
    async with Sandbox(manifest=described, mode=mode, port=port, request_url=address) as sandbox:
        console.print(escape(_recipe(sandbox, mode)), highlight=False)
        await _stop_signal().wait()


def _refuse_real_tokens() -> None:
    """A real workspace's token has no business where everybody on this computer may look."""
    import os

    token = os.environ.get("SLACK_BOT_TOKEN", "")
    if token and "sandbox" not in token:
        raise loading.Unusable("A real Slack token is set (SLACK_BOT_TOKEN). Unset it before starting the sandbox.")


def _recipe(sandbox: Sandbox, mode: str) -> str:
    lines = [
        f"The sandbox is a Slack workspace of its own at {sandbox.base_url} (this computer only).",
        "In another terminal:",
        "",
        f"  export SLACK_API_URL={sandbox.api_url}",
        f"  export SLACK_BOT_TOKEN={sandbox.bot_token}",
        f"  export SLACK_APP_TOKEN={sandbox.app_token}",
        *([f"  export SLACK_SIGNING_SECRET={sandbox.signing_secret}"] if mode == "http" else []),
        *(["  export POSKO_MODE=http"] if mode == "http" else []),
        "  posko run",
        "",
        "Type as somebody, in a third terminal:",
        "",
        f"  curl -s {sandbox.base_url}/sandbox/people/raihan/command -d 'text=/incident declare sev1 Shop is down'",
        "",
        "Ctrl-C ends it; nothing is kept.",
    ]
    return "\n".join(lines)
