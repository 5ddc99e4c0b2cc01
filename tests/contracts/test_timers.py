"""A timer fires once, whoever runs, and only as it was last set."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.storage import Database
from bot.warroom.ports import Timer, TimerSpec
from tests.contracts.records import declared, incidents, note, record
from tests.databases import PostgresServer, opened


async def set_timer(store: Database, number: int, kind: str, due_at, subject: str = "") -> None:
    async with store.writing() as tx:
        await tx.set_timers(number, [TimerSpec(kind=kind, subject=subject, due_at=due_at)])


async def due(store: Database, clock) -> list[Timer]:
    async with store.writing() as tx:
        return await tx.due_timers(clock.now())


async def test_timers_come_due_earliest_first_and_not_before_their_time(store: Database, clock):
    number = await declared(store)
    start = clock.now()
    for minutes in (5, 1, 3):
        await set_timer(store, number, "warn", start + timedelta(minutes=minutes), subject=str(minutes))
    async with store.reading() as reader:
        assert await reader.next_timer() == start + timedelta(minutes=1)
    clock.advance(59)
    assert await due(store, clock) == []
    clock.advance(121)
    assert [(timer.subject, timer.due_at) for timer in await due(store, clock)] == [
        ("1", start + timedelta(minutes=1)),
        ("3", start + timedelta(minutes=3)),
    ]
    async with store.writing() as tx:
        assert [timer.subject for timer in await tx.due_timers(clock.now(), limit=1)] == ["1"]


async def test_setting_a_timer_again_moves_it(store: Database, clock):
    number = await declared(store)
    await set_timer(store, number, "warn", clock.now())
    [first] = await due(store, clock)
    await set_timer(store, number, "warn", clock.now() + timedelta(minutes=1))
    assert await due(store, clock) == []
    clock.advance(60)
    [moved] = await due(store, clock)
    assert (moved.id, moved.generation) == (first.id, first.generation + 1)


async def test_a_timer_that_was_set_again_cannot_be_finished_by_its_old_generation(store: Database, clock):
    number = await declared(store)
    await set_timer(store, number, "warn", clock.now())
    [first] = await due(store, clock)
    await set_timer(store, number, "warn", clock.now())
    async with store.writing() as tx:
        assert not await tx.finish_timer(first)
    [second] = await due(store, clock)
    async with store.writing() as tx:
        assert await tx.finish_timer(second)
        assert not await tx.finish_timer(second)


async def test_a_fired_timer_never_passes_for_the_one_set_after_it(store: Database, clock):
    number = await declared(store)
    await set_timer(store, number, "warn", clock.now())
    [first] = await due(store, clock)
    async with store.writing() as tx:
        await tx.finish_timer(first)
    await set_timer(store, number, "warn", clock.now())
    async with store.writing() as tx:
        assert not await tx.finish_timer(first)
    assert len(await due(store, clock)) == 1


async def test_timers_are_cancelled_by_kind_and_subject(store: Database, clock):
    number, other = await incidents(store, 2)
    async with store.writing() as tx:
        for each in (number, other):
            await tx.set_timers(
                each,
                [
                    TimerSpec(kind=kind, subject=subject, due_at=clock.now())
                    for kind in ("warn", "due", "rung")
                    for subject in ("staff", "board")
                ],
            )
        await tx.cancel_timers(number, {"warn", "due"}, "staff")
        await tx.cancel_timers(number, ["rung"])
        await tx.cancel_timers(number, [])
    left = {(timer.number, timer.kind, timer.subject) for timer in await due(store, clock)}
    assert left & {(number, kind, subject) for kind in ("warn", "due", "rung") for subject in ("staff", "board")} == {
        (number, "warn", "board"),
        (number, "due", "board"),
    }
    assert len(left) == 2 + 6


async def test_of_two_settings_in_one_call_the_last_counts(store: Database, clock):
    number = await declared(store)
    later = clock.now() + timedelta(minutes=1)
    async with store.writing() as tx:
        specs = [TimerSpec(kind="warn", subject="", due_at=due_at) for due_at in (clock.now(), later)]
        await tx.set_timers(number, specs)
    async with store.reading() as reader:
        assert await reader.next_timer() == later


async def test_a_timer_of_no_incident_is_refused(store: Database, clock):
    with pytest.raises(IntegrityError):
        await set_timer(store, 99, "warn", clock.now())


async def test_a_timer_fires_again_when_the_transaction_that_fired_it_failed(store: Database, clock):
    async def fail() -> None:
        async with store.writing() as tx:
            [timer] = await tx.due_timers(clock.now())
            await tx.finish_timer(timer)
            raise RuntimeError

    await set_timer(store, await declared(store), "warn", clock.now())
    with pytest.raises(RuntimeError):
        await fail()
    assert len(await due(store, clock)) == 1


async def test_eight_workers_fire_three_hundred_timers_once_each(store: Database, url: str, clock):
    numbers = await incidents(store, 30)
    async with store.writing() as tx:
        for number in numbers:
            specs = [TimerSpec(kind="warn", subject=str(each), due_at=clock.now()) for each in range(10)]
            await tx.set_timers(number, specs)

    async def fire(database: Database) -> bool:
        async with database.writing() as tx:
            for timer in await tx.due_timers(clock.now(), limit=3):
                if await tx.finish_timer(timer):
                    await record(tx, timer.number, note(timer.subject))
        async with database.reading() as reader:
            return await reader.next_timer() is not None

    async def work(database: Database) -> None:
        while await fire(database):
            pass

    async with opened(url, clock) as replica, asyncio.timeout(60):
        await asyncio.gather(*(work(replica if each % 2 else store) for each in range(8)))
    async with store.reading() as reader:
        for number in numbers:
            fired = [entry.event.text for entry in await reader.entries(number, kinds={"note"})]
            assert sorted(fired) == [str(each) for each in range(10)]


async def test_a_tick_passes_over_an_incident_that_is_being_changed(store: Database, databases, clock):
    """Else the tick would hold a timer that the change waits to move, and wait for the incident the change holds."""
    if not isinstance(databases, PostgresServer):
        pytest.skip("SQLite has one writer")
    busy, idle = await incidents(store, 2)
    for number in (busy, idle):
        await set_timer(store, number, "warn", clock.now())
    async with asyncio.timeout(5), store.writing() as change:
        await change.lock(busy)
        async with store.writing() as tick:
            assert [timer.number for timer in await tick.due_timers(clock.now())] == [idle]
            await tick.lock(idle)
            await change.set_timers(busy, [TimerSpec(kind="warn", subject="", due_at=clock.now())])
