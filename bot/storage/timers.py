"""Timers: one row per incident, kind and subject. Time is truth here; it decides nothing when one fires.

Whoever takes due timers holds their incidents too. A tick that held only the timers would wait for an incident whose
holder waits to move one of those timers, and the database would have to kill one of the two.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from bot.storage.base import Bound
from bot.storage.codec import plain
from bot.storage.tables import incidents
from bot.storage.tables import timers as table
from bot.warroom.base import Moment
from bot.warroom.ports import Timer, TimerSpec


class TimerWrites(Bound):
    """The part of the core's `Transaction` that sets, takes and finishes timers."""

    async def set_timers(self, number: int, timers: Sequence[TimerSpec]) -> None:
        """Set or move timers; each setting is a new generation. Of two for one kind and subject the last counts."""
        last = {(each.kind, each.subject): each.due_at for each in timers}
        rows = [
            {"number": number, "kind": plain(kind), "subject": plain(subject), "due_at": due_at, "generation": 1}
            for (kind, subject), due_at in sorted(last.items())
        ]
        if not rows:
            return
        statement = self._insert(table)
        moved = {"due_at": statement.excluded.due_at, "generation": table.c.generation + 1}
        statement = statement.on_conflict_do_update(index_elements=["number", "kind", "subject"], set_=moved)
        await self._connection.execute(statement, rows)

    async def cancel_timers(self, number: int, kinds: Collection[str], subject: str | None = None) -> None:
        """Take away the timers of these kinds (of one subject, if given)."""
        gone = delete(table).where(table.c.number == number, table.c.kind.in_([plain(kind) for kind in kinds]))
        if subject is not None:
            gone = gone.where(table.c.subject == plain(subject))
        await self._change(gone)

    async def due_timers(self, now: Moment, limit: int = 50) -> list[Timer]:
        """Timers due by now, earliest first, locked with their incidents so that no other replica takes them.

        Timers of an incident that somebody else is changing are left for the next call.
        """
        # Incidents first: rows are locked in this order, and a timer whose incident is passed over stays free.
        both = incidents.join(table, table.c.number == incidents.c.number)
        query = select(table).select_from(both).where(table.c.due_at <= now)
        query = query.order_by(table.c.due_at, table.c.id).limit(limit)
        query = query.with_for_update(skip_locked=True, key_share=True)
        return [Timer.model_validate(dict(row._mapping)) for row in await self._connection.execute(query)]

    async def finish_timer(self, timer: Timer) -> bool:
        """Take a fired timer away; False if another generation has replaced it."""
        fired = delete(table).where(table.c.id == timer.id, table.c.generation == timer.generation)
        return await self._change(fired) == 1
