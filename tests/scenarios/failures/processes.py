"""`posko run` as real processes on a real clock, which tests start and end with SIGKILL."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import update

from bot.clock import SystemClock
from bot.manifest import manifest
from bot.sandbox import Sandbox
from bot.storage.tables import outbox, submissions
from tests.databases import opened
from tests.scenarios.world import World

ROOT = Path(__file__).parents[3]
PATIENCE = 40.0
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Processes:
    """As many as asked, against one sandbox on one database. `world` reads what they write; it has no bot of its own.

    What they log is in the folder, in log.jsonl.
    """

    world: World
    folder: Path
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self) -> asyncio.subprocess.Process:
        """Start one, and wait until it is connected."""
        command = (sys.executable, "-m", "bot", "run")
        with (self.folder / "log.jsonl").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )
        self.running.append(process)
        connecting = asyncio.create_task(self.world.sandbox.connected(len(self.running), timeout=PATIENCE))
        ending = asyncio.create_task(process.wait())
        await asyncio.wait({connecting, ending}, return_when=asyncio.FIRST_COMPLETED)
        assert process.returncode is None, (self.folder / "log.jsonl").read_text(encoding="utf-8")
        ending.cancel()
        await connecting
        return process

    def _environment(self) -> dict[str, str]:
        sandbox = self.world.sandbox
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SLACK_API_URL": sandbox.api_url,
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "POSKO_DATABASE_URL": self.world.database,
            "POSKO_POLICY": str(self.folder / "policy.yaml"),
            "POSKO_PORT": "0",
            "POSKO_TICK_SECONDS": "0.1",
        }

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """As `kill -9`."""
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self.running.remove(process)
        self.world.sandbox.faults.release()
        sockets = self.world.sandbox.sockets
        await self.world.sandbox.until(lambda _ws: len(sockets.connections) == len(self.running), timeout=PATIENCE)

    async def leases_run_out(self) -> None:
        """A minute later, without waiting for it."""
        async with self.world.bot.store._engines.writing() as connection:
            for table in (outbox, submissions):
                held = table.c.leased_until.is_not(None)
                await connection.execute(update(table).where(held).values(leased_until=LONG_AGO))

    async def until(self, question: Callable[[], Awaitable[object]]) -> None:
        """Until the record says so: the bot is another process, and nothing here hears of its commits."""
        async with asyncio.timeout(PATIENCE):
            while not await question():
                await self.world.clock.sleep(0.05)

    async def settled(self) -> bool:
        """Whether nothing is owed and nothing waits to be handled."""
        async with self.world.bot.store.reading() as reader:
            summary = await reader.summary()
        return not (summary.waiting_steps or summary.waiting_submissions)


@asynccontextmanager
async def processes(database: str, policy: str, folder: Path) -> AsyncIterator[Processes]:
    """None runs yet; whichever runs in the end is killed."""
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(manifest("socket", None)))
        store = await stack.enter_async_context(opened(database, SystemClock()))
        reading = SimpleNamespace(store=store)
        made = Processes(World(sandbox, SystemClock(), database, "socket", policy, stack, [reading]), folder)
        try:
            yield made
        finally:
            for process in list(made.running):
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
