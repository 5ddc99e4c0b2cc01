"""Reads of incidents and their timeline. Nothing here writes or locks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, select, union_all

from bot.storage.ballots import BallotReads
from bot.storage.codec import entry_of, from_text, plain, swarm_thread
from bot.storage.finding import WordReads
from bot.storage.improvements import ImprovementReads
from bot.storage.subscribers import SubscriberReads
from bot.storage.tables import (
    FAILED,
    WAITING,
    entries,
    incidents,
    outbox,
    people,
    submissions,
    swarm_rooms,
    timers,
)
from bot.warroom.base import Moment
from bot.warroom.errors import UnknownIncident
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import OPEN
from bot.warroom.ports import Stored, Submission, Summary
from bot.warroom.timeline import Entry, Head

ROWS_A_TURN = 25
INCIDENTS_A_QUERY = 500
# Read with every step and every message, so built once.
INCIDENT = select(incidents).where(incidents.c.number == bindparam("wanted"))
_ROOMS = union_all(
    select(incidents.c.number).where(incidents.c.channel == bindparam("room")),
    select(swarm_rooms.c.number).where(swarm_rooms.c.channel == bindparam("room")),
).subquery()
BY_CHANNEL = select(func.max(_ROOMS.c.number))
LANGUAGE = select(people.c.language).where(people.c.id == bindparam("user"))
ENTRIES = select(entries).where(entries.c.number == bindparam("wanted"), entries.c.seq > bindparam("after"))


class SqlReader(BallotReads, SubscriberReads, WordReads, ImprovementReads):
    """The core's `Reader` on a database."""

    async def incident(self, number: int) -> Incident:
        """The incident's state. Raises UnknownIncident."""
        return (await self.stored(number)).state

    async def stored(self, number: int) -> Stored:
        """State and head from one snapshot. Raises UnknownIncident."""
        return self._stored_of(await self._row(INCIDENT, number))

    def _stored_of(self, row: Any) -> Stored:
        return Stored(state=self._incident_of(row.record), head=Head(seq=row.head_seq, hash=row.head_hash))

    async def _row(self, query: Select[Any], number: int) -> Any:
        row = (await self._connection.execute(query, {"wanted": number})).first()
        if row is None:
            raise UnknownIncident(reference=number)
        return row

    async def by_channel(self, channel: str) -> int | None:
        """The number of the incident whose room, or room of a swarm, this channel is."""
        number: int | None = await self._connection.scalar(BY_CHANNEL, {"room": plain(channel)})
        return number

    async def incidents(self, *, open_only: bool = True, limit: int = 200) -> list[Incident]:
        """Incidents, newest first; with `open_only` those in an open state."""
        query = select(incidents.c.record).order_by(incidents.c.number.desc()).limit(limit)
        if open_only:
            query = query.where(incidents.c.state.in_(OPEN))
        return [self._incident_of(text) for text in await self._connection.scalars(query)]

    async def declared(self, since: Moment, until: Moment) -> list[Incident]:
        """Every incident declared from `since` to before `until`, in the order of their numbers."""
        query = select(incidents.c.record).where(incidents.c.declared_at >= since, incidents.c.declared_at < until)
        texts = (await self._connection.scalars(query.order_by(incidents.c.number))).all()
        found: list[Incident] = []
        for start in range(0, len(texts), ROWS_A_TURN):
            await asyncio.sleep(0)
            found += [self._incident_of(text) for text in texts[start : start + ROWS_A_TURN]]
        return found

    async def entries_of(self, numbers: Collection[int], kinds: Collection[str]) -> dict[int, list[Entry]]:
        """The entries of these kinds of several incidents, each in order."""
        found: dict[int, list[Entry]] = {number: [] for number in numbers}
        wanted = sorted(found)
        for start in range(0, len(wanted), INCIDENTS_A_QUERY):
            some = wanted[start : start + INCIDENTS_A_QUERY]
            query = select(entries).where(entries.c.number.in_(some), entries.c.kind.in_(sorted(kinds)))
            rows = (await self._connection.execute(query.order_by(entries.c.number, entries.c.seq))).all()
            for row, entry in zip(rows, await _entries_of(rows), strict=True):
                found[row.number].append(entry)
        return found

    async def having(self, kind: str) -> list[Incident]:
        """Every incident whose timeline has an entry of this kind, newest first."""
        there = select(entries.c.seq).where(entries.c.number == incidents.c.number, entries.c.kind == kind).exists()
        query = select(incidents.c.record).where(there).order_by(incidents.c.number.desc())
        return [self._incident_of(text) for text in await self._connection.scalars(query)]

    async def rooms(self) -> list[tuple[int, str, str | None]]:
        """Every room that is not archived: number, channel, and the `ts` up to which it was caught up."""
        return await self._open_rooms(incidents)

    async def swarm_rooms(self) -> list[tuple[int, str, str | None]]:
        """The same of the swarms' rooms."""
        return await self._open_rooms(swarm_rooms)

    async def _open_rooms(self, table: Table) -> list[tuple[int, str, str | None]]:
        query = select(table.c.number, table.c.channel, table.c.caught_up)
        query = query.where(table.c.channel.is_not(None), ~table.c.archived).order_by(table.c.number)
        return [(number, channel, ts) for number, channel, ts in await self._connection.execute(query)]

    async def entries(
        self,
        number: int,
        *,
        kinds: Collection[str] | None = None,
        after: int = 0,
        limit: int | None = None,
        latest: bool = False,
    ) -> list[Entry]:
        """Entries in order of sequence; with `latest` and `limit`, the last ones (still in order)."""
        query = ENTRIES.limit(limit)
        if kinds is not None:
            query = query.where(entries.c.kind.in_(sorted(kinds)))
        query = query.order_by(entries.c.seq.desc() if latest else entries.c.seq)
        rows = (await self._connection.execute(query, {"wanted": number, "after": after})).all()
        found = await _entries_of(rows)
        return found[::-1] if latest else found

    async def stream(self, number: int, *, batch: int = 500) -> AsyncIterator[Entry]:
        """All entries in order, in constant memory."""
        after = 0
        while some := await self.entries(number, after=after, limit=batch):
            for entry in some:
                yield entry
            after = some[-1].seq

    async def those(self, number: int, seqs: Collection[int]) -> list[Entry]:
        """The entries of these sequences that there are, in order; a few hundred at once."""
        query = select(entries).where(entries.c.number == number, entries.c.seq.in_(sorted(seqs)))
        return await _entries_of((await self._connection.execute(query.order_by(entries.c.seq))).all()) if seqs else []

    async def by_key(self, number: int, key: str) -> Entry | None:
        """The entry that a fact with this key became."""
        query = select(entries).where(entries.c.number == number, entries.c.fact_key == plain(key))
        row = (await self._connection.execute(query)).first()
        return entry_of(row) if row else None

    async def thread_roots(self, number: int, swarm_room: str = "") -> list[str]:
        """The `ts` of every thread of the room (or of a swarm's) that has stored replies."""
        query = select(entries.c.thread).where(entries.c.number == number, entries.c.thread.is_not(None))
        stored, inside = await self._connection.scalars(query.distinct()), swarm_thread(swarm_room, "")
        if swarm_room:
            return sorted(root.removeprefix(inside) for root in stored if root.startswith(inside))
        return sorted(root for root in stored if ":" not in root)

    async def submissions(self, *, untouched_since: Moment, limit: int = 50) -> list[Submission]:
        """Stored submissions that nobody has finished and whose lease had run out by then; oldest first."""
        query = select(submissions).where(
            submissions.c.finished_at.is_(None), submissions.c.leased_until <= untouched_since
        )
        query = query.order_by(submissions.c.received_at, submissions.c.key).limit(limit)
        return [_submission(row) for row in await self._connection.execute(query)]

    async def language(self, user: str) -> str:
        """The language that somebody chose, or an empty string."""
        return await self._connection.scalar(LANGUAGE, {"user": plain(user)}) or ""

    async def settled(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """Status and note of those outbox rows with these keys that wait no more."""
        query = select(outbox.c.key, outbox.c.status, outbox.c.note)
        query = query.where(outbox.c.key.in_(sorted(map(plain, keys))), outbox.c.status != WAITING)
        return {row.key: (row.status, row.note) for row in await self._connection.execute(query)}

    async def next_timer(self) -> Moment | None:
        """When the earliest timer is due."""
        moment: Moment | None = await self._connection.scalar(select(func.min(timers.c.due_at)))
        return moment

    async def summary(self) -> Summary:
        """Counts for health and metrics."""
        waiting = outbox.c.status == WAITING
        steps, inbox = _count(outbox), _count(submissions)
        counts = {
            "waiting_steps": steps.where(waiting),
            "failed_steps": steps.where(outbox.c.status == FAILED),
            "waiting_submissions": inbox.where(submissions.c.finished_at.is_(None)),
            "open_incidents": _count(incidents).where(incidents.c.state.in_(OPEN), ~incidents.c.drill),
            "oldest_step_at": select(func.min(outbox.c.created_at)).where(waiting),
        }
        query = select(*(each.scalar_subquery().label(name) for name, each in counts.items()))
        return Summary.model_validate(dict((await self._connection.execute(query)).one()._mapping))


async def _entries_of(rows: Sequence[Any]) -> list[Entry]:
    """The entries of rows. Ten thousand take half a second, during which nothing could be acked: so by turns."""
    found = [entry_of(row) for row in rows[:ROWS_A_TURN]]
    for start in range(ROWS_A_TURN, len(rows), ROWS_A_TURN):
        await asyncio.sleep(0)
        found += [entry_of(row) for row in rows[start : start + ROWS_A_TURN]]
    return found


def _count(table: Table) -> Select[Any]:
    return select(func.count()).select_from(table)


def _submission(row: Any) -> Submission:
    return Submission(key=row.key, kind=row.kind, payload=from_text(row.payload), received_at=row.received_at)
