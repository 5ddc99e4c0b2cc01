"""Putting a whole record back, entry by entry as it was sealed. It checks only that its place is free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.codec import entry_row, incident_row, swarm_room_rows, to_text
from bot.storage.tables import counters, entries, incidents, swarm_rooms, words
from bot.storage.words import word_rows
from bot.warroom.ports import WholeRecord
from bot.warroom.timeline import Entry

AT_ONCE = 500


class NumberTaken(Exception):  # noqa: N818 - said of the database, like StoreUnavailable
    """There is an incident of this number already."""


async def put(connection: AsyncConnection, record: WholeRecord) -> None:
    """Store it, and let the next incident have a later number. Raises NumberTaken."""
    number, last = record.state.number, record.entries[-1]
    if await connection.scalar(select(incidents.c.number).where(incidents.c.number == number)) is not None:
        raise NumberTaken
    head = {"head_seq": last.seq, "head_hash": last.hash}
    await connection.execute(insert(incidents).values(number=number, **incident_row(record.state), **head))
    if rooms := swarm_room_rows(record.state):
        await connection.execute(insert(swarm_rooms), rooms)
    for start in range(0, len(record.entries), AT_ONCE):
        await connection.execute(insert(entries), _rows(record, start))
    found = word_rows(number, record.state, record.entries)
    for start in range(0, len(found), AT_ONCE):
        await connection.execute(insert(words), found[start : start + AT_ONCE])
    counter = update(counters).where(counters.c.name == "incident", counters.c.value < number)
    await connection.execute(counter.values(value=number))


def _rows(record: WholeRecord, start: int) -> Sequence[dict[str, Any]]:
    some = zip(record.entries[start : start + AT_ONCE], record.events[start : start + AT_ONCE], strict=True)
    return [{**entry_row(record.state, entry, _key(entry)), "event": to_text(event)} for entry, event in some]


def _key(entry: Entry) -> str | None:
    """The key of a message, so that a room that is read again brings no message twice; other keys are not exported."""
    slack = entry.slack
    return f"m:{slack.channel}:{slack.ts}" if entry.kind == "message" and slack and slack.ts else None
