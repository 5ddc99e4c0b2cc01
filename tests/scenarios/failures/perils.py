"""A bot that can die at any moment, as by `kill -9`, and an incident that is told to its end whatever happens to it.

Death is hard: every task the bot ever started is cancelled at once. Nothing is drained, settled or given back; what
was committed stays, what was not is gone, and a request that Slack has already carried out stays carried out.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

from sqlalchemy import event

from bot.bootstrap import Posko
from bot.warroom.ports import StoreUnavailable
from tests.scenarios.world import POLICY, World, policy_of

# Longer than the leases of steps and submissions.
LEASE_SECONDS = 61
MOST_ROUNDS = 60

# Nothing falls due by itself while the bot dies and is started again, minute after minute.
UNHURRIED = (
    POLICY
    + """    acceptance: {remind_after: 20h, backup_after: 21h, duty_manager_after: 22h, everyone_after: 23h}
audiences:
  executives: {cadence: {default: 20h}}
  internal: {cadence: {default: 20h}}
updates: {first_within: 20h}
learning: {ask_facts_after: 20h}
"""
).replace(
    "  sev2:",
    "    acceptance: {remind_after: 20h, backup_after: 21h, duty_manager_after: 22h, everyone_after: 23h}\n  sev2:",
)

_owner: ContextVar[str] = ContextVar("owner", default="")


@dataclass
class Lives:
    """One bot after another on the same database and the same Slack."""

    world: World
    name: str = "bot"
    deaths: int = 0
    started: int = 0
    bot: Posko | None = None
    doomed: bool = False
    on_commit: Callable[[], bool] = lambda: False
    last_statement: str = ""
    """What was last asked of the database in the transaction that is being committed."""
    _tasks: dict[str, WeakSet[asyncio.Task[Any]]] = field(default_factory=lambda: defaultdict(WeakSet))
    _context: Context = field(default_factory=copy_context)

    def beside(self, name: str) -> Lives:
        """A replica: other bots on the same database, that live and die by themselves."""
        return Lives(self.world, name, _tasks=self._tasks)

    def watch(self) -> None:
        """Know of every task that a bot starts, by the context it is started in."""
        asyncio.get_running_loop().set_task_factory(self._task)

    def _task(self, loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> asyncio.Task[Any]:
        context = more.get("context")
        owner = context.get(_owner, "") if context is not None else _owner.get()
        task = asyncio.Task(work, loop=loop, **more)
        if owner:
            self._tasks[owner].add(task)
        return task

    async def live(self) -> None:
        """Start a bot, and another if it dies before it is up."""
        while self.bot is None:
            self.started += 1
            context = copy_context()
            context.run(_owner.set, f"{self.name} {self.started}")
            self._context, self.doomed = context, False
            self.bot = Posko(self.world.settings(), policy_of(self.world.policy), self.world.clock, ticking=False)
            await self.through(self._start(self.bot))

    async def _start(self, bot: Posko) -> None:
        await bot.start()
        writer = bot.store._engines.writer.sync_engine
        event.listen(writer, "before_cursor_execute", self._stating)
        event.listen(writer, "commit", self._committing)
        await self._joined(bot)
        self.world.bots.append(bot)

    async def _joined(self, bot: Posko) -> None:
        if self.world.mode == "socket":
            await self.world.sandbox.connected(len(self.world.bots) + 1)
        else:
            host, port = bot.address
            self.world.sandbox.request_url = f"http://{host}:{port}/slack/events"

    def _stating(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self.last_statement = statement

    def _committing(self, _connection: Any) -> None:
        """Called before the driver commits. The death comes when the event loop turns: the commit is on its way."""
        if not self.doomed and self.on_commit():
            self.doomed = True
            asyncio.get_running_loop().call_soon(self._strike_dead)

    def _strike_dead(self) -> None:
        for task in list(self._tasks[f"{self.name} {self.started}"]):
            task.cancel()
        self.world.sandbox.workspace.changes.notify()

    async def through(self, work: Coroutine[Any, Any, Any]) -> bool:
        """Do some of the bot's own work; False when it died meanwhile. Raises what the work of a living one raises."""
        return await self._race(asyncio.get_running_loop().create_task(work, context=self._context), mortal=True)

    async def meanwhile(self, work: Coroutine[Any, Any, Any]) -> bool:
        """Do something that people do; False when the bot died meanwhile. Raises what the work raises."""
        return await self._race(asyncio.create_task(work))

    async def _race(self, task: asyncio.Task[Any], *, mortal: bool = False) -> bool:
        """The task against the death of the bot; a `mortal` one dies with it, and what it says dying means nothing."""
        death = asyncio.create_task(self._death())
        await asyncio.wait({task, death}, return_when=asyncio.FIRST_COMPLETED)
        died = self.doomed or self._struck()
        death.cancel()
        if died:
            await self.kill()
            await asyncio.wait({task}, timeout=5)
        if not died or not (mortal or task.cancelled()):
            task.result()
        return not died

    async def _death(self) -> None:
        await self.world.sandbox.until(lambda _ws: self.doomed or self._struck(), timeout=120)

    def _struck(self) -> int:
        """A call that will never be answered was made since the last death: here the bot dies."""
        rules = self.world.sandbox.faults.rules
        return sum(rule.struck for rule in rules if rule.kind.startswith("silent")) - self.deaths_by_silence

    deaths_by_silence: int = 0

    async def kill(self) -> None:
        """Dead at once."""
        bot, self.bot = self.bot, None
        self.deaths += 1
        await self._end_tasks()
        self.deaths_by_silence += self._struck()
        self.world.sandbox.faults.release()
        if bot in self.world.bots:
            self.world.bots.remove(bot)
        await bury(bot)

    async def _end_tasks(self) -> None:
        # More than once: SQLAlchemy begins a task to close the connection of one that is cancelled, which may hang.
        for _ in range(MOST_ROUNDS):
            self._strike_dead()
            alive = [task for task in self._tasks[f"{self.name} {self.started}"] if not task.done()]
            if not alive:
                return
            await asyncio.wait(alive, timeout=0.05)
        raise AssertionError(f"a task outlives the bot: {[task.get_stack() for task in alive]}")

    async def settle(self) -> None:
        """Time passes, bots die and are started again, until nothing is owed and nothing waits to be handled."""
        for _ in range(MOST_ROUNDS):
            if self.bot is None:
                self.world.clock.advance(LEASE_SECONDS)
                await self.live()
            with suppress(StoreUnavailable):  # as the ticker: it ticks again
                if await self.through(self._work()) and await self._done():
                    return
            self.world.clock.advance(15)
        raise AssertionError(f"something is never finished: {await self.waiting()}")

    async def _work(self) -> None:
        bot = self.bot  # whose death may come between two lines: the rest is still its own, and dies with it
        await bot.fire_timers()
        await bot.sweep()
        await bot.relay.drain()

    async def _done(self) -> bool:
        async with self.bot.store.reading() as reader:
            summary = await reader.summary()
        return not (summary.waiting_steps or summary.waiting_submissions)

    async def waiting(self) -> Any:
        """What is not finished, for whoever wonders why."""
        if self.bot is None:
            return "no bot lives"
        async with self.bot.store.reading() as reader:
            return await reader.summary()


async def bury(bot: Posko) -> None:
    """Close what the operating system closes when a process ends."""
    if getattr(bot, "socket", None):
        await bot.socket.client.aiohttp_client_session.close()
    if hasattr(bot, "server"):
        await bot.server.cleanup()
    await bot.session.close()
    await bot.store.close()
