"""XLSX: the same rows as CSV in a workbook that filters and sorts, written row by row to a file on disk.

Every text is written as text: a cell that begins with `=` is no formula here, so nothing needs an apostrophe.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.comms.exports import tabular
from bot.comms.exports.extra import require
from bot.comms.exports.tabular import Grid, Value
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage
from bot.comms.render import clip
from bot.warroom.timeline import Entry

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

CELL_LIMIT = 32_767
AT_ONCE = 250
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


async def write(
    entries: AsyncIterator[Entry], grid: Grid, wording: Wording, folder: Path, way: Passage | None = None
) -> Path:
    """The whole record as a file in that folder. Raises LibraryMissing."""
    sheet = await asyncio.to_thread(Sheet, folder, grid, wording, way)
    batch: list[Entry] = []
    async for entry in entries:
        batch.append(entry)
        if len(batch) == AT_ONCE:
            await asyncio.to_thread(sheet.entries, batch)
            batch = []
    await asyncio.to_thread(sheet.entries, batch)
    await asyncio.to_thread(sheet.close)
    return sheet.path


def extract(grid: Grid, rows: Iterable[list[Value]], wording: Wording) -> bytes:
    """An extract in a workbook of its own. Raises LibraryMissing."""
    with TemporaryDirectory(prefix="posko-") as folder:
        sheet = Sheet(Path(folder), grid, wording)
        sheet.rows(rows)
        sheet.close()
        return sheet.path.read_bytes()


class Sheet:
    """A workbook being written, with one sheet: notes, the header, then rows."""

    def __init__(self, folder: Path, grid: Grid, wording: Wording, way: Passage | None = None) -> None:
        library = require("xlsxwriter", "xlsx")
        self.path = folder / "timeline.xlsx"
        self._wording, self._grid, self._way = wording, grid, way
        self._book: xlsxwriter.Workbook = library.Workbook(str(self.path), {**OPTIONS, "tmpdir": str(folder)})
        self._sheet = self._book.add_worksheet(wording.t.gettext("Timeline")[:31])
        self._text: Format = self._book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._time: Format = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
        self._number: Format = self._book.add_format({"valign": "top"})
        self._next = 0
        self._begin()

    def _begin(self) -> None:
        """What stands above the rows, in sight while they are scrolled."""
        grid, t = self._grid, self._wording.t
        for place, width in enumerate(grid.widths()):
            self._sheet.set_column(place, place, width)
        note = self._book.add_format({"italic": True, "font_color": "#5A6675"})
        head = self._book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "top"})
        self._book.set_properties({"title": grid.title, "author": "Posko"})
        for said in grid.notes:
            self._sheet.write_string(self._next, 0, said, note)
            self._next += 1
        for place, name in enumerate(grid.columns):
            self._sheet.write_string(self._next, place, t.gettext(name), head)
        self._header = self._next
        self._next += 1
        self._sheet.freeze_panes(self._next, 0)
        self._sheet.repeat_rows(self._header)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)

    def entries(self, entries: Iterable[Entry]) -> None:
        """Some more entries."""
        self.rows(tabular.cells(entry, self._wording, self._way, self._grid.later) for entry in entries)

    def rows(self, rows: Iterable[list[Value]]) -> None:
        """Some more rows."""
        for row in rows:
            for place, value in enumerate(row):
                self._write(place, value)
            self._next += 1

    def _write(self, place: int, value: Value) -> None:
        if isinstance(value, datetime):
            self._sheet.write_datetime(self._next, place, value, self._time)
        elif isinstance(value, int):
            self._sheet.write_number(self._next, place, value, self._number)
        elif value:
            self._sheet.write_string(self._next, place, clip(value, CELL_LIMIT), self._text)

    def close(self) -> None:
        """Finish the file."""
        last = max(self._next - 1, self._header)
        self._sheet.autofilter(self._header, 0, last, len(self._grid.columns) - 1)
        self._book.close()
