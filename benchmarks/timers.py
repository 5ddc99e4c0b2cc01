"""1,000 open incidents with 4 audiences each: how late a timer fires.

Incidents are declared over the quarter of an hour before the watch begins, so their promises of 15 minutes fall due
evenly, as on a very bad day. Everything a timer does is real (decision, entries, outbox rows, the relay's
transactions), only Slack is left out. Then the clock is put forward, so that every promise is overdue at once, as after
a night without the bot.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, text

from benchmarks.kit import Figure, at_most, percentile, seen, sqlite
from bot.clock import ManualClock, SystemClock
from bot.comms.delivery import Relay
from bot.comms.locale import translator
from bot.comms.steps import INSIDE, OUTSIDE
from bot.policy.loading import read
from bot.scheduler import Ticker
from bot.storage import Database, open_store
from bot.telemetry import Metrics
from bot.warroom import commands as c
from bot.warroom.base import Person
from bot.warroom.events import RoomOpened
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Asked, Engine
from bot.warroom.operations.run_room import perform, settle
from bot.warroom.operations.timers import fire_due
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Clock, Step

INCIDENTS = 1000
EVERY = timedelta(minutes=15)
WATCHED = 60.0
TICK = 0.5
LEAD = Person(id="U1", name="Raihan")
AUDIENCE = """
  {name}: {{title: {name}, channels: ["#{name}"], form: internal, cadence: {{default: 15m}}}}"""
POLICY = "similar_above: 100\nupdates: {first_within: 15m}\naudiences:" + "".join(
    AUDIENCE.format(name=name) for name in ("executives", "internal", "partners", "support")
)


class Nobody:
    """A directory of one person."""

    async def person(self, ref: str) -> Person | None:
        return LEAD if ref == LEAD.id else None

    def is_team(self, _ref: str) -> bool:
        """Nobody asks."""
        return False

    async def members(self, ref: str) -> tuple[Person, ...]:
        return (LEAD,) if ref == LEAD.id else ()

    def known(self, user: str) -> Person | None:
        return LEAD if user == LEAD.id else None

    async def zone(self, user: str) -> str:
        return ""

    async def locale(self, user: str) -> str:
        return ""


async def run() -> list[Figure]:
    """The figures."""
    async with sqlite() as url:
        await seed(url)
        async with watch(url) as seen_late:
            await asyncio.sleep(WATCHED)
        steady = list(seen_late)
        count, seconds = await overdue(url)
    return [
        seen(f"timers fired in {WATCHED:g} s", len(steady)),
        seen("lateness, p50", percentile(steady, 50), " s"),
        at_most("lateness, p99", percentile(steady, 99), 1, " s"),
        seen("every promise overdue at once: timers fired", count),
        seen("the same, per second", count / seconds),
    ]


def engine(store: Database, clock: Clock) -> Engine:
    """The core on this store."""
    return Engine(store=store, policy=read(POLICY, "the benchmark's policy"), clock=clock, directory=Nobody())


async def seed(url: str) -> None:
    """The incidents, each led by somebody, with an open room."""
    clock = ManualClock(datetime.now(UTC) - EVERY)
    store = open_store(url, clock)
    core = engine(store, clock)
    for number in range(1, INCIDENTS + 1):
        clock.advance(EVERY.total_seconds() / INCIDENTS)
        await _open(core, number)
    await store.close()
    # Whatever the opening owes is done, as it would be a quarter of an hour later.
    _by_hand(url, "UPDATE outbox SET status = 'done'")
    _by_hand(url, "DELETE FROM timers WHERE kind NOT IN ('update_warn', 'update_due')")


async def _open(core: Engine, number: int) -> None:
    command = c.DeclareIncident(title=f"Trouble number {number}", severity="sev1", anyway=True)
    await declare_incident(core, command, Asked(actor=LEAD))
    await perform(core, number, c.ClaimMim(), Asked(actor=LEAD))
    steps = await core.store.outbox.claim(core.clock.now(), 50)  # type: ignore[attr-defined]
    for step in steps:
        opened = (RoomOpened(channel=f"C{number}", name=f"mi-{number}"),) if step.step == "room.create" else ()
        await settle(core, step, Outcome(events=opened))


def _by_hand(url: str, statement: str, **values: object) -> None:
    with create_engine(url).begin() as connection:
        connection.execute(text(statement), values)


async def overdue(url: str) -> tuple[int, float]:
    """How many timers fire when every incident waits, and in how many seconds."""
    clock = ManualClock(datetime.now(UTC) + EVERY)
    store = open_store(url, clock)
    begun = time.perf_counter()
    fired = await fire_due(engine(store, clock))
    seconds = time.perf_counter() - begun
    await store.close()
    return len(fired), seconds


@asynccontextmanager
async def watch(url: str) -> AsyncIterator[list[float]]:
    """The ticker and the relay of a running bot; the seconds by which timers were late."""
    clock = SystemClock()
    store = open_store(url, clock)
    core = engine(store, clock)
    late: list[float] = []

    async def tick() -> None:
        late.extend((at - timer.due_at).total_seconds() for timer, at in await fire_due(core))

    async def done(_step: Step) -> Outcome:
        return Outcome()

    async def end(step: Step, outcome: Outcome) -> bool:
        return await settle(core, step, outcome)

    await tick()
    late.clear()
    relay = Relay(store.outbox, dict.fromkeys({**INSIDE, **OUTSIDE}, done), end, clock, translator("en"))
    running = asyncio.create_task(relay.run())
    ticker = Ticker({"timers": (tick, TICK)}, Metrics())
    ticker.start()
    try:
        yield late
    finally:
        await ticker.stop()
        await relay.stop()
        await running
        await store.close()
