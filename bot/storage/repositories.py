"""Writes of incidents: taking a number, locking, appending. What to append is decided in the core."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from bot.storage import tables
from bot.storage.codec import entry_row, incident_row, later_ts, plain, swarm_room_rows
from bot.storage.errors import StaleHead
from bot.storage.queries import INCIDENT
from bot.storage.tables import counters, incidents, swarm_rooms
from bot.storage.words import WordWrites
from bot.warroom.incident import Incident
from bot.warroom.ports import Stored
from bot.warroom.timeline import Entry

# SQLite takes 32,766 values in one statement, asyncpg 32,767.
KEYS_AT_ONCE = 10_000
LOCKED = INCIDENT.with_for_update(key_share=True)


class IncidentWrites(WordWrites):
    """The part of the core's `Transaction` that changes incidents."""

    def __init__(self, *shared: Any) -> None:
        super().__init__(*shared)
        self._states: dict[int, Incident] = {}

    async def lock(self, number: int) -> Stored:
        """The incident, locked against other writers until commit. Raises UnknownIncident.

        FOR NO KEY UPDATE: it shuts out other writers, but not the foreign keys of rows that point here.
        """
        row = await self._row(LOCKED, number)
        stored = self._stored_of(row)
        self._states[number] = stored.state
        return stored

    async def take_number(self) -> int:
        """The next running number. The counter's row is locked until commit, so there are no gaps."""
        following = update(counters).where(counters.c.name == "incident").values(value=counters.c.value + 1)
        number = await self._connection.scalar(following.returning(counters.c.value))
        if number is None:
            raise LookupError("the counter of incidents is missing: the database is not migrated")
        return int(number)

    async def known_keys(self, number: int, keys: Collection[str]) -> set[str]:
        """Which of these fact keys the incident's log already holds."""
        log = tables.entries.c
        stored = {plain(key): key for key in keys}
        asked = list(stored)
        known: set[str] = set()
        for start in range(0, len(asked), KEYS_AT_ONCE):
            some = asked[start : start + KEYS_AT_ONCE]
            query = select(log.fact_key).where(log.number == number, log.fact_key.in_(some))
            known.update(stored[key] for key in await self._connection.scalars(query))
        return known

    async def append(self, state: Incident, entries: Sequence[Entry], keys: Sequence[str | None]) -> None:
        """Add sealed entries with their fact keys, and store the state and head they lead to.

        The state is written only when it is another object than the one locked: `evolve` returns the same one when
        nothing changed, and a chatty room must not rewrite its record with every message. Raises StaleHead.
        """
        if not entries:
            return
        if entries[0].seq > 1 and state.number not in self._states:
            await self.lock(state.number)
        before = self._states.get(state.number)
        await self._store_state(state, entries)
        rows = [entry_row(state, entry, key) for entry, key in zip(entries, keys, strict=True)]
        await self._connection.execute(insert(tables.entries), rows)
        await self.index(before, state, entries)

    async def _store_state(self, state: Incident, added: Sequence[Entry]) -> None:
        number, first, last = state.number, added[0], added[-1]
        changed: dict[str, Any] = {"head_seq": last.seq, "head_hash": last.hash}
        if self._states.get(number) is not state:
            changed |= incident_row(state)
        await self._store_row(number, first, changed)
        await self._store_swarm_rooms(self._states.get(number), state)
        self._states[number] = state

    async def _store_swarm_rooms(self, before: Incident | None, state: Incident) -> None:
        known = swarm_room_rows(before) if before else []
        for row in swarm_room_rows(state):
            if row not in known:
                stored = self._insert(swarm_rooms).values(row)
                await self._change(stored.on_conflict_do_update(index_elements=["channel"], set_=row))

    async def _store_row(self, number: int, first: Entry, changed: dict[str, Any]) -> None:
        if first.seq == 1:
            await self._connection.execute(insert(incidents).values(number=number, **changed))
            return
        following = (incidents.c.number == number) & (incidents.c.head_hash == first.prev_hash)
        if await self._change(update(incidents).where(following).values(**changed)) != 1:
            raise StaleHead(f"entry {first.seq} of incident {number} does not follow the stored head")

    async def caught_up(self, number: int, ts: str, swarm_room: str = "") -> None:
        """Everything said at the top of the room (or of a swarm's) up to this `ts` is stored. An earlier `ts` changes
        nothing.
        """
        table = swarm_rooms if swarm_room else incidents
        row = swarm_rooms.c.channel == plain(swarm_room) if swarm_room else incidents.c.number == number
        known = await self._connection.scalar(select(table.c.caught_up).where(row).with_for_update(key_share=True))
        if known is None or later_ts(ts, known):
            await self._change(update(table).where(row).values(caught_up=plain(ts)))
