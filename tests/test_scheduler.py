"""The ticker ticks at once and on, survives what breaks off, and lets running ticks finish."""

from __future__ import annotations

import asyncio

import pytest

from bot.scheduler import Ticker
from bot.telemetry import Metrics

OFTEN = 0.001
SELDOM = 3600.0


class Job:
    """Counts its runs; may break off, and may wait at a gate."""

    def __init__(self, *, breaks: bool = False, gate: asyncio.Event | None = None) -> None:
        self.begun = 0
        self.ended = 0
        self.most_at_once = 0
        self._breaks = breaks
        self._gate = gate
        self._progress = asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        self.most_at_once = max(self.most_at_once, self.begun - self.ended)
        self._progress.set()
        if self._breaks:
            raise RuntimeError("no database")
        if self._gate:
            await self._gate.wait()
        self.ended += 1

    async def until_begun(self, times: int) -> None:
        async with asyncio.timeout(5):
            while self.begun < times:
                self._progress.clear()
                await self._progress.wait()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


async def test_a_job_ticks_at_once_and_not_only_after_its_interval(metrics):
    job = Job()
    ticker = Ticker({"relay": (job, SELDOM)}, metrics)
    ticker.start()
    await job.until_begun(1)
    await ticker.stop()
    assert job.begun == 1


async def test_a_job_ticks_on(metrics):
    job = Job()
    ticker = Ticker({"relay": (job, OFTEN)}, metrics)
    ticker.start()
    await job.until_begun(3)
    await ticker.stop()


async def test_a_job_that_breaks_off_is_counted_and_ticks_on(metrics):
    broken, sound = Job(breaks=True), Job()
    ticker = Ticker({"timers": (broken, OFTEN), "relay": (sound, OFTEN)}, metrics)
    ticker.start()
    await broken.until_begun(3)
    await sound.until_begun(3)
    await ticker.stop()
    assert metrics.registry.get_sample_value("posko_ticks_failed_total", {"job": "timers"}) == broken.begun
    assert metrics.registry.get_sample_value("posko_ticks_failed_total", {"job": "relay"}) is None


async def test_a_job_never_runs_beside_itself(metrics):
    gate = asyncio.Event()
    slow, quick = Job(gate=gate), Job()
    ticker = Ticker({"slow": (slow, OFTEN), "quick": (quick, OFTEN)}, metrics)
    ticker.start()
    await quick.until_begun(5)
    assert slow.begun == 1
    gate.set()
    await slow.until_begun(2)
    await ticker.stop()
    assert slow.most_at_once == 1


async def test_stopping_lets_a_running_tick_finish(metrics):
    gate = asyncio.Event()
    job = Job(gate=gate)
    ticker = Ticker({"relay": (job, SELDOM)}, metrics)
    ticker.start()
    await job.until_begun(1)
    stopping = asyncio.ensure_future(ticker.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    gate.set()
    await stopping
    assert job.ended == 1


async def test_stopping_waits_no_longer_than_it_was_told(metrics):
    job = Job(gate=asyncio.Event())
    ticker = Ticker({"relay": (job, SELDOM)}, metrics)
    ticker.start()
    await job.until_begun(1)
    await asyncio.wait_for(ticker.stop(within=0.01), timeout=5)
    assert job.ended == 0


async def test_nothing_ticks_after_the_stop(metrics):
    job, other = Job(), Job()
    ticker = Ticker({"relay": (job, OFTEN)}, metrics)
    ticker.start()
    await job.until_begun(2)
    await ticker.stop()
    begun = job.begun
    still_ticking = Ticker({"other": (other, OFTEN)}, metrics)
    still_ticking.start()
    await other.until_begun(5)
    await still_ticking.stop()
    assert job.begun == begun


async def test_stopping_what_never_started_is_no_mistake(metrics):
    await Ticker({}, metrics).stop()
