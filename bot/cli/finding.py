"""One line of `posko check`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "note", "fault", "unchecked"]


@dataclass(frozen=True)
class Finding:
    """One line of the report: `ok`, a `note` that stops nothing, a `fault` with its remedy, or what was `unchecked`."""

    level: Level
    what: str
    remedy: str = ""
