"""A long chronology in a DOCX: its rows are written as they come, between the two halves of a document made without.

python-docx holds a whole document as a tree, which takes gigabytes for a hundred thousand rows; here it makes the
frame, and the rows go into the file past it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from bot.comms.exports.blocks import Chronology, Happening
from bot.comms.exports.wordfile import HAPPENING_WIDTHS, happening_cells, heading, row, table_begins, table_ends

INSIDE = "word/document.xml"


class Flow:
    """A chronology that is written some lines at a time: under each day a heading and a table."""

    def __init__(self, block: Chronology) -> None:
        self._block = block
        self._day: str | None = None

    def lines(self, happenings: Iterable[Happening]) -> str:
        """Some more lines."""
        return "".join(map(self._line, happenings))

    def _line(self, each: Happening) -> str:
        begin = ""
        if each.day != self._day:
            begin = self.end() + heading(each.day, 2) + table_begins(self._block.columns, HAPPENING_WIDTHS)
            self._day = each.day
        return begin + row(happening_cells(each), HAPPENING_WIDTHS)

    def end(self) -> str:
        """What closes the last table."""
        return "" if self._day is None else table_ends()


def join(frame: bytes, mark: str, rows: Iterable[bytes], out: Path) -> None:
    """Write the document with these rows in place of the paragraph that says `mark`."""
    with zipfile.ZipFile(io.BytesIO(frame)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for info in made.infolist():
            if info.filename != INSIDE or not mark:
                file.writestr(info, made.read(info))
                continue
            before, after = _halves(made.read(info).decode(), mark)
            with file.open(INSIDE, "w", force_zip64=True) as part:
                part.write(before.encode())
                for some in rows:
                    part.write(some)
                part.write(after.encode())


def _halves(document: str, mark: str) -> tuple[str, str]:
    at = document.index(mark)
    begin = max(document.rfind("<w:p>", 0, at), document.rfind("<w:p ", 0, at))
    return document[:begin], document[document.index("</w:p>", at) + len("</w:p>") :]
