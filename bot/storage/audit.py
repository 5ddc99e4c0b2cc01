"""What no hash of the chain covers: the columns that queries look at must say what the record says.

A title, a kind or the private mark changed behind our back would otherwise show in lists while the chain still holds.
It reads only, and judges rows one by one, so that one that cannot be read is named instead of stopping everything.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.codec import entry_of, incident_of, incident_row
from bot.storage.tables import entries, incidents, words
from bot.storage.words import FINDABLE, of_incident, row_id, seq_of, word_rows
from bot.warroom.base import Value


class Misfit(Value):
    """The first row that does not fit the record: an entry's, or (`seq` None) the incident's own.

    `derived` when it is the search index that does not fit: that is made anew, and the record may be whole.
    """

    seq: int | None
    why: str
    derived: bool = False


async def audit(connection: AsyncConnection, number: int) -> Misfit | None:
    """The first misfit of an incident, entries first; None when all rows fit (or there is no such incident)."""
    rows = await connection.execute(select(entries).where(entries.c.number == number).order_by(entries.c.seq))
    for row in rows:
        why = _of_entry(row)
        if why:
            return Misfit(seq=row.seq, why=why)
    found = (await connection.execute(select(incidents).where(incidents.c.number == number))).first()
    why = _of_incident(found) if found else ""
    if found and not why:
        return await _of_words(connection, number, found.record)
    return Misfit(seq=None, why=why) if why else None


async def _of_words(connection: AsyncConnection, number: int, record: str) -> Misfit | None:
    """The first text of the search index that is not the record's, or that is missing there."""
    stored = {row.id: dict(row._mapping) for row in await connection.execute(select(words).where(of_incident(number)))}
    if row_id(number) not in stored:
        return None  # the running bot has not come to index it yet
    findable = select(entries).where(entries.c.number == number, entries.c.kind.in_(FINDABLE))
    found = [entry_of(row) for row in await connection.execute(findable.order_by(entries.c.seq))]
    expected = {row["id"]: row for row in word_rows(number, incident_of(record), found)}
    wrong = sorted(id_ for id_ in expected.keys() | stored.keys() if expected.get(id_) != stored.get(id_))
    why = "the search index says something else than the record: `posko reindex` makes it anew"
    return Misfit(seq=seq_of(wrong[0]) or None, why=why, derived=True) if wrong else None


def _of_entry(row: Any) -> str:
    try:
        entry = entry_of(row)
    except ValueError:  # JSON's and pydantic's errors are both of this kind
        return "it cannot be read: what is stored is no entry"
    if entry.seq != row.seq:
        return f"its row calls it {row.seq}, its header {entry.seq}"
    return "" if entry.kind == row.kind else f"its row says {row.kind}, the entry {entry.kind}"


def _of_incident(row: Any) -> str:
    try:
        expected = incident_row(incident_of(row.record))
    except ValueError:
        return "the stored state cannot be read"
    stored = row._mapping
    wrong = [name for name, value in expected.items() if name != "record" and stored[name] != value]
    return f"the column {wrong[0]} differs from the record" if wrong else ""
