"""How a play stands, as values for whoever shows it or judges it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from bot.demo.scenario import Line

Mode = Literal["playing", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class Status:
    """How the play stands, for whoever shows it."""

    scenario: str
    title: str
    mode: Mode
    speed: float | None
    now: datetime
    begun: datetime
    done: int
    lines: int
    next_line: str
    next_at: datetime | None
    trainee: str
    hint: str
    hints: int

    def as_json(self) -> dict[str, Any]:
        """The same with moments as ISO text."""
        return {key: it.isoformat() if isinstance(it, datetime) else it for key, it in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Unplayed:
    """A line that was not played, and why."""

    line: Line
    why: str
