"""The whole timeline as a document for reading, whatever its length: the lines are written a page at a time to disk,
and the frame around them (head, picture, foot) is made from what people did and marked.

The record is read once for the frame and once, in the order of the lines, for what was said. Only PDF is set at once.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from bot.comms.exports import html, markdown, paper, wordfile, wordflow
from bot.comms.exports.blocks import Chronology, Happening, Report, Section
from bot.comms.exports.chronology import chronology, happening
from bot.comms.exports.passing import outgoing, passed
from bot.comms.exports.record import Record, skimmed
from bot.comms.exports.spool import Spool, pieces_of
from bot.comms.exports.timeline_report import cut, inside
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage
from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.review import facts
from bot.warroom.skimming import Place, whole
from bot.warroom.timeline import Entry

PAGED = frozenset({"pdf", "docx"})
"""Formats for paper: they show the policy's `exports.most_lines` lines."""
PAGE = 500


class Flow(Protocol):
    """How a format writes a chronology some lines at a time."""

    def lines(self, happenings: Iterable[Happening]) -> str:
        """Some more lines."""
        ...

    def end(self) -> str:
        """What closes the last of them."""
        ...


@dataclass(frozen=True)
class Telling:
    """A document being made: of which incident, from which record, in which words, and what masks it."""

    form: str
    state: Incident
    record: Record
    wording: Wording
    now: Moment
    way: Passage


@dataclass(frozen=True)
class _Course:
    """The lines that are shown, and the document around them: in their place its chronology says `mark`."""

    report: Report
    block: Chronology
    mark: str
    pages: AsyncIterator[list[Happening]]


async def document(telling: Telling) -> AsyncIterator[bytes]:
    """The document in pieces. Raises LibraryMissing."""
    course = await _course(telling)
    make = _pdf if telling.form == "pdf" else _docx if telling.form == "docx" else _text
    async for piece in make(course, telling):
        yield piece


async def _course(telling: Telling) -> _Course:
    skim = await skimmed(telling.record)
    wording = telling.wording.knowing(skim.knowing(telling.state))
    count, places = skim.course()
    most = wording.policy.exports.most_lines if telling.form in PAGED else count
    made = await asyncio.to_thread(facts, telling.state, skim.entries, wording.policy, telling.now)
    mark = f"lines{secrets.token_hex(12)}" if count else ""
    block = chronology((), wording, mark or wording.t.gettext("Nothing yet."))
    report = inside("full", telling.state, made, block, count, wording)
    report = replace(report, notes=(*report.notes, *cut(count, most, wording)))
    pages = _pages(replace(telling, wording=wording), islice(places, most))
    return _Course(report, passed(block, telling.way), mark, pages)


async def _pages(telling: Telling, places: Iterator[Place]) -> AsyncIterator[list[Happening]]:
    """The lines as they may leave, some hundred at a time."""
    while some := list(islice(places, PAGE)):
        talk = await telling.record.those([seq for _at, seq, line in some if line is None])
        yield await asyncio.to_thread(_told, telling, some, talk)


def _told(telling: Telling, some: Sequence[Place], talk: Iterable[Entry]) -> list[Happening]:
    return [passed(happening(line, telling.wording), telling.way) for line in whole(some, talk)]


async def _pdf(course: _Course, telling: Telling) -> AsyncIterator[bytes]:
    """Pages are set at once, so the lines that the policy allows on paper are held for it."""
    lines = [each async for page in course.pages for each in page]
    report = outgoing(course.report, telling.way, telling.wording.t)[0]
    *before, last = report.sections
    told = Section(last.key, last.title, (replace(course.block, happenings=tuple(lines)),))
    yield await asyncio.to_thread(paper.pdf, replace(report, sections=(*before, told)) if lines else report)


async def _text(course: _Course, telling: Telling) -> AsyncIterator[bytes]:
    render, flow, around = _TEXTS[telling.form]
    with Spool() as spool:
        await _flow(course, flow(course.block), spool)
        framed = await asyncio.to_thread(render, outgoing(course.report, telling.way, telling.wording.t)[0])
        before, _mark, after = framed.partition(around.format(mark=course.mark)) if course.mark else (framed, "", "")
        yield _bytes(before)
        async for piece in spool.pieces():
            yield piece
        yield _bytes(after)


async def _docx(course: _Course, telling: Telling) -> AsyncIterator[bytes]:
    with Spool() as spool, TemporaryDirectory(prefix="posko-") as folder:
        await _flow(course, wordflow.Flow(course.block), spool)
        frame = await asyncio.to_thread(wordfile.docx, outgoing(course.report, telling.way, telling.wording.t)[0])
        file = Path(folder) / "timeline.docx"
        await asyncio.to_thread(wordflow.join, frame, course.mark, spool, file)
        async for piece in pieces_of(file):
            yield piece


async def _flow(course: _Course, flow: Flow, spool: Spool) -> None:
    async for page in course.pages:
        spool.write(_bytes(await asyncio.to_thread(flow.lines, page)))
    spool.write(_bytes(flow.end()))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


_TEXTS: Mapping[str, tuple[Callable[[Report], str], Callable[[Chronology], Flow], str]] = {
    "md": (markdown.render, markdown.Flow, "{mark}"),
    "html": (html.render, html.Flow, '<p class="quiet">{mark}</p>'),
}
