"""Files made from the record, for people and programs: the timeline in every format and preset, the review draft.

The whole record streams (`tables.py` entry by entry, `flowing.py` line by line); extracts of it and the review are
composed once and rendered. Every text passes `passing.py`. Nothing here reads the database or posts anywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from bot.comms.exports import csvfile, extract, html, markdown, paper, presets, tables, tabular, wordfile, xlsxfile
from bot.comms.exports.blocks import Picture, Report
from bot.comms.exports.drawing import standalone
from bot.comms.exports.flowing import PAGED, Telling, document
from bot.comms.exports.passing import outgoing, passed
from bot.comms.exports.picture import picture
from bot.comms.exports.record import Record, skimmed
from bot.comms.exports.review_report import review_report
from bot.comms.exports.tabular import Grid
from bot.comms.exports.timeline_report import shortened, timeline_report
from bot.comms.exports.vendor_report import vendor_report
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage, passage
from bot.warroom.base import Moment
from bot.warroom.events import Preset
from bot.warroom.incident import Incident
from bot.warroom.review import ReviewDraft, facts
from bot.warroom.skimming import Skim
from bot.warroom.vendor_pack import VendorPack

TIMELINE_FORMATS = ("md", "csv", "xlsx", "json", "html", "pdf", "docx")
REVIEW_FORMATS = ("md", "html", "pdf", "docx")
PICTURE_FORMATS = ("png", "svg")
VENDOR_FORMATS = ("md", "csv")


async def timeline(
    form: str,
    state: Incident,
    record: Record,
    wording: Wording,
    now: Moment,
    preset: Preset = "full",
    way: Passage | None = None,
) -> AsyncIterator[bytes]:
    """The timeline in one of TIMELINE_FORMATS, in pieces. Raises KeyError for another format, LibraryMissing.

    `way` masks, and has counted what it masked at the end.
    """
    telling = Telling(form, state, record, wording, now, way or passage(wording.policy))
    if preset == "full":
        async for piece in tables.TABLES[form](telling) if form in tables.TABLES else document(telling):
            yield piece
        return
    skim = await skimmed(record)
    yield await asyncio.to_thread(_extract, telling, skim, preset)


def review(form: str, made: ReviewDraft, state: Incident, wording: Wording, way: Passage | None = None) -> bytes:
    """The review draft in one of REVIEW_FORMATS. Raises KeyError for another format, LibraryMissing."""
    knowing = wording.knowing(state, (each.person for each in made.responders))
    return _rendered(form, outgoing(review_report(made, knowing), way or passage(wording.policy), wording.t)[0])


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
    report, shown = outgoing(vendor_report(pack, wording), way or passage(wording.policy), wording.t)
    if form == "csv":
        return csvfile.extract(report.notes[:shown], tabular.extracted(report, wording), wording)
    return _DOCUMENTS[form](report)


def _extract(telling: Telling, skim: Skim, preset: Preset) -> bytes:
    """Another preset. In a thread of its own: a second's work must not hold up the acks meanwhile."""
    form, way = telling.form, telling.way
    state = skim.knowing(telling.state)
    wording = telling.wording.knowing(state)
    made = facts(state, skim.entries, wording.policy, telling.now, skim.talkers())
    report = timeline_report(preset, state, made, skim.entries, wording)
    if form in _EXTRACTS:
        return _EXTRACTS[form](preset, state, *outgoing(report, way, wording.t), wording)
    if form in PAGED:
        report = shortened(report, wording.policy.exports.most_lines, wording)
    return _rendered(form, outgoing(report, way, wording.t)[0])


def _rendered(form: str, report: Report) -> bytes:
    return _DOCUMENTS[form](report)


def _text(render: Callable[[Report], str]) -> Callable[[Report], bytes]:
    return lambda report: render(report).encode("utf-8", "replace")


def _csv_extract(_preset: Preset, _state: Incident, report: Report, shown: int, wording: Wording) -> bytes:
    return csvfile.extract(report.notes[:shown], tabular.extracted(report, wording), wording)


def _xlsx_extract(_preset: Preset, _state: Incident, report: Report, shown: int, wording: Wording) -> bytes:
    grid = Grid(report.title, report.notes[:shown], tabular.EXTRACT_COLUMNS)
    return xlsxfile.extract(grid, tabular.extracted(report, wording), wording)


def _json_extract(preset: Preset, state: Incident, report: Report, shown: int, _wording: Wording) -> bytes:
    return extract.document(preset, state, report, shown)


def _svg(drawn: Picture, _heading: str) -> bytes:
    return standalone(drawn).encode("utf-8", "replace")


_EXTRACTS = {"json": _json_extract, "csv": _csv_extract, "xlsx": _xlsx_extract}
_DOCUMENTS: Mapping[str, Callable[[Report], bytes]] = {
    "md": _text(markdown.render),
    "html": _text(html.render),
    "pdf": paper.pdf,
    "docx": wordfile.docx,
}
_PICTURES: Mapping[str, Callable[[Picture, str], bytes]] = {"png": paper.png, "svg": _svg}
PRESETS = presets.PRESETS
