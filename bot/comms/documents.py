"""Documents of an incident, made on request from one snapshot of the database: the files in Slack, and the CLI's.

It reads and renders; whether somebody may have a document is decided before, and posting it is the steps' work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.comms import exports
from bot.comms.exports.calendar import invitation
from bot.comms.exports.picture import picture
from bot.comms.exports.record import Stored, skimmed
from bot.comms.exports.verify import Verdict, verify_entries
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.comms.passage import Passage, passage
from bot.warroom.errors import Invalid
from bot.warroom.events import Preset
from bot.warroom.known_vendors import known_vendor
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Reader, Store
from bot.warroom.review import ReviewDraft, draft
from bot.warroom.vendor_pack import pack

What = str
"""review, timeline, picture, meeting, or vendor:<name>"""
VENDOR, MEETING = "vendor:", "meeting"
FORMATS: dict[str, tuple[str, ...]] = {
    "review": exports.REVIEW_FORMATS,
    "timeline": exports.TIMELINE_FORMATS,
    "picture": exports.PICTURE_FORMATS,
}
TYPES = {
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ics": "text/calendar",
}


def _formats(what: What) -> tuple[str, ...]:
    if what == MEETING:
        return ("ics",)
    return exports.VENDOR_FORMATS if what.startswith(VENDOR) else FORMATS.get(what, ())


class UnknownFormat(Invalid):
    """There is no {what} as {format}. The formats are: {known}."""


@dataclass(frozen=True)
class Documents:
    """Makes the documents of any incident in the store, in the organisation's language and zone."""

    store: Store
    policy: Policy
    clock: Clock

    async def build(
        self,
        number: int,
        what: What,
        format: str,  # noqa: A002
        preset: Preset = "full",
        way: Passage | None = None,
    ) -> bytes:
        """The whole document. Raises UnknownIncident, UnknownFormat, LibraryMissing."""
        return b"".join([chunk async for chunk in self.stream(number, what, format, preset, way)])

    async def counted(self, number: int, what: What, format: str, preset: Preset = "full") -> tuple[bytes, int]:  # noqa: A002
        """The same, and how many secrets are masked in it."""
        way = passage(self.policy)
        return await self.build(number, what, format, preset, way), way.count

    async def stream(
        self,
        number: int,
        what: What,
        format: str,  # noqa: A002
        preset: Preset = "full",
        way: Passage | None = None,
    ) -> AsyncIterator[bytes]:
        """The document in pieces; a timeline of any length in constant memory. Raises as `build` does.

        `way` masks secrets, and has counted them at the end; without it they are masked as the policy says.
        """
        way = way or passage(self.policy)
        known = _formats(what)
        if format not in known:
            raise UnknownFormat(what=what, format=format, known=known)
        async with self.store.reading() as reader:
            if what.startswith(VENDOR):
                yield await self._vendor(reader, number, what.removeprefix(VENDOR), format, way)
                return
            if what == MEETING:
                yield invitation(await reader.incident(number), self._wording())
                return
            if what != "timeline":
                yield await self._drafted(reader, number, what, format, way)
                return
            state, now = await reader.incident(number), self.clock.now()
            record = Stored(reader, number)
            async for chunk in exports.timeline(format, state, record, self._wording(), now, preset, way):
                yield chunk

    async def _vendor(self, reader: Reader, number: int, name: str, format: str, way: Passage) -> bytes:  # noqa: A002
        """Raises UnknownVendor."""
        state = await reader.incident(number)
        vendor = known_vendor(name, state, self.policy)
        entries = [entry async for entry in reader.stream(number)]
        made = await asyncio.to_thread(pack, state, entries, vendor, self.clock.now())
        return await asyncio.to_thread(exports.vendor, format, made, self._wording().knowing(state), way)

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

    async def summary(self, number: int) -> str:
        """What the picture shows, in words. Raises UnknownIncident."""
        return picture(await self.draft(number), self._wording()).summary

    async def _drafted(self, reader: Reader, number: int, what: What, format: str, way: Passage) -> bytes:  # noqa: A002
        """What is made of the review draft: the draft itself, or the picture."""
        made = await self._draft(reader, number)
        state = await reader.incident(number)
        render = exports.review if what == "review" else exports.drawing
        return await asyncio.to_thread(render, format, made, state, self._wording(), way)

    async def _draft(self, reader: Reader, number: int) -> ReviewDraft:
        """In a thread, like the rendering: the loop must stay free to ack Slack."""
        state = await reader.incident(number)
        skim = await skimmed(Stored(reader, number))
        return await asyncio.to_thread(draft, state, skim.entries, self.policy, self.clock.now(), skim.talkers())

    def _wording(self) -> Wording:
        return Wording(translator(self.policy.language), self.policy)
