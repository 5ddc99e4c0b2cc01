"""Subscribers of the public status page: addresses and what was asked for them. It sends nothing and logs nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, delete, func, select, update

from bot.storage.base import Bound
from bot.storage.codec import plain
from bot.storage.tables import subscribers
from bot.warroom.base import Moment
from bot.warroom.subscribers import Subscriber, Subscribers

CONFIRMED = subscribers.c.confirmed_at.is_not(None)
WAITING = subscribers.c.confirmed_at.is_(None)


class SubscriberReads(Bound):
    """The part of the core's `Reader` about subscribers."""

    async def subscriber(self, handle: str) -> Subscriber | None:
        """Whoever has this handle, or None."""
        return await self._one(select(subscribers).where(subscribers.c.handle == plain(handle)))

    async def subscriber_by_id(self, id_: int) -> Subscriber | None:
        """Whoever has this number, if they have confirmed, or None."""
        return await self._one(select(subscribers).where(subscribers.c.id == id_, CONFIRMED))

    async def next_subscriber(self, after: int, share: int, shares: int, until: Moment) -> Subscriber | None:
        """The first of a share of the subscribers after that number who had confirmed by then, or None."""
        query = select(subscribers).where(subscribers.c.id > after, subscribers.c.id % shares == share)
        query = query.where(CONFIRMED, subscribers.c.confirmed_at <= until)
        return await self._one(query.order_by(subscribers.c.id).limit(1))

    async def subscribers(self) -> Subscribers:
        """How many there are."""
        confirmed, waiting = (
            select(func.count()).select_from(subscribers).where(each) for each in (CONFIRMED, WAITING)
        )
        counts = select(confirmed.scalar_subquery().label("confirmed"), waiting.scalar_subquery().label("waiting"))
        return Subscribers.model_validate(dict((await self._connection.execute(counts)).one()._mapping))

    async def _one(self, query: Select[Any]) -> Subscriber | None:
        row = (await self._connection.execute(query)).first()
        return Subscriber.model_validate(dict(row._mapping)) if row else None


class SubscriberWrites(Bound):
    """The part of the core's `Transaction` about subscribers."""

    async def ask_subscriber(self, address: str, handle: str, asked: str, until: Moment) -> str:
        """Keep a request; a known address keeps its handle, which is returned."""
        statement = self._insert(subscribers)
        latest = {"asked": statement.excluded.asked, "asked_until": statement.excluded.asked_until}
        kept = statement.on_conflict_do_update(index_elements=["address"], set_=latest)
        row = {"address": plain(address), "handle": handle, "asked": asked, "asked_until": until}
        await self._connection.execute(kept, row)
        query = select(subscribers.c.handle).where(subscribers.c.address == plain(address))
        return str(await self._connection.scalar(query))

    async def confirm_subscriber(self, handle: str, asked: str, now: Moment) -> bool:
        """Begin a subscription; False if this request has ended or was confirmed."""
        wanted = update(subscribers).where(subscribers.c.handle == plain(handle), subscribers.c.asked == asked)
        wanted = wanted.where(WAITING, subscribers.c.asked_until > now)
        return await self._change(wanted.values(confirmed_at=now)) == 1

    async def forget_subscriber(self, handle: str) -> bool:
        """Take a subscriber away; False if there was none."""
        return await self._change(delete(subscribers).where(subscribers.c.handle == plain(handle))) == 1

    async def forget_requests(self, now: Moment) -> int:
        """Take away the requests that nobody confirmed in time; how many."""
        return await self._change(delete(subscribers).where(WAITING, subscribers.c.asked_until <= now))
