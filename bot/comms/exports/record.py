"""The record an export is made of, as it can be read: from its begin, as often as needed, or single entries of it.

A long record is never held as a whole: the first reading keeps what the head of a document needs (`skimmed`), the next
one writes line by line.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.warroom.moments import SPOKEN_OF, target
from bot.warroom.ports import Reader
from bot.warroom.skimming import Skim
from bot.warroom.timeline import Entry


class Record(Protocol):
    """The entries of one incident."""

    def all(self) -> AsyncIterator[Entry]:
        """Each in order."""
        ...

    async def of(self, kinds: Collection[str]) -> Sequence[Entry]:
        """Those of these kinds, in order."""
        ...

    async def those(self, seqs: Collection[int]) -> Sequence[Entry]:
        """Those of these sequences; a few hundred at once."""
        ...


@dataclass(frozen=True)
class Stored:
    """A record in the database."""

    reader: Reader
    number: int

    def all(self) -> AsyncIterator[Entry]:
        """Each in order."""
        return self.reader.stream(self.number)

    async def of(self, kinds: Collection[str]) -> Sequence[Entry]:
        """Those of these kinds, in order."""
        return await self.reader.entries(self.number, kinds=kinds)

    async def those(self, seqs: Collection[int]) -> Sequence[Entry]:
        """Those of these sequences."""
        return await self.reader.those(self.number, seqs)


class Held:
    """A record that is in memory already."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries

    async def all(self) -> AsyncIterator[Entry]:
        """Each in order."""
        for entry in self.entries:
            yield entry

    async def of(self, kinds: Collection[str]) -> Sequence[Entry]:
        """Those of these kinds, in order."""
        return [entry for entry in self.entries if entry.kind in kinds]

    async def those(self, seqs: Collection[int]) -> Sequence[Entry]:
        """Those of these sequences."""
        wanted = frozenset(seqs)
        return [entry for entry in self.entries if entry.seq in wanted]


async def skimmed(record: Record) -> Skim:
    """The record read once: what people did and marked, and where the talk stands."""
    skim = Skim({message for entry in await record.of(SPOKEN_OF) if (message := target(entry))})
    async for entry in record.all():
        skim.add(entry)
    return skim
