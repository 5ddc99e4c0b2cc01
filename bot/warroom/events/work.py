"""Work owed and done, and documents made. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.phrases import Told

ExportFormat = Literal["md", "csv", "xlsx", "json", "html", "pdf", "docx", "png"]
Preset = Literal["full", "review", "customer", "regulator"]


class TaskAdded(Value):
    """Work that somebody owes, or that nobody owns yet.

    A step of a `model` belongs to whoever holds its `role`.
    """

    kind: Literal["task_added"] = "task_added"
    task: int
    text: str
    owner: Person | None = None
    due_at: Moment | None = None
    model: str = ""
    role: str = ""


class TaskDone(Value):
    """A task is finished."""

    kind: Literal["task_done"] = "task_done"
    task: int


class ReviewDrafted(Value):
    """A version of the post-incident review draft was made from the record."""

    kind: Literal["review_drafted"] = "review_drafted"
    version: int


class Exported(Value):
    """Somebody took the timeline out of the room."""

    kind: Literal["exported"] = "exported"
    format: str
    preset: Preset = "full"


class StepFailed(Value):
    """Something the bot owed could not be done; `why` is in words, `remedy` says what a person can do. Both
    stand in the organisation's language, and as phrases for whoever reads another (`why_told`, `remedy_told`).
    """

    kind: Literal["step_failed"] = "step_failed"
    step: str
    why: str
    remedy: str = ""
    why_told: Told | None = None
    remedy_told: Told | None = None
