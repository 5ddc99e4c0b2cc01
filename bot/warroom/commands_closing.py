"""What is asked on the way to closing. Deciding on it: `closing.py`."""

from __future__ import annotations

from bot.warroom.base import Moment, Person
from bot.warroom.commands import Command


class RemindConfirmation(Command):
    """The timer of a confirmation: ask again if nobody has answered."""

    round: int


class DoubtRestored(Command):
    """It does not work yet."""

    text: str


class GiveTask(Command):
    """A task that there is gets an owner, a due time, or both."""

    task: int
    owner: Person | None = None
    due_at: Moment | None = None
