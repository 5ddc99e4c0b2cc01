"""The relay carries out what is owed: once, in parallel, again after failures, and never after the lease is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.clock import ManualClock
from bot.comms.delivery import Relay
from bot.comms.locale import translator
from bot.comms.retry import CannotDo
from bot.comms.transports import errors as e
from bot.storage import Database, open_store
from bot.warroom.base import Moment
from bot.warroom.events import StepFailed
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Outbox, Owed, Step, StoreUnavailable
from tests.comms.slackhouse import START
from tests.databases import SqliteFiles, sqlite

__all__ = ["sqlite"]

Logged = list[MutableMapping[str, Any]]
Behaviour = Callable[[Step], Awaitable[Outcome]]

MISSING = (
    "pins.add: missing scope pins:write. "
    "In the settings of the app: OAuth & Permissions → Scopes, add it, then reinstall the app."
)


@dataclass
class Office:
    """A relay on a real outbox, with steps that behave as the test says; `ended` is what was settled."""

    store: Database
    clock: ManualClock
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    ended: list[tuple[str, Outcome]] = field(default_factory=list)
    attempts: list[Step] = field(default_factory=list)
    counted: list[tuple[str, str]] = field(default_factory=list)
    doorbell: asyncio.Event = field(default_factory=asyncio.Event)

    def relay(self, concurrency: int = 64) -> Relay:
        steps = {name: self._noted(behaviour) for name, behaviour in self.behaviours.items()}
        return Relay(
            self.store.outbox,
            steps,
            self.settle,
            self.clock,
            translator("en"),
            doorbell=self.doorbell,
            watch=lambda step, result: self.counted.append((step, result)),
            chance=lambda: 1.0,
            concurrency=concurrency,
        )

    def _noted(self, behaviour: Behaviour) -> Behaviour:
        async def noted(step: Step) -> Outcome:
            self.attempts.append(step)
            return await behaviour(step)

        return noted

    async def settle(self, step: Step, outcome: Outcome) -> bool:
        async with self.store.writing() as tx:
            settled = await tx.settle_step(step, outcome.status, outcome.note)
        if settled:
            self.ended.append((step.key, outcome))
        return settled

    async def owe(self, *owed: Owed) -> None:
        async with self.store.writing() as tx:
            await tx.owe(owed)
        self.doorbell.set()

    @property
    def statuses(self) -> dict[str, str]:
        return {key: outcome.status for key, outcome in self.ended}


@pytest.fixture
async def office(sqlite: SqliteFiles, tmp_path: Path) -> AsyncIterator[Office]:
    clock = ManualClock(START)
    async with sqlite.fresh(tmp_path) as url:
        store = open_store(url, clock)
        yield Office(store, clock)
        await store.close()


@pytest.fixture(autouse=True)
def logged() -> Iterator[Logged]:
    """What the relay logs, as plain facts."""
    with capture_logs() as lines:
        yield lines


def says(*results: Outcome | Exception) -> Behaviour:
    """A step that ends so the first time, so the second; the last result stays."""
    left = list(results)

    async def behave(_step: Step) -> Outcome:
        result = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(result, Exception):
            raise result
        return result

    return behave


DONE = Outcome()


class Failing:
    """An outbox whose database is away for the first three questions."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._left = 3

    def _ask(self) -> None:
        self._left -= 1
        if self._left >= 0:
            raise StoreUnavailable("restarting")

    async def claim(self, now: Moment, limit: int) -> list[Step]:
        self._ask()
        return await self._outbox.claim(now, limit)

    async def postpone(self, step: Step, until: Moment, *, error: str, doubtful: bool, counted: bool) -> None:
        await self._outbox.postpone(step, until, error=error, doubtful=doubtful, counted=counted)

    async def next_due(self) -> Moment | None:
        self._ask()
        return await self._outbox.next_due()


async def test_what_is_owed_is_done_and_settled(office: Office) -> None:
    office.behaviours = {"a": says(DONE), "b": says(Outcome(status="skipped", note="private"))}
    await office.owe(Owed(key="1", step="a"), Owed(key="2", step="b"))
    await office.relay().drain()
    assert office.statuses == {"1": "done", "2": "skipped"}
    assert sorted(office.counted) == [("a", "done"), ("b", "skipped")]


async def test_draining_follows_what_settling_owes(office: Office) -> None:
    async def opens(_step: Step) -> Outcome:
        await office.owe(Owed(key="2", step="b"), Owed(key="3", step="b"))
        return DONE

    office.behaviours = {"a": opens, "b": says(DONE)}
    await office.owe(Owed(key="1", step="a"))
    await office.relay().drain()
    assert set(office.statuses) == {"1", "2", "3"}


