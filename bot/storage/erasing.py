"""Erasing words for good: the one place that writes over contents of entries. It decides nothing about which.

Headers and hashes are never touched, so the chain stands. Whether the bytes are gone from the disk is the database's
matter; docs/privacy.md says what each does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select, update

from bot.storage.base import Bound
from bot.storage.codec import from_text, to_text
from bot.storage.tables import WAITING, entries, outbox
from bot.warroom.erasing.redaction import Redacted

REPLY = "reply"
FORGOTTEN = to_text({})


class ErasureWrites(Bound):
    """The part of the core's `Transaction` that erases."""

    async def redact(self, number: int, entries_: Sequence[Redacted]) -> None:
        """Put what is left of these entries in place of their contents."""
        for each in entries_:
            row = (entries.c.number == number) & (entries.c.seq == each.seq)
            left = {"event": to_text(each.content), "nonce": each.nonce}
            if await self._change(update(entries).where(row).values(**left)) != 1:
                raise LookupError(f"entry {each.seq} of incident {number} is not there")

    async def forget_answers(self, change: Callable[[str], str]) -> None:
        """Keep no answer to a person that was sent, and change the words of those that wait.

        Every other row of the outbox names entries, and is put in words when it is sent.
        """
        sent = update(outbox).where(outbox.c.step == REPLY, outbox.c.status != WAITING)
        await self._change(sent.where(outbox.c.payload != FORGOTTEN).values(payload=FORGOTTEN))
        waiting = select(outbox.c.id, outbox.c.payload).where(outbox.c.step == REPLY, outbox.c.status == WAITING)
        for row in (await self._connection.execute(waiting.with_for_update())).all():
            payload = from_text(row.payload)
            left = {**payload, **{name: _changed(payload.get(name), change) for name in ("text", "blocks")}}
            if left != payload:
                await self._change(update(outbox).where(outbox.c.id == row.id).values(payload=to_text(left)))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """The words of a message's blocks; what a button carries is left out, since it names things."""
    if isinstance(value, list):
        return [_changed(each, change) for each in value]
    if isinstance(value, dict):
        return {name: each if name in _NAMING else _changed(each, change) for name, each in value.items()}
    return change(value) if isinstance(value, str) else value


_NAMING = frozenset({"type", "action_id", "block_id", "value", "style", "url"})
