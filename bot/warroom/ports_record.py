"""What reads one incident's record, whatever its length; see `ports`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Protocol

from bot.warroom.timeline import Entry


class RecordReads(Protocol):
    """Reads of a timeline in constant memory."""

    def stream(self, number: int, *, batch: int = 500) -> AsyncIterator[Entry]:
        """All entries in order, in constant memory."""
        ...

    async def those(self, number: int, seqs: Collection[int]) -> list[Entry]:
        """The entries of these sequences that there are, in order; a few hundred at once."""
        ...
