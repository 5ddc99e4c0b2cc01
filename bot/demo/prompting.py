"""The trainer's eye on whoever plays a part: which of their lines are due and not done, and when to give a hint.

A hint is never an order: another way to the same record ends it as well.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from bot.demo.scenario import Line
from bot.demo.witness import Witness


class Prompter:
    """Knows the lines that are not played for the person, and gives a hint after so long without any act of theirs."""

    def __init__(self, lines: tuple[Line, ...], person: str, witness: Witness, after: timedelta) -> None:
        self._lines = lines
        self._person = person
        self._witness = witness
        self._after = after
        self._last: datetime | None = None
        self.given = 0

    def hint(self, now: datetime) -> str:
        """What they could do now; empty while nothing is due, or while they are at it."""
        line = self.due(now)
        if line is None:
            return ""
        acted = self._witness.last_act(self._person)
        quiet_since = max(at for at in (line.at, acted, self._last) if at)
        if now - quiet_since < self._after:
            return ""
        self._last = now
        self.given += 1
        return self.words(line)

    def due(self, now: datetime) -> Line | None:
        """The first line of theirs whose moment has come and whose effect the record does not show."""
        counted: Counter[tuple[int, str]] = Counter()
        for line in self._lines:
            if not line.needs:
                continue
            counted[line.incident, line.needs] += 1
            done = self._witness.count(line.needs, line.incident) >= counted[line.incident, line.needs]
            if not done and line.at <= now and self._ready(line):
                return line
        return None

    def _ready(self, line: Line) -> bool:
        return not line.after or self._witness.since(line.after, line.incident) is not None

    @staticmethod
    def words(line: Line) -> str:
        """The line's own hint, or what the story does here."""
        if line.hint:
            return line.hint
        done = {"types": f"type {line.what}", "presses": f"press {line.what}", "reacts": f"react with :{line.what}:"}
        return f"You could {done.get(line.deed, f'say “{line.what}”')}"
