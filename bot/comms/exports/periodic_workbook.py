"""A month's pack as a workbook to reckon on with: figures, groups, incidents, patterns. Texts are never formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from bot.comms.exports.extra import require
from bot.comms.exports.kpi_words import formula_words
from bot.comms.exports.labels import KPIS
from bot.comms.exports.passing import leaving
from bot.comms.exports.periodic_register import ACTION, ITEM, REASON, action_row, item_row
from bot.comms.exports.periodic_report import DIMENSIONS, PATTERNS, references
from bot.comms.exports.wording import Wording
from bot.comms.exports.xlsxfile import CELL_LIMIT, OPTIONS
from bot.comms.locale import _
from bot.comms.render import clip
from bot.comms.words import state_name
from bot.warroom.periodic.measures import BY_NAME, Figure
from bot.warroom.periodic.pack import Pack

DAY = 86_400
Value = str | int | float | timedelta | None
FIGURED = (
    _("Measure"), _("n"), _("Left out"), _("median"), _("p90"), _("of these"), _("of"), _("in all"), _("Formula"),
)  # fmt: skip


def workbook(pack: Pack, wording: Wording) -> bytes:
    """The whole file. Raises LibraryMissing."""
    t = wording.t
    written = io.BytesIO()
    book = require("xlsxwriter", "xlsx").Workbook(written, {**OPTIONS, "constant_memory": False, "in_memory": True})
    sheets = _Sheets(book, wording)
    sheets.add(t.gettext("Figures"), FIGURED, (_figured(each, wording) for each in pack.figures))
    groups: Iterable[list[Value]] = (
        [t.gettext(DIMENSIONS[group.dimension]), group.name, group.incidents, *_figured(each, wording)]
        for group in pack.groups
        for each in group.figures
    )
    sheets.add(t.gettext("Groups"), (_("Group"), _("Name"), _("Incidents"), *FIGURED), groups)
    names = tuple(KPIS[name] for name in BY_NAME)
    columns = (_("Incident"), _("Title"), _("Severity"), _("State"), _("Services"), _("Declared"), *names)
    sheets.add(t.gettext("Incidents"), columns, (_incident(pack, number, wording) for number in pack.numbers))
    found: Iterable[list[Value]] = (
        [t.gettext(PATTERNS[p.by]), p.words, len(p.numbers), references(pack, p.numbers)] for p in pack.patterns
    )
    sheets.add(t.gettext("Patterns"), (_("What they share"), _("Words"), _("Incidents"), _("Which")), found)
    items = (*pack.improvements.open, *pack.improvements.ended)
    rows = ((*item_row(item, pack, wording), item.reason) for item in items)
    sheets.add(t.gettext("Improvements"), (*ITEM, REASON), rows)
    sheets.add(t.gettext("Actions of reviews"), ACTION, (action_row(each, pack, wording) for each in pack.actions))
    book.close()
    return written.getvalue()


def _figured(each: Figure, wording: Wording) -> list[Value]:
    length = each.form == "length"
    median, p90 = (timedelta(seconds=v) if length and v is not None else v for v in (each.median, each.p90))
    made = [each.some, each.whole] if each.form in {"share", "parts"} else [None, None]
    total = each.total if each.form == "count" else None
    formula = formula_words(each.formula, wording.t)
    return [wording.t.gettext(KPIS[each.name]), each.n, each.left_out, median, p90, *made, total, formula]


def _incident(pack: Pack, number: int, wording: Wording) -> list[Value]:
    state, values = pack.states[number], pack.values[number]
    services = ", ".join(state.services)
    head = [
        state.reference,
        state.title,
        state.severity,
        state_name(state.state, wording.t),
        services,
        wording.stamp(state.declared_at),
    ]
    return [*head, *(values[name] for name in BY_NAME)]


class _Sheets:
    """A workbook being written, sheet by sheet."""

    def __init__(self, book: Any, wording: Wording) -> None:
        self._book, self._t = book, wording.t
        self._head = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True})
        self._length = book.add_format({"num_format": "[h]:mm:ss"})

    def add(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """A sheet with its header and rows."""
        sheet = self._book.add_worksheet(title[:31])
        sheet.set_column(0, 2, 26)
        sheet.set_column(3, len(columns), 16)
        sheet.freeze_panes(1, 1)
        last = 0
        for place, name in enumerate(columns):
            sheet.write_string(0, place, self._t.gettext(name), self._head)
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._write(sheet, last, place, value)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write(self, sheet: Any, row: int, place: int, value: Value) -> None:
        if isinstance(value, timedelta):
            sheet.write_number(row, place, value.total_seconds() / DAY, self._length)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value)
        elif value:
            sheet.write_string(row, place, clip(leaving(value), CELL_LIMIT))
