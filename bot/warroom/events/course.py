"""The course: severity, state, milestones, the end. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Value
from bot.warroom.milestones import Detection


class SeverityChanged(Value):
    """The severity is another one, with the reason given."""

    kind: Literal["severity_changed"] = "severity_changed"
    before: str
    after: str
    reason: str


class StateChanged(Value):
    """The incident moved to identified or monitoring (or back to investigating).

    Where `before` is `after` it stayed there, and what is said of it is `text` from now on.
    """

    kind: Literal["state_changed"] = "state_changed"
    before: str
    after: str
    text: str = ""


class IncidentResolved(Value):
    """The service is restored and verified, in the words of whoever said so."""

    kind: Literal["resolved"] = "resolved"
    before: str
    text: str


class IncidentReopened(Value):
    """Back to investigating, with the reason."""

    kind: Literal["reopened"] = "reopened"
    before: str
    reason: str


class IncidentClosed(Value):
    """The gate was passed; the record is complete."""

    kind: Literal["closed"] = "closed"
    before: str


class IncidentCancelled(Value):
    """Declared in error, a duplicate, or a drill that is over."""

    kind: Literal["cancelled"] = "cancelled"
    before: str
    reason: str


class MilestoneSet(Value):
    """A milestone's moment, with who or what says so. Set again, it corrects the earlier value.

    `by` is who or what saw it first, of a detection.
    """

    kind: Literal["milestone"] = "milestone"
    milestone: str
    at: Moment
    source: str
    by: Detection = ""
