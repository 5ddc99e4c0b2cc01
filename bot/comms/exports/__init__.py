"""Files made from the record, for people and programs: the timeline in every format and preset, the review draft.

The whole record streams entry by entry (CSV, XLSX, JSON); documents for reading are composed once and rendered. Every
text passes `passing.py`. Nothing here reads the database or posts anywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.comms.exports import csvfile, extract, html, jsonfile, markdown, paper, presets, tabular, wordfile, xlsxfile
from bot.comms.exports.blocks import Picture, Report
from bot.comms.exports.drawing import standalone
from bot.comms.exports.passing import passed
from bot.comms.exports.picture import picture
from bot.comms.exports.review_report import review_report
from bot.comms.exports.tabular import Grid
from bot.comms.exports.timeline_report import shortened, timeline_report
from bot.comms.exports.vendor_report import vendor_report
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage, passage, told
from bot.warroom.base import Moment
from bot.warroom.events import Preset
from bot.warroom.incident import Incident
from bot.warroom.review import ReviewDraft, draft
from bot.warroom.timeline import Entry
from bot.warroom.vendor_pack import VendorPack

TIMELINE_FORMATS = ("md", "csv", "xlsx", "json", "html", "pdf", "docx")
REVIEW_FORMATS = ("md", "html", "pdf", "docx")
PICTURE_FORMATS = ("png", "svg")
VENDOR_FORMATS = ("md", "csv")
PAGED = frozenset({"pdf", "docx"})

PIECES_A_TURN = 5

Entries = AsyncIterator[Entry] | Iterable[Entry]


async def timeline(
    form: str,
    state: Incident,
    entries: Entries,
    wording: Wording,
    now: Moment,
    preset: Preset = "full",
    way: Passage | None = None,
    secrets: int = 0,
) -> AsyncIterator[bytes]:
    """The timeline in one of TIMELINE_FORMATS, in pieces. Raises KeyError for another format, LibraryMissing.

    `way` masks, and counts; `secrets` is what `secrets_in` found, for files whose head is written first.
    """
    way = way or passage(wording.policy)
    if streamed(form, preset):
        async for chunk in _gently(_STREAMS[form](state, _aiter(entries), wording.knowing(state), way, secrets)):
            yield chunk
        return
    collected = [entry async for entry in _aiter(entries)]
    yield await asyncio.to_thread(_read_through, form, state, collected, wording, now, preset, way)


def streamed(form: str, preset: Preset) -> bool:
    """Whether the file is written while the record is read, so that its head must know before what is in it."""
    return preset == "full" and form in _STREAMS


async def secrets_in(form: str, state: Incident, entries: Entries, wording: Wording, way: Passage) -> int:
    """How many secrets such a file will mask: it is made once without being kept, in constant memory."""
    counting = Passage(way.masker)
    if way.masker is not None:
        knowing = wording.knowing(state)
        shape = "json" if form == "json" else "csv"
        async for _chunk in _gently(_STREAMS[shape](state, _aiter(entries), knowing, counting, 0)):
            pass
    return counting.count


def review(form: str, made: ReviewDraft, state: Incident, wording: Wording, way: Passage | None = None) -> bytes:
    """The review draft in one of REVIEW_FORMATS. Raises KeyError for another format, LibraryMissing."""
    knowing = wording.knowing(state, (each.person for each in made.responders))
    return _rendered(form, *_out(review_report(made, knowing), way, wording)[:1])


def drawing(form: str, made: ReviewDraft, state: Incident, wording: Wording, way: Passage | None = None) -> bytes:
    """The picture of the incident in one of PICTURE_FORMATS. Raises KeyError for another format, LibraryMissing."""
    way = way or passage(wording.policy)
    drawn = passed(picture(made, wording.knowing(state)), way)
    heading = passed(
        f"{wording.t.gettext('DRILL') + ' · ' if state.drill else ''}{state.reference} · {state.title}", way
    )
    return _PICTURES[form](drawn, heading)


def vendor(form: str, pack: VendorPack, wording: Wording, way: Passage | None = None) -> bytes:
    """A vendor's evidence pack in one of VENDOR_FORMATS."""
    report, shown = _out(vendor_report(pack, wording), way, wording)
    if form == "csv":
        return csvfile.extract(report.notes[:shown], tabular.extracted(report, wording), wording)
    return _DOCUMENTS[form](report)


