"""The clocks keep aware time in UTC, and the manual one wakes its sleepers in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import ManualClock, ScaledClock, SlackTime, SystemClock

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def seconds_after_noon(clock: ManualClock | ScaledClock) -> float:
    return (clock.now() - NOON).total_seconds()


async def start(*coroutines) -> list[asyncio.Task[None]]:
    tasks = [asyncio.ensure_future(each) for each in coroutines]
    await asyncio.sleep(0)
    return tasks


def test_the_system_clock_speaks_utc():
    assert SystemClock().now().utcoffset() == timedelta(0)


async def test_the_system_clock_does_not_sleep_for_times_past():
    await asyncio.wait_for(SystemClock().sleep(-5), timeout=1)


@pytest.mark.parametrize("clock", [lambda at: ManualClock(at), lambda at: ScaledClock(2, at)])
def test_a_start_without_a_zone_is_refused(clock):
    with pytest.raises(ValueError, match="aware"):
        clock(NOON.replace(tzinfo=None))


def test_a_start_in_another_zone_is_the_same_moment_in_utc():
    jakarta = datetime(2026, 11, 24, 19, 0, tzinfo=timezone(timedelta(hours=7)))
    assert ManualClock(jakarta).now().isoformat() == "2026-11-24T12:00:00+00:00"


def test_a_scaled_clock_runs_faster_by_its_factor():
    real = [100.0]
    clock = ScaledClock(60, NOON, ticking=lambda: real[0])
    real[0] += 2
    assert seconds_after_noon(clock) == 120


async def test_a_scaled_clock_sleeps_shorter_by_its_factor():
    await asyncio.wait_for(ScaledClock(1_000_000, NOON).sleep(3600), timeout=1)


def test_a_scaled_clock_cannot_stand_or_run_backwards():
    with pytest.raises(ValueError, match="factor"):
        ScaledClock(0, NOON)


async def test_the_manual_clock_wakes_sleepers_in_the_order_they_are_due():
    clock, woken = ManualClock(NOON), []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(name)

    tasks = await start(sleeper("late", 30), sleeper("early", 10), sleeper("early too", 10), sleeper("later", 31))
    clock.advance(30)
    await asyncio.gather(*tasks[:3])
    assert woken == ["early", "early too", "late"]
    assert clock.asleep == 1
    tasks[3].cancel()


async def test_nobody_wakes_before_time():
    clock = ManualClock(NOON)
    (task,) = await start(clock.sleep(10))
    await clock.run(9.999)
    assert not task.done()
    await clock.run(0.001)
    assert task.done()


async def test_running_shows_each_sleeper_the_moment_it_was_due_and_lets_it_sleep_again():
    clock, seen = ManualClock(NOON), []

    async def ticker() -> None:
        while True:
            await clock.sleep(10)
            seen.append(seconds_after_noon(clock))

    (task,) = await start(ticker())
    await clock.run(35)
    assert seen == [10, 20, 30]
    assert seconds_after_noon(clock) == 35
    task.cancel()


async def test_a_sleeper_that_gave_up_does_not_disturb_the_others():
    clock = ManualClock(NOON)
    gone, waiting = await start(clock.sleep(5), clock.sleep(6))
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert clock.asleep == 1
    clock.advance(6)
    await asyncio.wait_for(waiting, timeout=1)


async def test_sleeping_for_nothing_needs_no_move_of_the_clock():
    clock = ManualClock(NOON)
    await asyncio.wait_for(clock.sleep(0), timeout=1)
    assert clock.now() == NOON


def test_time_never_goes_back():
    with pytest.raises(ValueError, match="back"):
        ManualClock(NOON).advance(-1)


async def test_a_clock_minutes_away_from_slacks_goes_by_slacks_until_they_agree_again():
    ours = ManualClock(NOON)
    clock = SlackTime(ours)
    clock.told(NOON + timedelta(minutes=2))
    assert clock.now() == NOON + timedelta(minutes=2)
    ours.advance(10)
    clock.told(NOON + timedelta(minutes=2, seconds=14))
    assert clock.now() == NOON + timedelta(minutes=2, seconds=10)
    clock.told(ours.now() + timedelta(seconds=3))
    assert clock.now() == ours.now()


async def test_a_few_seconds_between_slacks_clock_and_ours_are_left_alone():
    clock = SlackTime(ManualClock(NOON))
    for seconds in (-29, 29, 5):
        clock.told(NOON + timedelta(seconds=seconds))
        assert clock.now() == NOON
