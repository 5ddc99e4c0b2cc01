"""Builders for incidents in a store, written the way the core writes: lock, seal, evolve, append."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.storage import Database
from bot.warroom import events as e
from bot.warroom.base import Person, SlackRef
from bot.warroom.evolution import evolve
from bot.warroom.incident import Incident
from bot.warroom.ports import Transaction
from bot.warroom.timeline import Entry, Fact, Head, seal

RINA = Person(id="U1", name="rina")
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def fact(event: e.Event, *, key: str | None = None, at: datetime = NOON) -> Fact:
    return Fact(event=event, occurred_at=at, actor=RINA, key=key)


def declaration(number: int, *, title: str = "Payments fail", private: bool = False) -> Fact:
    return fact(
        e.IncidentDeclared(
            number=number, reference=f"MI-{number}", title=title, severity="sev1", reporter=RINA, private=private
        )
    )


def room(number: int) -> Fact:
    return fact(e.RoomOpened(channel=f"C{number}", name=f"mi-{number}"))


def said(text: str, ts: str, *, channel: str = "C1", thread: str | None = None) -> Fact:
    return Fact(
        event=e.MessagePosted(text=text),
        occurred_at=NOON,
        actor=RINA,
        source="message",
        slack=SlackRef(channel=channel, ts=ts, thread_ts=thread),
        key=f"message:{channel}:{ts}",
    )


def note(text: str, *, key: str | None = None) -> Fact:
    return fact(e.Remark(kind="note", text=text), key=key)


async def declare(tx: Transaction, *more: Fact, title: str = "Payments fail", private: bool = False) -> int:
    """A new incident with a room and these facts; its number."""
    number = await tx.take_number()
    facts = [declaration(number, title=title, private=private), room(number), *more]
    await _append(tx, None, Head(), facts)
    return number


async def record(tx: Transaction, number: int, *facts: Fact) -> list[Entry]:
    """Add facts to an incident."""
    stored = await tx.lock(number)
    return await _append(tx, stored.state, stored.head, facts)


async def _append(
    tx: Transaction, state: Incident | None, head: Head, facts: list[Fact] | tuple[Fact, ...]
) -> list[Entry]:
    entries = seal(head, facts, NOON)
    for entry in entries:
        state = evolve(state, entry)
    assert state is not None
    await tx.append(state, entries, [each.key for each in facts])
    return entries


async def declared(store: Database, *more: Fact) -> int:
    """A new incident, committed."""
    async with store.writing() as tx:
        return await declare(tx, *more)


async def incidents(store: Database, amount: int) -> list[int]:
    """So many new incidents, committed."""
    async with store.writing() as tx:
        return [await declare(tx) for _ in range(amount)]
