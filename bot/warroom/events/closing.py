"""On the way to closing: confirmation that it works, and owners for tasks. Stored for ever: fields are only added."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value


class ConfirmationAsked(Value):
    """Somebody who speaks for the service or its users was asked whether it works again."""

    kind: Literal["confirmation_asked"] = "confirmation_asked"
    person: Person


class ConfirmationReminded(Value):
    """Nobody had answered, so those asked were asked again: the `round`-th reminder."""

    kind: Literal["confirmation_reminded"] = "confirmation_reminded"
    round: int
    people: tuple[Person, ...]


class RestorationDoubted(Value):
    """Somebody says that it does not work yet, and what is wrong."""

    kind: Literal["restoration_doubted"] = "restoration_doubted"
    text: str


class TaskGiven(Value):
    """A task has another owner, another due time, or both; None leaves what was."""

    kind: Literal["task_given"] = "task_given"
    task: int
    owner: Person | None = None
    due_at: Moment | None = None
