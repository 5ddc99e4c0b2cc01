"""Actions followed to a verified close. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value


class OutcomeAgreed(Value):
    """By what anybody can see that a task has worked."""

    kind: Literal["outcome_agreed"] = "outcome_agreed"
    task: int
    text: str


class TaskVerified(Value):
    """Somebody looked whether a finished task brought what it should, and it did."""

    kind: Literal["task_verified"] = "task_verified"
    task: int
    text: str = ""


class TaskDoubted(Value):
    """A finished task has not brought what it should: it is open again."""

    kind: Literal["task_doubted"] = "task_doubted"
    task: int
    reason: str


class TaskDropped(Value):
    """A task is not going to be done, because."""

    kind: Literal["task_dropped"] = "task_dropped"
    task: int
    reason: str


class FollowUpReminded(Value):
    """Somebody was reminded of a task that outlived its incident: shortly before it was due, then again and again."""

    kind: Literal["follow_up_reminded"] = "follow_up_reminded"
    task: int
    due_at: Moment
    told: Person | None = None
