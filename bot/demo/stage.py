"""The stage: a local Slack and the production bot, on a clock that the player moves, in a folder that goes away.

Time stands still here until somebody moves it, so a story keeps its minutes at any speed: while the bot works on what
a person did, no minute passes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from pydantic import SecretStr

from bot.bootstrap import Posko
from bot.clock import ManualClock
from bot.demo.scenario import Scenario
from bot.manifest import manifest
from bot.sandbox import Lifetimes, Sandbox
from bot.sandbox.programme import Programme
from bot.settings import Settings
from bot.storage import migrate
from bot.warroom.ports import Clock

PATIENCE_SECONDS = 10.0
GLANCE_SECONDS = 0.01
CATCH_UP_EVERY = 300.0
SWEEP_EVERY = 60.0


@dataclass(frozen=True)
class SecondsOf:
    """The bot's clock as the sandbox counts time: seconds since 1970."""

    clock: Clock

    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await self.clock.sleep(seconds)


@dataclass
class Stage:
    """What a scenario is played on."""

    sandbox: Sandbox
    bot: Posko
    clock: ManualClock
    _heard: int = 0
    _waited: dict[str, float] = field(default_factory=dict)

    async def move(self, seconds: float) -> None:
        """Let so much time pass, and do what the ticker does by itself where the clock runs by itself.

        At once: the relay looks about every second of its clock, and would look fifteen times in a quarter of a minute.
        """
        self.clock.advance(seconds)
        await self.bot.fire_timers()
        if self._is_time("sweep", seconds, SWEEP_EVERY):
            await self.bot.sweep()
        if self._is_time("catch up", seconds, CATCH_UP_EVERY):
            await self.bot.catching_up.run()

    def _is_time(self, duty: str, passed: float, every: float) -> bool:
        waited = self._waited.get(duty, 0.0) + passed
        self._waited[duty] = waited % every
        return waited >= every

    async def settled(self) -> None:
        """Until everything that was said and done has been dealt with, and what that owes and is due has been sent."""
        while True:
            known = len(self.sandbox.journal.deliveries)
            if known > self._heard:
                await self._acked()
                await self._worked_off()
            await self.bot.relay.drain()
            if len(self.sandbox.journal.deliveries) == known:
                return

    async def _acked(self) -> None:
        """What Slack has sent is stored. A delivery that is never answered is waited for once."""
        deliveries = self.sandbox.journal.deliveries
        with suppress(TimeoutError):
            await self.sandbox.until(
                lambda _ws: all(each.acked is not None for each in deliveries[self._heard :]), PATIENCE_SECONDS
            )
        self._heard = len(deliveries)

    async def _worked_off(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.in_hand():  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(GLANCE_SECONDS)

    @property
    def happenings(self) -> int:
        """A number that grows with everything that Slack and the bot have told each other."""
        return len(self.sandbox.journal.deliveries) + len(self.sandbox.journal.calls)

    async def in_hand(self) -> int:
        """How many commands, presses and forms the bot has not finished."""
        async with self.bot.store.reading() as reader:
            return (await reader.summary()).waiting_submissions

    async def owing(self) -> int:
        """How much the bot still owes to somebody, due or not."""
        async with self.bot.store.reading() as reader:
            return (await reader.summary()).waiting_steps


@asynccontextmanager
async def stage(
    scenario: Scenario,
    *,
    database: str = "",
    port: int = 0,
    routes: Sequence[web.RouteDef] = (),
    programme: Programme | None = None,
) -> AsyncIterator[Stage]:
    """Build it, and take it down at the end. With a `database` (migrated), that one is used."""
    clock = ManualClock(scenario.starts)
    # Triggers and the bot's answers take real time: on a fast clock they must live longer.
    lifetimes = Lifetimes(trigger=3_600.0, response_url=7_200.0)
    async with AsyncExitStack() as stack:
        if not database:
            folder = stack.enter_context(TemporaryDirectory(prefix="posko-demo-"))
            database = f"sqlite:///{Path(folder) / 'demo.sqlite3'}"
            await migrate.upgrade(database)
        sandbox = Sandbox(
            manifest("socket", None),
            port=port,
            clock=SecondsOf(clock),
            lifetimes=lifetimes,
            seed=scenario.seed,
            routes=routes,
            programme=programme,
        )
        for handle, name in scenario.bots.items():
            sandbox.workspace.add_user(handle, name, is_bot=True)
        await stack.enter_async_context(sandbox)
        bot = Posko(_settings(sandbox, database), scenario.policy, clock, ticking=False)
        await stack.enter_async_context(bot)
        await sandbox.connected()
        yield Stage(sandbox, bot, clock)


def _settings(sandbox: Sandbox, database: str) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        database_url=SecretStr(database),
        mode="socket",
        port=0,
    )
