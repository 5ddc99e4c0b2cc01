"""Files made from the record: the timeline (Markdown, CSV, JSON, HTML) and the review draft (Markdown, HTML).

JSON and CSV stream entry by entry; documents for reading are composed once and rendered. Nothing here reads the
database or posts anywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence

from bot.comms.exports import csvfile, html, jsonfile, markdown
from bot.comms.exports.blocks import Report
from bot.comms.exports.review_report import review_report
from bot.comms.exports.timeline_report import timeline_report
from bot.comms.exports.wording import Wording
from bot.warroom.incident import Incident
from bot.warroom.review import ReviewDraft
from bot.warroom.timeline import Entry

TIMELINE_FORMATS = ("md", "csv", "json", "html")
REVIEW_FORMATS = ("md", "html")

PIECES_A_TURN = 5

Entries = AsyncIterator[Entry] | Iterable[Entry]


async def timeline(format: str, state: Incident, entries: Entries, wording: Wording) -> AsyncIterator[bytes]:  # noqa: A002
    """The timeline in one of TIMELINE_FORMATS, in pieces. Raises KeyError for another format."""
    if format in _STREAMS:
        async for chunk in _gently(_STREAMS[format](state, _aiter(entries), wording.knowing(state))):
            yield chunk
        return
    collected = [entry async for entry in _aiter(entries)]
    yield await asyncio.to_thread(_read_through, format, state, collected, wording)


def review(format: str, draft: ReviewDraft, state: Incident, wording: Wording) -> bytes:  # noqa: A002
    """The review draft in one of REVIEW_FORMATS. Raises KeyError for another format."""
    knowing = wording.knowing(state, (each.person for each in draft.responders))
    return _rendered(format, review_report(draft, knowing))


def _read_through(format: str, state: Incident, entries: Sequence[Entry], wording: Wording) -> bytes:  # noqa: A002
    """The timeline as a document. In a thread of its own: a second's work must not hold up the acks meanwhile."""
    knowing = wording.knowing(state, (entry.actor for entry in entries if entry.actor))
    return _rendered(format, timeline_report(state, entries, knowing))


async def _gently(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces, giving the loop its turn every few milliseconds: one long export held up acks for seconds."""
    count = 0
    async for chunk in chunks:
        yield chunk
        count += 1
        if count % PIECES_A_TURN == 0:
            await asyncio.sleep(0)


async def _aiter(entries: Entries) -> AsyncIterator[Entry]:
    if isinstance(entries, AsyncIterator):
        async for entry in entries:
            yield entry
        return
    for entry in entries:
        yield entry


def _rendered(format: str, report: Report) -> bytes:  # noqa: A002
    return _DOCUMENTS[format](report).encode("utf-8", "replace")


def _json(state: Incident, entries: AsyncIterator[Entry], wording: Wording) -> AsyncIterator[bytes]:
    return jsonfile.chunks(state, entries, wording)


def _csv(_state: Incident, entries: AsyncIterator[Entry], wording: Wording) -> AsyncIterator[bytes]:
    return csvfile.chunks(entries, wording)


_STREAMS = {"json": _json, "csv": _csv}
_DOCUMENTS = {"md": markdown.render, "html": html.render}
