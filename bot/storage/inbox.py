"""The inbox: what people did in Slack, stored before it is acked. It keeps deliveries apart; it handles none."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from bot.storage.base import Bound
from bot.storage.codec import plain, to_text
from bot.storage.tables import submissions
from bot.warroom.base import Moment
from bot.warroom.ports import Submission

FORGOTTEN = to_text({})


class InboxWrites(Bound):
    """The part of the core's `Transaction` that receives and finishes submissions."""

    async def receive(self, received: Sequence[Submission]) -> set[str]:
        """Store submissions; the keys among them that were new. The receiver holds a lease on them.

        In order of key, so that two replicas that got the same batch never wait for each other crosswise.
        """
        stored = {plain(each.key): each for each in reversed(received)}
        if not stored:
            return set()
        until = self._clock.now() + self._leases.submission
        rows = [
            {
                "key": key,
                "kind": each.kind,
                "payload": to_text(each.payload),
                "received_at": each.received_at,
                "leased_until": until,
            }
            for key, each in sorted(stored.items())
        ]
        statement = self._insert(submissions).on_conflict_do_nothing(index_elements=["key"])
        new = await self._connection.scalars(statement.returning(submissions.c.key), rows)
        return {stored[key].key for key in new}

    async def take_submission(self, key: str, now: Moment) -> bool:
        """Renew the lease on an unfinished submission whose lease has run out; False if somebody else has it."""
        mine = update(submissions).where(
            submissions.c.key == plain(key), submissions.c.finished_at.is_(None), submissions.c.leased_until <= now
        )
        return await self._change(mine.values(leased_until=now + self._leases.submission)) == 1

    async def finish_submission(self, key: str) -> bool:
        """Mark a submission done and forget what it said; False if it already was (then change nothing).

        Its payload says who filled in what, also of an answer that is to stay anonymous; only the key is needed now.
        """
        unfinished = (submissions.c.key == plain(key)) & submissions.c.finished_at.is_(None)
        done = update(submissions).where(unfinished).values(payload=FORGOTTEN, finished_at=self._clock.now())
        return await self._change(done) == 1
