"""`posko run`, and `posko migrate`, which makes it able to. No sandbox here: loading it took a fifth of the start."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import sys

import structlog
from rich.console import Console

from bot.bootstrap import Posko
from bot.cli import loading
from bot.clock import SystemClock
from bot.comms.transports.errors import TransportError
from bot.settings import Settings
from bot.storage import OtherWorkspace, migrate
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
    stopping = stop_signal()
    starting = asyncio.create_task(bot.start())
    await asyncio.wait([starting, asyncio.create_task(stopping.wait())], return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        return 0
    _started(starting.exception(), settings)
    favour_acks()
    host, port = bot.address
    structlog.get_logger().info("ready", mode=settings.mode, address=f"http://{host}:{port}")
    await stopping.wait()
    structlog.get_logger().info("stopping")
    async with asyncio.timeout(STOP_WITHIN_SECONDS):
        await bot.stop()
    structlog.get_logger().info("stopped")
    return 0


def _started(problem: BaseException | None, settings: Settings) -> None:
    """Raises Unusable for what an operator can mend, and anything else as it is."""
    if isinstance(problem, OtherWorkspace):
        raise loading.Unusable(str(problem)) from problem
    if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
        raise loading.Unusable(
            f"Could not start: port {settings.port} of {settings.host} is taken, perhaps by another `posko run`. "
            "Stop whatever has it, or set POSKO_PORT to another port (0 takes a free one)."
        ) from problem
    if isinstance(problem, TransportError | StoreUnavailable | OSError):
        raise loading.Unusable(f"Could not start: {problem}\n`posko check` says more.") from problem
    if problem:
        raise problem


def favour_acks() -> None:
    """Settings of the process without which the slowest acks were those that met something else.

    The garbage collector forgets what was loaded at the start, which stays for ever: walking over it stopped the loop
    for 80 ms. It walks over everything alive ten times more seldom, since a review of 10,000 entries made it do so four
    times over, 100 ms each. And a thread that renders a document lets go after 0.1 ms, not 5: storing a message hands
    over to the database's thread and back many times, and waited for the renderer each time (acks took 120 ms at 0.5).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 100)
    sys.setswitchinterval(0.0001)


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C."""
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
    console.print(f"The database is at revision {migrate.head()}.", highlight=False, soft_wrap=True)
