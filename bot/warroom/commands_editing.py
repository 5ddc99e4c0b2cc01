"""What is asked about key moments that are on the record already. Deciding on it: `editing.py`."""

from __future__ import annotations

from bot.warroom.base import Moment, Person
from bot.warroom.commands import Command
from bot.warroom.events import MarkKind


class CorrectEntry(Command):
    """A key moment reads otherwise; only what is given is corrected."""

    entry: int
    text: str | None = None
    moment: Moment | None = None
    mark: MarkKind | None = None
    person: Person | None = None


class UndoCorrection(Command):
    """The last correction of this entry holds no more; or this correction, or this undoing."""

    entry: int


EDITING = (CorrectEntry, UndoCorrection)
