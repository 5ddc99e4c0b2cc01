"""The outbox: what is owed outside, its order, its leases. It never does a step, and knows of one only whether it
brings people in.

    waiting ─claim─► waiting, leased ─settle─► done · skipped · failed
       ▲                │        │
       └────postpone────┘        └─lease runs out─► claimed again, now doubtful

A row is `waiting` until it is settled. While it waits, no later row of its lane or slot can be claimed: that keeps
lanes in order, and the row that renders the record anew goes out after the one that is already under way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
    update,
)

from bot.storage.base import Bound, Leases
from bot.storage.codec import Row, from_text, plain, to_text
from bot.storage.engine import Engines
from bot.storage.tables import WAITING, outbox
from bot.warroom.base import Moment
from bot.warroom.ports import Owed, Step


class OutboxWrites(Bound):
    """The part of the core's `Transaction` that owes and settles steps."""

    async def owe(self, owed: Sequence[Owed]) -> None:
        """Add outbox rows; known keys and occupied slots are dropped."""
        rows = await self._free(owed)
        if rows:
            await self._connection.execute(self._insert(outbox).on_conflict_do_nothing(index_elements=["key"]), rows)

    async def _free(self, owed: Sequence[Owed]) -> list[Row]:
        now = self._clock.now()
        taken = await self._occupied({plain(each.slot) for each in owed if each.slot is not None})
        rows = []
        for row in (_row(each, now) for each in owed):
            if row["slot"] not in taken:
                rows.append(row)
            if row["slot"] is not None:
                taken.add(row["slot"])
        return rows

    async def _occupied(self, slots: set[str]) -> set[str]:
        """The slots in which a row waits unclaimed. Those rows are held until we commit.

        Otherwise a relay could take such a row and render the record as it was before this transaction, while we
        drop ours because of it: the change would never be shown.
        """
        if not slots:
            return set()
        query = select(outbox.c.slot).where(outbox.c.status == WAITING, outbox.c.slot.in_(sorted(slots)))
        query = query.where(outbox.c.lease.is_(None)).order_by(outbox.c.id).with_for_update(read=True)
        return set(await self._connection.scalars(query))

    async def settle_step(self, step: Step, status: Literal["done", "skipped", "failed"], note: str) -> bool:
        """End an outbox row; False if the lease is no longer ours (then the caller must change nothing)."""
        settled = {"status": status, "note": plain(note), "settled_at": self._clock.now(), "lease": None}
        return await self._change(HELD.values(leased_until=None, **settled), _holding(step)) == 1


def _row(owed: Owed, now: Moment) -> Row:
    return {
        "key": plain(owed.key),
        "step": plain(owed.step),
        "number": owed.number,
        "payload": to_text(owed.payload),
        "slot": None if owed.slot is None else plain(owed.slot),
        "lane": None if owed.lane is None else plain(owed.lane),
        "status": "waiting",
        "created_at": now,
        "due_at": owed.not_before or now,
    }


# Statements that every step runs several times are built once: building them took longer than running them.
HELD = update(outbox).where(
    outbox.c.id == bindparam("held_id"), outbox.c.status == WAITING, outbox.c.lease == bindparam("held_lease")
)


def _holding(step: Step) -> Row:
    return {"held_id": step.id, "held_lease": step.lease}


def _unblocked() -> ColumnElement[bool]:
    """No earlier row of the same lane or slot waits."""
    earlier = outbox.alias("earlier")
    before = and_(earlier.c.status == WAITING, earlier.c.id < outbox.c.id)
    return and_(
        or_(outbox.c.lane.is_(None), ~exists().where(before, earlier.c.lane == outbox.c.lane)),
        or_(outbox.c.slot.is_(None), ~exists().where(before, earlier.c.slot == outbox.c.slot)),
    )


# When forty rooms open at once, the last person comes into the last room when half of everything is done; in order of
# id it was when nearly all was. Lanes and slots keep their order, since only their first row can be claimed at all.
PEOPLE_FIRST = case((outbox.c.step.in_(["room.create", "room.invite"]), 0), else_=1)


def _claimable() -> Select[Any]:
    """The rows that may be claimed `now`, in order; rows that another relay or a change holds are passed over."""
    now = bindparam("now", type_=outbox.c.due_at.type)
    query = select(outbox).where(outbox.c.status == WAITING, outbox.c.due_at <= now, _unblocked())
    query = query.where(or_(outbox.c.lease.is_(None), outbox.c.leased_until <= now))
    query = query.order_by(PEOPLE_FIRST, outbox.c.id).limit(bindparam("at_most", type_=Integer))
    return query.with_for_update(skip_locked=True, of=outbox)


def _next_due() -> Select[Any]:
    moment = case((outbox.c.lease.is_not(None), outbox.c.leased_until), else_=outbox.c.due_at)
    return select(func.min(moment)).where(outbox.c.status == WAITING, _unblocked())


CLAIMABLE, NEXT_DUE = _claimable(), _next_due()


def _leased(rows: Sequence[Any], lease: str, until: Moment) -> Update:
    abandoned = outbox.c.lease.is_not(None)
    return (
        update(outbox)
        .where(outbox.c.id.in_([row.id for row in rows]))
        .values(
            lease=lease,
            leased_until=until,
            attempts=outbox.c.attempts + case((abandoned, 1), else_=0),
            doubtful=case((abandoned, true()), else_=outbox.c.doubtful),
        )
    )


class SqlOutbox:
    """The relay's side: each call is a short transaction of its own."""

    def __init__(self, engines: Engines, leases: Leases) -> None:
        self._engines = engines
        self._leases = leases

    async def claim(self, now: Moment, limit: int) -> list[Step]:
        """Take due rows under a lease. A row claimed before and never settled comes back doubtful.

        Such a row also counts one more attempt, so that a step which kills its process is given up in the end.
        """
        lease = uuid4().hex
        async with self._engines.writing() as connection:
            rows = (await connection.execute(CLAIMABLE, {"now": now, "at_most": limit})).all()
            if rows:
                await connection.execute(_leased(rows, lease, now + self._leases.step))
        return [_step(row, lease) for row in rows]

    async def postpone(self, step: Step, until: Moment, *, error: str, doubtful: bool, counted: bool) -> None:
        """Give a row back to be tried again later; `counted` adds to its attempts (a 429 does not).

        A doubtful row stays doubtful, whatever this attempt says: looking once too often costs one call, looking
        once too seldom posts twice. With an outdated lease nothing changes.
        """
        given_back = {"lease": None, "leased_until": None, "due_at": until, "note": plain(error)}
        counts = {"attempts": outbox.c.attempts + int(counted), "doubtful": doubtful or step.doubtful}
        async with self._engines.writing() as connection:
            await connection.execute(HELD.values(**given_back, **counts), _holding(step))

    async def next_due(self) -> Moment | None:
        """When the earliest waiting row may be claimed. Rows behind another of their lane or slot do not count."""
        async with self._engines.reading() as connection:
            earliest: Moment | None = await connection.scalar(NEXT_DUE)
        return earliest


def _step(row: Any, lease: str) -> Step:
    abandoned = row.lease is not None
    return Step(
        id=row.id,
        key=row.key,
        step=row.step,
        number=row.number,
        payload=from_text(row.payload),
        attempts=row.attempts + abandoned,
        doubtful=row.doubtful or abandoned,
        created_at=row.created_at,
        lease=lease,
    )
