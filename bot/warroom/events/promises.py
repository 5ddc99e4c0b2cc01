"""Status updates and the promises around them. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from bot.warroom.base import Moment, Person, Value
from bot.warroom.drafts import Found


class UpdatePromised(Value):
    """An audience was promised its next update by `due_at`."""

    kind: Literal["update_promised"] = "update_promised"
    audience: str
    due_at: Moment


class UpdateDrafted(Value):
    """The room was warned once that an update is due soon for these audiences, with a draft ready."""

    kind: Literal["update_drafted"] = "update_drafted"
    audiences: tuple[str, ...]
    due_at: Moment


class UpdateSnoozed(Value):
    """The next automatic update was put off. It is recorded and forgives nothing: the promise stays as it was."""

    kind: Literal["update_snoozed"] = "update_snoozed"
    audience: str
    due_at: Moment
    until: Moment
    reason: str = ""


class UpdateRequested(Value):
    """A stakeholder asked for an update."""

    kind: Literal["update_requested"] = "update_requested"
    person: Person
    text: str = ""


class UpdatePublished(Value):
    """A status update left for its audiences. `facts` is the record as it was told; renderings derive from it.

    `holding`: what people wrote was held back (`found`) or not approved, and only what is left was told. `found` are
    else what the linter pointed out, or what was passed over for the reason in `overridden`. `waits` are the audiences
    whose quiet hours hold it back, each with their end.
    """

    kind: Literal["update_published"] = "update_published"
    number: int
    audiences: tuple[str, ...]
    facts: dict[str, Any]
    text: str = ""
    automatic: bool = False
    final: bool = False
    holding: bool = False
    found: tuple[Found, ...] = ()
    overridden: str = ""
    approved_by: Person | None = None
    corrects: int | None = None
    waits: dict[str, Moment] = Field(default_factory=dict)


class PromiseKept(Value):
    """The promised update left in time."""

    kind: Literal["promise_kept"] = "promise_kept"
    audience: str
    due_at: Moment
    number: int


class PromiseMissed(Value):
    """The promised time passed with nothing sent."""

    kind: Literal["promise_missed"] = "promise_missed"
    audience: str
    due_at: Moment


class PromiseEscalated(Value):
    """An overdue update was brought to somebody's attention."""

    kind: Literal["promise_escalated"] = "promise_escalated"
    audience: str
    due_at: Moment
    told: Person
