"""The JSON of an extract: lines for programs, without hashes. Only the full JSON export is the record itself."""

from __future__ import annotations

import json
from typing import Any

from bot.comms.exports.blocks import Chronology, Facts, Happening, Picture, Report, Section
from bot.warroom.events import Preset
from bot.warroom.incident import Incident

SCHEMA = "posko.extract/1"


def document(preset: Preset, state: Incident, report: Report, shown: int = 1) -> bytes:
    """The file."""
    made = {
        "schema": SCHEMA,
        "preset": preset,
        "left_out": " ".join(report.notes[:shown]),
        "reference": state.reference,
        "title": report.title,
        "drill": state.drill,
        "facts": {name: cell.text for block in _all(report, Facts) for name, cell in block.pairs},
        "course": [picture.summary for picture in _all(report, Picture)],
        "parts": [part for section in report.sections if (part := _part(section))],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _all(report: Report, kind: type[Any]) -> list[Any]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


def _part(section: Section) -> dict[str, Any] | None:
    found = [each for block in section.blocks if isinstance(block, Chronology) for each in block.happenings]
    listed = any(isinstance(block, Chronology) for block in section.blocks)
    return {"key": section.key, "title": section.title, "lines": [_line(each) for each in found]} if listed else None


def _line(each: Happening) -> dict[str, Any]:
    at = each.at.isoformat() if each.at else None
    told = {"at": at, "kind": each.kind, "who": each.who, "text": each.text}
    return told | ({"seq": each.seq} if each.seq else {}) | ({"evidence": each.href} if each.href else {})
