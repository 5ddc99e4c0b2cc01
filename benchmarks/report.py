"""The report of a month over 5,000 incidents: gathering and reckoning, and each file."""

from __future__ import annotations

import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from benchmarks.kit import Figure, at_most, seen, sqlite
from bot.clock import SystemClock
from bot.comms.packs import Packs
from bot.policy import load
from bot.storage import Database, open_store
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.evolution import replay
from bot.warroom.periodic.months import Month
from bot.warroom.policy import Policy
from bot.warroom.timeline import Fact, Head, seal

INCIDENTS = 5_000
AT_ONCE = 250
MONTHS = 6
LIMIT = 10
SERVICES = ("payments", "cards", "vpn", "shop", "warehouse", "mail", "login", "search")
TROUBLES = ("is down", "answers slowly", "loses sessions", "refuses logins", "shows old data")
SARI = Person(id="U1", name="Sari")


async def run() -> list[Figure]:
    """The figures."""
    policy = load(None)
    async with AsyncExitStack() as stack:
        store = open_store(await stack.enter_async_context(sqlite()), SystemClock())
        stack.push_async_callback(store.close)
        month = Month(year=2026, month=11, timezone=policy.timezone)
        await _fill(store, month)
        return await _measured(Packs(store, policy, SystemClock()), month, policy)


async def _measured(packs: Packs, month: Month, policy: Policy) -> list[Figure]:
    begun = time.perf_counter()
    found = await packs.pack(month, at=month.end)
    whole = time.perf_counter() - begun
    figures = [at_most(f"{INCIDENTS:,} incidents of {MONTHS} months: every figure of the pack", whole, LIMIT, " s")]
    for form in ("html", "xlsx", "md"):
        begun = time.perf_counter()
        await packs.build(form, found)
        figures.append(seen(f"the pack as {form}", time.perf_counter() - begun, " s"))
    return figures


async def _fill(store: Database, month: Month) -> None:
    first = month.shifted(1 - MONTHS).begin
    apart = (month.end - first) / INCIDENTS
    for start in range(1, INCIDENTS + 1, AT_ONCE):
        async with store.writing() as tx:
            for _each in range(start, min(start + AT_ONCE, INCIDENTS + 1)):
                number = await tx.take_number()
                facts = _story(number, (first + apart * (number - 1)).astimezone(UTC))
                entries = seal(Head(), facts, facts[-1].occurred_at)
                await tx.append(replay(entries), entries, [None] * len(entries))


def _story(number: int, at: datetime) -> list[Fact]:
    """An incident as most are: two audiences, six updates each, some talk, an hour and a half."""
    service = SERVICES[number % len(SERVICES)]
    title = f"{service} {TROUBLES[number % len(TROUBLES)]}"
    declared = e.IncidentDeclared(
        number=number, reference=f"MI-{number}", title=title, severity="sev2", reporter=SARI, services=(service,)
    )
    events: list[tuple[float, e.Event]] = [(0, declared), (1, e.MimPaged(person=SARI)), (3, e.MimAccepted(person=SARI))]
    for name, minute in (("started", -9), ("detected", -4)):
        moment = at + timedelta(minutes=minute)
        events.append((4, e.MilestoneSet(milestone=name, at=moment, source="said by Sari")))
    for update in range(1, 7):
        audiences = ("executives", "internal")
        events.append((update * 15, e.UpdatePublished(number=update, audiences=audiences, facts={}, text="Going on")))
        due = at + timedelta(minutes=15 * update + 16)
        events += [(update * 15, e.UpdatePromised(audience=audience, due_at=due)) for audience in audiences]
    events += [(60 + minute, e.MessagePosted(text="looking at the pool")) for minute in range(20)]
    events.append((95 + number % 40, e.IncidentResolved(before="investigating", text="New pool")))
    return [Fact(event=event, occurred_at=at + timedelta(minutes=minute), actor=SARI) for minute, event in events]
