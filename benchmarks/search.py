"""Search over 100,000 key moments of 5,000 incidents, on both databases; and what the index costs whoever writes."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

from benchmarks.kit import Figure, at_most, median, percentile, postgresql, seen, sqlite
from bot.clock import SystemClock
from bot.storage import Database, open_store
from bot.storage.words import WordWrites
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.evolution import evolve, replay
from bot.warroom.incident import Incident
from bot.warroom.searching.query import read_query
from bot.warroom.timeline import Fact, Head, seal

INCIDENTS, MOMENTS, AT_ONCE = 5_000, 20, 250
ASKED, LIMIT = 300, 200
WRITTEN = 600
SARI = Person(id="U1", name="Sari")
NOON = datetime(2025, 1, 6, 5, tzinfo=UTC)
COMMON = ("gateway", "restart", "payments", "timeout", "rollback", "database", "proxy", "pelanggan", "gagal", "lambat")
RARE = tuple(f"node{number}x" for number in range(4_000))
SERVICES = ("payments", "cards", "vpn", "shop", "warehouse", "mail", "login", "search")
KINDS: tuple[e.MarkKind, ...] = ("decision", "action", "hypothesis", "note", "impact")
QUESTIONS = (
    "{rare}", "{common}", "{common} {rare}", "{common} {other}", '"{common} {other}"', "{common} -{other}", "pa",
    "{other}", "service:{service} {common}", "kind:decision {common}", "sev2 2026 {common}", "open",
    "{common} {other} {rare}",
)  # fmt: skip


async def run() -> list[Figure]:
    """The figures of both databases."""
    figures: list[Figure] = []
    for name, fresh in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        figures += await _on(name, fresh)
    return figures


async def _on(name: str, fresh: Callable[[], AbstractAsyncContextManager[str]]) -> list[Figure]:
    chance = random.Random(7)
    async with fresh() as url, _opened(url) as store:
        begun = time.perf_counter()
        await _fill(store, chance)
        filled = time.perf_counter() - begun
        times, alike = await _asked(store, chance), await _alike(store, chance)
        without, with_it = await _written(store, chance)
    return [
        seen(f"{name}: recording {INCIDENTS * MOMENTS:,} key moments", filled, " s"),
        at_most(f"{name}: a search, p50", median(times), LIMIT, " ms"),
        at_most(f"{name}: a search, p99", percentile(times, 99), LIMIT, " ms"),
        seen(f"{name}: similar incidents of a title, p99", percentile(alike, 99), " ms"),
        seen(f"{name}: recording a key moment with the index, p50", with_it, " ms"),
        seen(f"{name}: the same without, p50", without, " ms"),
    ]


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    store = open_store(url, SystemClock())
    try:
        yield store
    finally:
        await store.close()


async def _fill(store: Database, chance: random.Random) -> None:
    for start in range(0, INCIDENTS, AT_ONCE):
        async with store.writing() as tx:
            for _each in range(AT_ONCE):
                number = await tx.take_number()
                entries = seal(Head(), _story(number, chance), NOON)
                await tx.append(replay(entries), entries, [None] * len(entries))
        if not start:
            await _analysed(store)
    await _analysed(store)


async def _analysed(store: Database) -> None:
    """What PostgreSQL does by itself within a minute."""
    async with store._engines.writing() as connection:
        if connection.dialect.name == "postgresql":
            await connection.exec_driver_sql("ANALYZE")


def _story(number: int, chance: random.Random) -> list[Fact]:
    at = NOON + timedelta(hours=3 * number)
    service = SERVICES[number % len(SERVICES)]
    declared = e.IncidentDeclared(
        number=number, reference=f"MI-{number}", title=f"{service} {' '.join(chance.sample(COMMON, 2))}",
        severity=f"sev{1 + number % 4}", reporter=SARI, services=(service,), private=number % 50 == 0,
    )  # fmt: skip
    remarks = [e.Remark(kind=KINDS[moment % len(KINDS)], text=_words(chance)) for moment in range(MOMENTS)]
    end = e.IncidentResolved(before="investigating", text="Restarted") if number % 100 else e.RoomArchived()
    return [Fact(event=event, occurred_at=at, actor=SARI) for event in (declared, *remarks, end)]


def _words(chance: random.Random) -> str:
    return " ".join([*chance.sample(COMMON, 3), *chance.sample(RARE, 7)])


async def _asked(store: Database, chance: random.Random) -> list[float]:
    times = []
    for turn in range(ASKED):
        common, other = chance.sample(COMMON, 2)
        words = {"common": common, "other": other, "rare": chance.choice(RARE), "service": chance.choice(SERVICES)}
        query = read_query(QUESTIONS[turn % len(QUESTIONS)].format(**words), ("sev1", "sev2", "sev3", "sev4"), "UTC")
        begun = time.perf_counter()
        async with store.reading() as reader:
            await reader.find(query, _public)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _public(state: Incident) -> bool:
    return not state.private


async def _alike(store: Database, chance: random.Random) -> list[float]:
    times = []
    for _turn in range(50):
        begun = time.perf_counter()
        async with store.reading() as reader:
            await reader.alike([*chance.sample(COMMON, 4), chance.choice(RARE)], ["payments"], 50)
        times.append((time.perf_counter() - begun) * 1000)
    return times


async def _written(store: Database, chance: random.Random) -> tuple[float, float]:
    """Milliseconds for one key moment in a transaction of its own, without the index and with it, by turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    whole = WordWrites.index

    async def nothing(*_given: object) -> None:
        """No index."""

    for turn in range(WRITTEN):
        WordWrites.index = whole if turn % 2 else nothing  # type: ignore[method-assign,assignment]
        begun = time.perf_counter()
        async with store.writing() as tx:
            stored = await tx.lock(1 + turn % INCIDENTS)
            remark = Fact(event=e.Remark(kind="note", text=_words(chance)), occurred_at=NOON, actor=SARI)
            entries = seal(stored.head, [remark], NOON)
            await tx.append(evolve(stored.state, entries[0]), entries, [None])
        times[bool(turn % 2)].append((time.perf_counter() - begun) * 1000)
    WordWrites.index = whole  # type: ignore[method-assign]
    return median(times[False]), median(times[True])
