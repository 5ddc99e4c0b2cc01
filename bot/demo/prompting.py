"""The trainer's eye on whoever plays a part: which of their lines are due and not done, and when to give a hint.

A hint is never an order: another way to the same record ends it as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.comms.locale import Translator
from bot.demo.scenario import Line
from bot.demo.witness import Witness


@dataclass(frozen=True, slots=True)
class Task:
    """A line of theirs whose moment has come, or that is on the record already; `hint` once they were given it."""

    line: Line
    done: bool
    hint: str


class Prompter:
    """Knows the lines that are not played for the person, and gives a hint after so long without any act of theirs."""

    def __init__(self, lines: tuple[Line, ...], person: str, witness: Witness, after: timedelta, t: Translator) -> None:
        self._lines = lines
        self._person = person
        self._witness = witness
        self._after = after
        self._t = t
        self._last: datetime | None = None
        self._told: set[int] = set()
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
        return self.give(line)

    def give(self, line: Line) -> str:
        """The hint for that line, kept in mind."""
        self._told.add(line.number)
        self.given += 1
        return words(line, self._t)

    def tasks(self, now: datetime) -> tuple[Task, ...]:
        """What they have done, and what is due; nothing of what is still to come."""
        return tuple(
            Task(line, done, words(line, self._t) if line.number in self._told else "")
            for line, done in self._judged()
            if done or self._is_due(line, now)
        )

    def later(self, now: datetime) -> int:
        """How many of their lines are still to come."""
        return sum(not done and not self._is_due(line, now) for line, done in self._judged())

    def due(self, now: datetime) -> Line | None:
        """The first line of theirs whose moment has come and whose effect the record does not show."""
        return next((line for line, done in self._judged() if not done and self._is_due(line, now)), None)

    def _judged(self) -> Iterator[tuple[Line, bool]]:
        """Each line that leaves something on the record, and whether the record holds it."""
        counted: Counter[tuple[int, str]] = Counter()
        for line in self._lines:
            if not line.needs:
                continue
            counted[line.incident, line.needs] += 1
            yield line, self._witness.count(line.needs, line.incident) >= counted[line.incident, line.needs]

    def _is_due(self, line: Line, now: datetime) -> bool:
        waited = not line.after or self._witness.since(line.after, line.incident) is not None
        return line.at <= now and waited


def words(line: Line, t: Translator) -> str:
    """The line's own hint, or what the story does here."""
    if line.hint:
        return line.hint
    known = {
        "types": t.gettext("You could type {what}"),
        "presses": t.gettext("You could press {what}"),
        "reacts": t.gettext("You could react with :{what}:"),
    }
    return known.get(line.deed, t.gettext("You could say “{what}”")).format(what=line.what)
