"""The CSV export: a row for each entry, for spreadsheets. It streams, and no cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.warroom.timeline import Entry

COLUMNS = (
    _("sequence"), _("occurred (UTC)"), _("occurred (local)"), _("recorded"), _("late"), _("kind"), _("actor"),
    _("role"), _("text"), _("evidence"), _("source"), _("corrects"), _("previous hash"), _("hash"),
)  # fmt: skip
BOM = "\ufeff"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


async def chunks(entries: AsyncIterator[Entry], wording: Wording) -> AsyncIterator[bytes]:
    """The file, a piece for each row; it begins with the mark by which spreadsheets know UTF-8."""
    yield _row([BOM + wording.t.gettext(COLUMNS[0]), *(wording.t.gettext(name) for name in COLUMNS[1:])])
    async for entry in entries:
        yield _row([neutral(cell) for cell in cells(entry, wording)])


def cells(entry: Entry, wording: Wording) -> list[str]:
    """An entry's row, in the order of the columns."""
    return [
        str(entry.seq),
        _utc(entry.occurred_at),
        wording.local(entry.occurred_at).isoformat(sep=" ", timespec="seconds"),
        _utc(entry.recorded_at),
        wording.t.gettext("late") if entry.late else "",
        entry.kind,
        entry.actor.name if entry.actor else "",
        entry.role or "",
        wording.entry(entry),
        entry.evidence or "",
        entry.source,
        str(entry.corrects) if entry.corrects is not None else "",
        entry.prev_hash,
        entry.hash,
    ]


def neutral(cell: str) -> str:
    """The cell with an apostrophe before anything a spreadsheet would take for a formula (OWASP, CSV injection)."""
    dangerous = cell.startswith(FORMULA_SIGNS) or cell.lstrip(" \u00a0\u3000").startswith(("=", "+", "-", "@", "＝"))
    return f"'{cell}" if dangerous else cell


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")


def _row(values: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue().encode("utf-8", "replace")