def _read_through(
    form: str, state: Incident, entries: Sequence[Entry], wording: Wording, now: Moment, preset: Preset, way: Passage
) -> bytes:
    """The timeline as a document. In a thread of its own: a second's work must not hold up the acks meanwhile."""
    knowing = wording.knowing(state, (entry.actor for entry in entries if entry.actor))
    made = draft(state, entries, wording.policy, now)
    report = timeline_report(preset, state, made, entries, knowing)
    if form in _EXTRACTS:
        return _EXTRACTS[form](preset, state, *_out(report, way, knowing), knowing)
    if form in PAGED:
        report = shortened(report, wording.policy.exports.most_lines, knowing)
    return _rendered(form, _out(report, way, knowing)[0])


def _out(report: Report, way: Passage | None, wording: Wording) -> tuple[Report, int]:
    """The report as it may leave, with what was masked among its notes; how many of these tell what is missing."""
    way = way or passage(wording.policy)
    whole = passed(report, way)
    said = told(way.count, wording.t)
    return (replace(whole, notes=(*whole.notes[:1], said, *whole.notes[1:])), 2) if said else (whole, 1)


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


def _rendered(form: str, report: Report) -> bytes:
    return _DOCUMENTS[form](report)


def _text(render: Callable[[Report], str]) -> Callable[[Report], bytes]:
    return lambda report: render(report).encode("utf-8", "replace")


def _json(
    state: Incident, entries: AsyncIterator[Entry], wording: Wording, way: Passage, secrets: int
) -> AsyncIterator[bytes]:
    return jsonfile.chunks(state, entries, wording, way, secrets)


def _csv(
    _state: Incident, entries: AsyncIterator[Entry], wording: Wording, way: Passage, secrets: int
) -> AsyncIterator[bytes]:
    return csvfile.chunks(entries, wording, way, told(secrets, wording.t))


def _xlsx(
    state: Incident, entries: AsyncIterator[Entry], wording: Wording, way: Passage, secrets: int
) -> AsyncIterator[bytes]:
    notes = tuple(note for note in (told(secrets, wording.t),) if note)
    grid = Grid(passed(f"{state.reference} · {state.title}", way), notes, tabular.COLUMNS)
    return xlsxfile.chunks(entries, grid, wording, way)


def _csv_extract(_preset: Preset, _state: Incident, report: Report, shown: int, wording: Wording) -> bytes:
    return csvfile.extract(report.notes[:shown], tabular.extracted(report, wording), wording)


def _xlsx_extract(_preset: Preset, _state: Incident, report: Report, shown: int, wording: Wording) -> bytes:
    grid = Grid(report.title, report.notes[:shown], tabular.EXTRACT_COLUMNS)
    return xlsxfile.extract(grid, tabular.extracted(report, wording), wording)


def _json_extract(preset: Preset, state: Incident, report: Report, shown: int, _wording: Wording) -> bytes:
    return extract.document(preset, state, report, shown)


def _svg(drawn: Picture, _heading: str) -> bytes:
    return standalone(drawn).encode("utf-8", "replace")


_STREAMS = {"json": _json, "csv": _csv, "xlsx": _xlsx}
_EXTRACTS = {"json": _json_extract, "csv": _csv_extract, "xlsx": _xlsx_extract}
_DOCUMENTS: Mapping[str, Callable[[Report], bytes]] = {
    "md": _text(markdown.render),
    "html": _text(html.render),
    "pdf": paper.pdf,
    "docx": wordfile.docx,
}
_PICTURES: Mapping[str, Callable[[Picture, str], bytes]] = {"png": paper.png, "svg": _svg}
PRESETS = presets.PRESETS
