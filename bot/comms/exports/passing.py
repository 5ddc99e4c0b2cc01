"""The gate through which every text of an export passes on its way out, whatever the format.

What must never leave (control characters, secrets) is taken out here and nowhere else, so that a further rule has one
place. Each format still escapes for itself: this knows no format.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from bot.comms.exports.blocks import Report
from bot.comms.locale import Translator
from bot.comms.passage import Passage, told
from bot.comms.render import clean

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
Whole = TypeVar("Whole")


def leaving(text: str, way: Passage | None = None) -> str:
    """The text as it may leave: without secrets, and without control, reordering and impossible characters."""
    return (way or Passage()).masked(_NO_CHARACTERS.sub("", clean(text)))


def passed(whole: Whole, way: Passage | None = None) -> Whole:
    """A document, a table's row, any part of them: the same with each of its texts passed."""
    return _passed(whole, way or Passage())  # type: ignore[return-value]


def outgoing(report: Report, way: Passage | None, t: Translator) -> tuple[Report, int]:
    """The report as it may leave, with what was masked among its notes; how many of these tell what is missing."""
    way = way or Passage()
    whole = passed(report, way)
    said = told(way.count, t)
    return (replace(whole, notes=(*whole.notes[:1], said, *whole.notes[1:])), 2) if said else (whole, 1)


def _passed(part: object, way: Passage) -> object:
    if isinstance(part, str):
        return leaving(part, way)
    if isinstance(part, tuple):
        return tuple(_passed(each, way) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _passed(getattr(part, field.name), way) for field in fields(part)})
    return part
