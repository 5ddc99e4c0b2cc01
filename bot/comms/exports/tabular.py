"""Rows for spreadsheets: every entry of the whole record with its hashes, or the lines of an extract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.comms.exports.blocks import Chronology, Report
from bot.comms.exports.labels import KINDS
from bot.comms.exports.later import Later
from bot.comms.exports.passing import leaving
from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.comms.passage import Passage
from bot.warroom.timeline import Entry

COLUMNS = (
    _("sequence"), _("occurred (UTC)"), _("occurred (local)"), _("recorded"), _("late"), _("kind"), _("event"),
    _("actor"), _("role"), _("text"), _("evidence"), _("source"), _("corrects"), _("corrected by"),
    _("previous hash"), _("hash"),
)  # fmt: skip
EXTRACT_COLUMNS = (
    _("occurred (UTC)"), _("occurred (local)"), _("part"), _("kind"), _("who"), _("text"), _("evidence"),
)  # fmt: skip
WIDTHS = {"sequence": 9, "occurred (UTC)": 20, "occurred (local)": 20, "recorded": 20, "late": 6, "text": 80,
          "kind": 18, "event": 22, "actor": 22, "role": 18, "who": 24, "part": 18, "evidence": 30}  # fmt: skip
ELSE_WIDE = 14
NONE: Later = {}

Value = str | int | datetime


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be written: its name, what is said above it, its columns (in the source language) with their rows.

    `later` are the entries that changed what others say.
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    later: Later = field(default_factory=dict)

    def widths(self) -> list[int]:
        """The width of each column in letters."""
        return [WIDTHS.get(name, ELSE_WIDE) for name in self.columns]


def cells(entry: Entry, wording: Wording, way: Passage | None = None, later: Later = NONE) -> list[Value]:
    """An entry's row, in the order of COLUMNS. Moments are moments: each format writes them in its way.

    `later` are the entries that changed what others say.
    """
    return [
        entry.seq,
        entry.occurred_at.astimezone(UTC),
        wording.local(entry.occurred_at),
        entry.recorded_at.astimezone(UTC),
        wording.t.gettext("late") if entry.late else "",
        entry.kind,
        wording.t.gettext(KINDS.get(entry.kind, "")),
        leaving(entry.actor.name, way) if entry.actor else "",
        entry.role or "",
        leaving(wording.entry(entry), way),
        leaving(entry.evidence or "", way),
        entry.source,
        entry.corrects if entry.corrects is not None else "",
        ", ".join(map(str, later.get(entry.seq, ()))),
        entry.prev_hash,
        entry.hash,
    ]


def extracted(report: Report, wording: Wording) -> Iterator[list[Value]]:
    """The lines of a document, in the order of EXTRACT_COLUMNS."""
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chronology):
                for each in block.happenings:
                    at: list[Value] = [each.at.astimezone(UTC), wording.local(each.at)] if each.at else ["", ""]
                    yield [*at, section.title, each.kind, each.who, each.text, each.href]