async def test_steps_run_side_by_side(office: Office) -> None:
    together = asyncio.Barrier(5)

    async def meets(_step: Step) -> Outcome:
        await together.wait()
        return DONE

    office.behaviours = {"a": meets}
    await office.owe(*[Owed(key=f"{number}", step="a") for number in range(5)])
    await office.relay().drain()
    assert len(office.ended) == 5


async def test_no_more_run_at_once_than_allowed(office: Office) -> None:
    running, most = 0, 0

    async def counts(_step: Step) -> Outcome:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return DONE

    office.behaviours = {"a": counts}
    await office.owe(*[Owed(key=f"{number}", step="a") for number in range(10)])
    await office.relay(concurrency=3).drain()
    assert (len(office.ended), most) == (10, 3)


async def test_one_lane_goes_out_in_order(office: Office) -> None:
    office.behaviours = {"a": says(e.Unavailable("m"), DONE)}
    await office.owe(*[Owed(key=f"{number}", step="a", lane="room") for number in range(3)])
    relay = office.relay()
    await relay.drain()
    assert office.ended == []
    office.clock.advance(2)
    await relay.drain()
    assert [key for key, _ in office.ended] == ["0", "1", "2"]


async def test_a_failed_step_waits_its_pause_and_comes_again(office: Office) -> None:
    office.behaviours = {"a": says(e.RateLimited("m", 30), DONE)}
    await office.owe(Owed(key="1", step="a"))
    relay = office.relay()
    await relay.drain()
    office.clock.advance(29)
    await relay.drain()
    assert len(office.attempts) == 1
    office.clock.advance(1)
    await relay.drain()
    assert office.statuses == {"1": "done"}
    assert [step.attempts for step in office.attempts] == [0, 0]
    assert office.counted == [("a", "postponed"), ("a", "done")]


async def test_doubt_stays_until_the_step_has_ended(office: Office) -> None:
    office.behaviours = {"a": says(e.Ambiguous("m"), e.Unavailable("m"), DONE)}
    await office.owe(Owed(key="1", step="a"))
    for _ in range(3):
        await office.relay().drain()
        office.clock.advance(60)
    assert [step.doubtful for step in office.attempts] == [False, True, True]
    assert [step.attempts for step in office.attempts] == [0, 1, 2]


async def test_a_step_that_was_killed_before_it_was_settled_comes_back_doubtful(office: Office) -> None:
    office.behaviours = {"a": says(DONE)}
    await office.owe(Owed(key="1", step="a"))
    await office.store.outbox.claim(office.clock.now(), 1)
    await office.relay().drain()
    assert office.attempts == []
    office.clock.advance(61)
    await office.relay().drain()
    assert [step.doubtful for step in office.attempts] == [True]


async def test_what_is_given_up_is_told_in_words(office: Office) -> None:
    office.behaviours = {"a": says(CannotDo("No channel.", "Make one."))}
    await office.owe(Owed(key="1", step="a", number=42), Owed(key="2", step="a"))
    await office.relay().drain()
    told = StepFailed(step="a", why="No channel.", remedy="Make one.")
    by_key = dict(office.ended)
    assert by_key["1"] == Outcome(status="failed", note="No channel.", events=(told,))
    assert by_key["2"] == Outcome(status="failed", note="No channel.")


async def test_a_fault_of_one_step_stops_no_other_and_ends_after_eight_attempts(office: Office, logged: Logged) -> None:
    office.behaviours = {"broken": says(ZeroDivisionError()), "fine": says(DONE)}
    await office.owe(Owed(key="1", step="broken", number=42), Owed(key="2", step="fine"))
    relay = office.relay()
    await relay.drain()
    assert office.statuses == {"2": "done"}
    for _ in range(10):
        office.clock.advance(60)
        await relay.drain()
    assert len([step for step in office.attempts if step.step == "broken"]) == 8
    assert office.statuses["1"] == "failed"
    assert all(isinstance(line["exc_info"], ZeroDivisionError) for line in logged if line["event"] == "step.fault")


async def test_a_step_that_nobody_knows_is_given_up_in_the_end(office: Office) -> None:
    await office.owe(Owed(key="1", step="from.a.newer.version", number=42))
    for _ in range(9):
        await office.relay().drain()
        office.clock.advance(60)
    assert office.statuses == {"1": "failed"}


