"""Documents of an incident, made on request from one snapshot of the database: the files in Slack, and the CLI's.

It reads and renders; whether somebody may have a document is decided before, and posting it is the steps' work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from bot.comms import exports
from bot.comms.exports.verify import Verdict, verify_entries
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.warroom.errors import Invalid
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Reader, Store
from bot.warroom.review import ReviewDraft, draft

What = Literal["review", "timeline"]
FORMATS: dict[str, tuple[str, ...]] = {"review": exports.REVIEW_FORMATS, "timeline": exports.TIMELINE_FORMATS}
TYPES = {
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "html": "text/html",
}


class UnknownFormat(Invalid):
    """There is no {what} as {format}. The formats are: {known}."""


@dataclass(frozen=True)
class Documents:
    """Makes the documents of any incident in the store, in the organisation's language and zone."""

    store: Store
    policy: Policy
    clock: Clock

    async def build(self, number: int, what: What, format: str) -> bytes:  # noqa: A002
        """The whole document. Raises UnknownIncident, UnknownFormat."""
        return b"".join([chunk async for chunk in self.stream(number, what, format)])

    async def stream(self, number: int, what: What, format: str) -> AsyncIterator[bytes]:  # noqa: A002
        """The document in pieces; JSON and CSV in constant memory. Raises UnknownIncident, UnknownFormat."""
        known = FORMATS.get(what, ())
        if format not in known:
            raise UnknownFormat(what=what, format=format, known=known)
        async with self.store.reading() as reader:
            if what == "review":
                yield await self._review(reader, number, format)
                return
            state = await reader.incident(number)
            async for chunk in exports.timeline(format, state, reader.stream(number), self._wording()):
                yield chunk

    async def draft(self, number: int) -> ReviewDraft:
        """The review draft's facts, as the record stands now. Raises UnknownIncident."""
        async with self.store.reading() as reader:
            return await self._draft(reader, number)

    async def verify(self, number: int) -> Verdict:
        """Whether the stored record is whole. Raises UnknownIncident."""
        async with self.store.reading() as reader:
            stored = await reader.stored(number)
            entries = [entry async for entry in reader.stream(number)]
        return await asyncio.to_thread(verify_entries, entries, stored.state, stored.head)

    async def _review(self, reader: Reader, number: int, format: str) -> bytes:  # noqa: A002
        made = await self._draft(reader, number)
        state = await reader.incident(number)
        return await asyncio.to_thread(exports.review, format, made, state, self._wording())

    async def _draft(self, reader: Reader, number: int) -> ReviewDraft:
        """In a thread, like the rendering: the loop must stay free to ack Slack."""
        state = await reader.incident(number)
        entries = [entry async for entry in reader.stream(number)]
        return await asyncio.to_thread(draft, state, entries, self.policy, self.clock.now())

    def _wording(self) -> Wording:
        return Wording(translator(self.policy.language), self.policy)
