"""Review draft and export of 10,000 entries, the memory of exporting 100,000, and acks while documents are built."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.kit import (
    Figure,
    Remote,
    at_most,
    everything,
    median,
    percentile,
    quiet,
    running,
    seen,
    sqlite,
)
from bot.bootstrap import Posko
from bot.warroom.base import Person, SlackRef
from bot.warroom.events import MessageMarked, MessagePosted
from bot.warroom.timeline import Fact

ENTRIES = 10_000
MANY = 100_000
DOCUMENTS = (("review", "md"), ("review", "html"), ("timeline", "json"), ("timeline", "csv"))
SIZES = (1_000, 10_000, 100_000)
FORMS = ("md", "html", "csv", "xlsx", "json", "pdf", "docx")
PAGED = {"pdf", "docx"}
AT_ONCE = 2_000
ONE_IN = 20  # entries that mark a key moment
ROUNDS = 3
RATE = 100.0
SECONDS = 10.0
WORDS = "checkout answers 502 for about one request in five; pool of orders-db exhausted since 10:02, replica is fine"


async def run() -> list[Figure]:
    """The figures."""
    async with everything() as (stack, (remote,)):
        url = await stack.enter_async_context(sqlite())
        bot = await stack.enter_async_context(running(remote, url))
        told = await remote.ask("declare", titles=["Shop is down"])
        await quiet(bot)
        await fill(bot, ENTRIES)
        figures = [figure for what, form in DOCUMENTS for figure in await _seconds(bot, what, form)]
        figures += await _acks(bot, remote, await remote.ask("channel", name=told["rooms"][0]))
        few = await peak(url)
        await fill(bot, MANY - ENTRIES)
        many = await peak(url)
    figures += [figure for size in SIZES for figure in await _every_form(size)]
    return [
        *figures,
        seen(f"`posko export`, {ENTRIES:,} entries: peak memory", few, " MB"),
        at_most(f"{MANY:,} entries: times the memory of {ENTRIES:,}", many / few, 1.1),
    ]


async def _every_form(size: int) -> list[Figure]:
    """Seconds and peak memory of the review draft and of each export of an incident of this size, by `posko`."""
    async with everything() as (stack, (remote,)):
        url = await stack.enter_async_context(sqlite())
        async with running(remote, url) as bot:
            await remote.ask("declare", titles=["Shop is down"])
            await quiet(bot)
            await fill(bot, size)
        return [figure for form in ("review", *FORMS) for figure in await _written(url, size, form)]


async def _written(url: str, size: int, form: str) -> list[Figure]:
    begun = time.perf_counter()
    asked = ("review", "MI-1") if form == "review" else ("export", "MI-1", "--format", form)
    memory = await peak(url, asked)
    seconds = time.perf_counter() - begun
    what = f"{size:,} entries: `posko {' '.join(asked)}`, start of Python and all"
    aimed = form in PAGED and size == ENTRIES
    timed = at_most(what, seconds, 10, " s") if aimed else seen(what, seconds, " s")
    return [timed, seen("the same: peak memory (without the process that sets pages)", memory, " MB")]


async def fill(bot: Posko, count: int) -> None:
    """So many messages more, some of them marked."""
    for start in range(0, count, AT_ONCE):
        async with bot.store.writing() as tx:
            stored = await tx.lock(1)
            facts = [_fact(stored.head.seq + n) for n in range(min(AT_ONCE, count - start))]
            await bot.engine.record(tx, stored, facts)
    await quiet(bot)


def _fact(number: int) -> Fact:
    ts = f"1700000000.{number:06d}"
    said = MessagePosted(text=f"{number}: {WORDS}")
    marked = MessageMarked(mark="observation", target=ts, text=WORDS, author="Budi Santoso")
    return Fact(
        event=marked if number % ONE_IN == 0 else said,
        occurred_at=datetime.now(UTC) + timedelta(milliseconds=number),
        actor=Person(id=f"U{number % 8}", name=f"Responder {number % 8}"),
        source="message",
        slack=SlackRef(channel="C1", ts=ts),
        evidence=f"https://example.slack.com/archives/C1/p{number}",
        key=f"m:C1:{ts}",
    )


async def _seconds(bot: Posko, what: str, form: str) -> list[Figure]:
    taken, used = [], []
    for _ in range(ROUNDS):
        begun, before = time.perf_counter(), time.process_time()
        await bot.documents.build(1, what, form)  # type: ignore[arg-type]
        taken.append(time.perf_counter() - begun)
        used.append(time.process_time() - before)
    return [
        at_most(f"{ENTRIES:,} entries: {what} as {form}", median(taken), 2, " s"),
        seen("the same: processor time", median(used), " s"),
    ]


async def _acks(bot: Posko, remote: Remote, channel: str) -> list[Figure]:
    """Acks of messages while documents are built one after the other."""
    building = asyncio.create_task(_without_end(bot))
    told = await remote.ask("offer", channel=channel, rate=RATE, seconds=SECONDS)
    building.cancel()
    waits = [seconds * 1000 for seconds in told["latencies"]]
    return [
        seen(f"reviews and exports all the while, {RATE:g} messages/s: ack p50", percentile(waits, 50), " ms"),
        at_most("the same: ack p99", percentile(waits, 99), 100, " ms"),
    ]


async def _without_end(bot: Posko) -> None:
    while True:
        await bot.documents.build(1, "review", "html")
        await bot.documents.build(1, "timeline", "json")
        await bot.documents.build(1, "timeline", "docx")


async def peak(url: str, asked: tuple[str, ...] = ("export", "MI-1", "--format", "json")) -> float:
    """The most memory in MB that `posko export` of the first incident takes."""
    # Not getrusage: a process begins with the highest figure of the one that started it.
    code = "from bot.__main__ import main\ntry: main()\nfinally: print(open('/proc/self/status').read())"
    command = [sys.executable, "-c", code, *asked, "-o", os.devnull]
    environment = {**os.environ, "POSKO_DATABASE_URL": url}
    done = await asyncio.to_thread(
        subprocess.run, command, env=environment, capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return next(int(line.split()[1]) / 1024 for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
