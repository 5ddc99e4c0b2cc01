"""The in-process ticker: it calls each job again and again while the process lives.

It holds no state. What is due, and whether it was done, is in the database, so a tick that is late, skipped or run by
another replica changes nothing. A job that breaks off is logged and counted, and ticks again: this is one of the four
places where any exception may be caught.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.telemetry import Metrics

Job = Callable[[], Awaitable[object]]


class Ticker:
    """Calls each job at once and then every so many seconds, never a second time while it still runs."""

    def __init__(self, jobs: Mapping[str, tuple[Job, float]], metrics: Metrics) -> None:
        self._jobs = dict(jobs)
        self._metrics = metrics
        self._log = structlog.get_logger(__name__)
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # a late tick is as good as one in time, and many late ones are one: the database knows what is due
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to tick, in the running event loop."""
        for name, (job, seconds) in self._jobs.items():
            self._scheduler.add_job(
                self._tick, "interval", (name, job), id=name, seconds=seconds, next_run_time=datetime.now(UTC)
            )
        self._scheduler.start()

    async def stop(self, within: float = 5.0) -> None:
        """Begin no further tick, give the running ones so many seconds to finish, then cancel them."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=within)
        # APScheduler cancels what still runs, one turn of the loop later
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _tick(self, name: str, job: Job) -> None:
        task: asyncio.Task[None] | None = asyncio.current_task()
        if task:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await job()
        except Exception:  # noqa: BLE001 - the boundary: a tick that breaks off must not end the ticking
            self._metrics.tick_failed(name)
            self._log.exception("tick_failed", job=name)
