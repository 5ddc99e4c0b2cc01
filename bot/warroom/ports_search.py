"""What the core asks of the index of words; see `ports`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from bot.warroom.base import Value
from bot.warroom.incident import Incident
from bot.warroom.searching.query import Query
from bot.warroom.timeline import Entry

MaySee = Callable[[Incident], bool]


class Hit(Value):
    """An incident that answers a question, with the text of its record that answers best.

    `kind` and `text` are empty where the title says it all; `entry` is where the text stands in the timeline.
    """

    state: Incident
    kind: str = ""
    text: str = ""
    entry: Entry | None = None


class Found(Value):
    """How many incidents answer, and some of them: those with the words in their title first, then the newest."""

    total: int
    hits: tuple[Hit, ...]


class SearchReads(Protocol):
    """Reads of the index."""

    async def find(self, query: Query, may_see: MaySee, *, skip: int = 0, limit: int = 5) -> Found:
        """What answers the question, of what may be seen; how many there are beyond that shows nowhere."""
        ...

    async def alike(self, words: Collection[str], services: Collection[str], limit: int) -> list[int]:
        """Public incidents, drills left out, whose title or services share these, those with most in common first."""
        ...


class SearchWrites(Protocol):
    """Writes of the index beyond what appending brings along."""

    async def forget_words(self, number: int, seqs: Collection[int]) -> None:
        """No word of these entries can be found, or read in the index's files, from the commit on."""
        ...

    async def index_again(self, number: int) -> None:
        """Make the incident's part of the index anew from its record. Raises UnknownIncident."""
        ...