async def test_what_an_operator_must_mend_is_named_until_it_is_mended(office: Office) -> None:
    office.behaviours = {"a": says(e.MissingScope("pins.add", "pins:write"), DONE)}
    await office.owe(Owed(key="1", step="a"))
    relay = office.relay()
    await relay.drain()
    assert relay.complaints == (MISSING,)
    office.clock.advance(60)
    await relay.drain()
    assert (relay.complaints, office.statuses) == ((), {"1": "done"})


async def test_what_an_operator_must_mend_is_reported_once(office: Office, logged: Logged) -> None:
    office.behaviours = {"a": says(e.MissingScope("pins.add", "pins:write"))}
    await office.owe(*[Owed(key=f"{number}", step="a") for number in range(5)])
    relay = office.relay()
    for _ in range(3):
        await relay.drain()
        office.clock.advance(60)
    assert [line["mend"] for line in logged if line["log_level"] == "error"] == [MISSING]


async def test_the_relay_outlives_a_database_that_goes_away(office: Office) -> None:
    office.behaviours = {"a": says(DONE)}
    relay = Relay(Failing(office.store.outbox), office.behaviours, office.settle, office.clock, translator("en"))
    running = asyncio.create_task(relay.run())
    await office.owe(Owed(key="1", step="a"))
    while not office.ended:
        office.clock.advance(1)
        await asyncio.sleep(0.001)
    await relay.stop()
    await running


async def test_a_lost_lease_is_counted_and_changes_nothing(office: Office) -> None:
    async def slow(_step: Step) -> Outcome:
        office.clock.advance(61)
        await office.store.outbox.claim(office.clock.now(), 1)
        return DONE

    office.behaviours = {"a": slow}
    await office.owe(Owed(key="1", step="a"))
    await office.relay().drain()
    assert (office.ended, office.counted) == ([], [("a", "lost")])


async def test_the_doorbell_starts_what_is_owed_at_once(office: Office) -> None:
    done = asyncio.Event()

    async def rings(_step: Step) -> Outcome:
        done.set()
        return DONE

    office.behaviours = {"a": rings}
    relay = office.relay()
    running = asyncio.create_task(relay.run())
    await office.owe(Owed(key="1", step="a"))
    await asyncio.wait_for(done.wait(), 5)  # the clock stands still: only the bell can have woken it
    await relay.stop()
    await running
    assert office.statuses == {"1": "done"}


async def test_a_row_that_falls_due_is_done_without_a_bell(office: Office) -> None:
    office.behaviours = {"a": says(DONE)}
    await office.owe(Owed(key="1", step="a", not_before=office.clock.now() + timedelta(seconds=30)))
    relay = office.relay()
    running = asyncio.create_task(relay.run())
    while not office.ended:
        office.clock.advance(1)
        await asyncio.sleep(0.001)
    assert office.attempts[0].created_at + timedelta(seconds=30) <= office.clock.now()
    await relay.stop()
    await running


async def test_stopping_lets_what_runs_end(office: Office) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def lasts(_step: Step) -> Outcome:
        begun.set()
        await may_end.wait()
        return DONE

    office.behaviours = {"a": lasts}
    await office.owe(Owed(key="1", step="a"))
    relay = office.relay()
    running = asyncio.create_task(relay.run())
    await begun.wait()
    stopping = asyncio.create_task(relay.stop())
    await office.owe(Owed(key="2", step="a"))
    may_end.set()
    await asyncio.gather(stopping, running)
    assert office.statuses == {"1": "done"}


async def test_stopping_cuts_off_what_does_not_end_and_its_row_comes_back_soon_and_doubtful(office: Office) -> None:
    begun = asyncio.Event()

    async def hangs(step: Step) -> Outcome:
        begun.set()
        if not step.doubtful:
            await asyncio.Event().wait()
        return DONE

    office.behaviours = {"a": hangs}
    await office.owe(Owed(key="1", step="a"))
    relay = office.relay()
    running = asyncio.create_task(relay.run())
    await begun.wait()
    await relay.stop(grace=0.01)
    await running
    office.clock.advance(2)
    await office.relay().drain()
    assert [step.doubtful for step in office.attempts] == [False, True]


async def test_what_is_claimed_while_stopping_is_given_back_without_doubt(office: Office) -> None:
    office.behaviours = {"a": says(DONE)}
    await office.owe(Owed(key="1", step="a"))
    relay = office.relay()
    draining = asyncio.create_task(relay.drain())
    await asyncio.sleep(0)  # the claim is under way
    await relay.stop()
    await draining
    assert office.attempts == []
    await office.relay().drain()
    assert [step.doubtful for step in office.attempts] == [False]
