"""CSV: a row for each entry or line, for spreadsheets. It streams, and no cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime

from bot.comms.exports import tabular
from bot.comms.exports.later import Later
from bot.comms.exports.tabular import Value
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage
from bot.warroom.timeline import Entry

BOM = "\ufeff"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def head(wording: Wording, note: str = "") -> bytes:
    """How the whole record begins: with the mark by which spreadsheets know UTF-8."""
    return BOM.encode() + (_row([note]) if note else b"") + _row([wording.t.gettext(name) for name in tabular.COLUMNS])


async def rows(
    entries: AsyncIterator[Entry], wording: Wording, way: Passage | None = None, later: Later = tabular.NONE
) -> AsyncIterator[bytes]:
    """The whole record, a piece for each entry."""
    async for entry in entries:
        yield _row([_cell(value) for value in tabular.cells(entry, wording, way, later)])


def extract(notes: Iterable[str], rows: Iterable[list[Value]], wording: Wording) -> bytes:
    """An extract: what it leaves out in the first rows, then its lines."""
    said = [_row([neutral(note)]) for note in notes]
    head = _row([wording.t.gettext(name) for name in tabular.EXTRACT_COLUMNS])
    return b"".join((BOM.encode(), *said, head, *(_row([_cell(value) for value in row]) for row in rows)))


def _cell(value: Value) -> str:
    """Words as they may stand in a spreadsheet; UTC with its Z, local time without a name."""
    if not isinstance(value, datetime):
        return neutral(value) if isinstance(value, str) else str(value)
    if value.tzinfo is UTC:
        return value.strftime("%Y-%m-%d %H:%M:%SZ")
    return value.isoformat(sep=" ", timespec="seconds")


def neutral(cell: str) -> str:
    """The cell with an apostrophe before anything a spreadsheet would take for a formula (OWASP, CSV injection)."""
    dangerous = cell.startswith(FORMULA_SIGNS) or cell.lstrip(" \u00a0\u3000").startswith(("=", "+", "-", "@", "＝"))
    return f"'{cell}" if dangerous else cell


def _row(values: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue().encode("utf-8", "replace")
