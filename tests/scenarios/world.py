"""The whole bot against the sandbox, on one clock that only the test moves.

A `World` is what scenario tests speak to: people who type and click, time that passes, and the record.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import SecretStr

from bot.bootstrap import Posko
from bot.clock import ManualClock
from bot.manifest import manifest
from bot.policy.loading import read
from bot.sandbox import Message, Person, Sandbox
from bot.settings import Settings
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

OPENING = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

SHORTEST_STEP, LONGEST_STEP = 1.0, 60.0
PATIENCE_SECONDS = 10.0

POLICY = """
organisation: Nusantara Daring
administrators: ["@intan"]
rotas:
  mim: ["@raihan"]
  backup: ["@maya"]
  duty_manager: ["@intan"]
  everyone: ["@executives"]
severities:
  sev1:
    teams: ["@backend", "@devops"]
  sev2:
    teams: ["@backend"]
"""


@cache
def policy_of(text: str) -> Policy:
    """The policy, read once a process: it is a frozen value, and reading it took a tenth of a scenario's time."""
    return read(text, "the test's policy")


@dataclass(frozen=True)
class Seconds:
    """The bot's clock as the sandbox counts."""

    clock: ManualClock

    def now(self) -> float:
        return self.clock.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        await self.clock.sleep(seconds)


@dataclass
class World:
    """A sandbox, one bot or several, one clock, one database."""

    sandbox: Sandbox
    clock: ManualClock
    database: str
    mode: str
    policy: str
    stack: AsyncExitStack
    bots: list[Posko] = field(default_factory=list)

    @property
    def bot(self) -> Posko:
        """The (first) running bot."""
        return self.bots[0]

    async def start_bot(self, **more: Any) -> Posko:
        """Start a bot, as `posko run` would."""
        bot = Posko(self.settings(**more), policy_of(self.policy), self.clock, ticking=False)
        await bot.start()
        self.bots.append(bot)
        if self.mode == "socket":
            await self.sandbox.connected(len(self.bots))
        else:
            host, port = bot.address
            self.sandbox.request_url = f"http://{host}:{port}/slack/events"
        return bot

    async def stop_bot(self, bot: Posko | None = None) -> None:
        """Stop a bot in order."""
        stopped = bot or self.bot
        self.bots.remove(stopped)
        await stopped.stop()

    def settings(self, **more: Any) -> Settings:
        given = {
            "slack_bot_token": SecretStr(self.sandbox.bot_token),
            "slack_app_token": SecretStr(self.sandbox.app_token),
            "slack_signing_secret": SecretStr(self.sandbox.signing_secret),
            "slack_api_url": self.sandbox.api_url,
            "database_url": SecretStr(self.database),
            "mode": self.mode,
            "port": 0,
        }
        return Settings(_env_file=None, **{**given, **more})

    async def pass_time(self, *, minutes: float = 0, seconds: float = 0, longest: float = LONGEST_STEP) -> None:
        """Let time pass, from one due timer to the next: sleepers wake in order, each timer fires when it is due.

        No step is longer than `longest` seconds; days go by sooner in longer ones.
        """
        left = minutes * 60 + seconds
        while left > 0:
            step = min(left, await self._until_a_timer(longest))
            await self.clock.run(step)
            left -= step
            if sum([await bot.fire_timers() for bot in list(self.bots)]):
                # What a timer owes is under way for milliseconds: a leap of the clock meanwhile would end its lease.
                await self.quiet()
        await self.quiet()

    async def _until_a_timer(self, longest: float) -> float:
        """Seconds to the next timer, within reason; one that waits already is looked at again in a second."""
        if not self.bots:
            return longest
        async with self.bot.store.reading() as reader:
            due = await reader.next_timer()
        ahead = (due - self.clock.now()).total_seconds() if due else longest
        return min(max(ahead, SHORTEST_STEP), longest)

    async def quiet(self) -> None:
        """Until nothing that is due is waiting: what is owed has been sent."""
        for bot in list(self.bots):
            await bot.relay.drain()

    async def heard(self) -> None:
        """Until every event that Slack has sent is acked, and so stored; then until what that owes has been sent."""
        await self.sandbox.until(lambda _ws: all(sent.acked is not None for sent in self.sandbox.journal.deliveries))
        await self.quiet()

    async def recorded(self, what: Callable[[list[Entry]], object], number: int = 1) -> list[Entry]:
        """The entries once they are so: for what the bot does in the background, of which Slack sees nothing."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not what(entries := await self.entries(number)):  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(0.01)
        return entries

    def person(self, handle: str) -> Person:
        return self.sandbox.person(handle)

    async def types(self, handle: str, text: str, where: str = "general") -> Message:
        """Somebody types a command; the answer that only they see."""
        reply = await self.person(handle).command(text, channel=where)
        return await reply.answer()

    async def declare(self, text: str = "sev1 Shop is down", by: str = "sari") -> str:
        """Declare, and wait until the room stands with everything in it; the room's name."""
        before = set(self.rooms())
        await self.types(by, f"/incident declare {text}")
        await self.sandbox.until(lambda _ws: set(self.rooms()) - before)
        await self.quiet()
        return next(iter(set(self.rooms()) - before))

    def rooms(self) -> list[str]:
        channels = self.sandbox.workspace.channels.values()
        return [room.name for room in channels if room.name and room.name.startswith(("mi-", "drill-mi-"))]

    def said(self, where: str) -> list[str]:
        """Everything readable in a room, one text a message, oldest first."""
        return [message.all_text for message in self.sandbox.workspace.channel(where).log]

    async def state(self, number: int = 1) -> Incident:
        async with self.bot.store.reading() as reader:
            return await reader.incident(number)

    async def entries(self, number: int = 1, *kinds: str) -> list[Entry]:
        async with self.bot.store.reading() as reader:
            return await reader.entries(number, kinds=kinds or None)


@asynccontextmanager
async def world(
    database: str, mode: str = "socket", policy: str = POLICY, *, start: bool = True, **sandbox_options: Any
) -> AsyncIterator[World]:
    """Everything running; stopped in order afterwards."""
    clock = ManualClock(OPENING)
    described = manifest(mode, "http://127.0.0.1:1")
    async with AsyncExitStack() as stack:
        sandbox = Sandbox(described, mode, clock=Seconds(clock), **sandbox_options)
        await stack.enter_async_context(sandbox)
        made = World(sandbox, clock, database, mode, policy, stack)
        if start:
            await made.start_bot()
        try:
            yield made
        finally:
            for bot in list(made.bots):
                await bot.stop()
