"""What people (and timers) ask of an incident, in the imperative. Deciding on them is `decide.py`'s."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.warroom.base import Moment, Person, Value
from bot.warroom.events import ExportFormat, MarkKind, Preset
from bot.warroom.milestones import Detection


class Command(Value):
    """Anything asked of an incident. `at` is when it happened, if that was not now."""

    at: Moment | None = None


class DeclareIncident(Command):
    """Open an incident. `anyway` opens it although a similar one is open."""

    title: str
    severity: str
    private: bool = False
    drill: bool = False
    impact: str = ""
    symptoms: str = ""
    services: tuple[str, ...] = ()
    impact_level: str | None = None
    urgency_level: str | None = None
    started_at: Moment | None = None
    mim: Person | None = None
    anyway: bool = False
    candidate: bool = False
    users_share: int | None = None
    impact_kinds: tuple[str, ...] = ()
    model: str = ""


class AcceptMim(Command):
    """Say yes to leading."""


class DeclineMim(Command):
    """Say no to leading; the next one is asked at once."""


class ClaimMim(Command):
    """Take the lead without being asked."""


class AssignMim(Command):
    """Ask somebody to lead."""

    person: Person


class PassMim(Command):
    """The timer of a rung ran out: ask the next one if there still is no answer."""

    rung: int


class OfferHandover(Command):
    """Ask somebody to take over from the MIM."""

    to: Person
    brief: str = ""


class AcceptHandover(Command):
    """Take over, accepting these open clocks, pending decisions and risks by their keys, or `everything`."""

    accepted: tuple[str, ...] = ()
    everything: bool = False


class ProposeHandover(Command):
    """The timer of a shift: ask whoever leads to hand over."""


class DeclineHandover(Command):
    """Do not take over, or (from the MIM) take the offer back."""


class AssignRole(Command):
    """Give a role to somebody, and to `others` in the same breath."""

    role: str
    person: Person
    others: tuple[Person, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """All of them, each once."""
        return tuple({each.id: each for each in (self.person, *self.others)}.values())


class ReleaseRole(Command):
    """Take a role from somebody."""

    role: str
    person: Person


class ChangeSeverity(Command):
    """Another severity, with a reason."""

    to: str
    reason: str


class MoveState(Command):
    """Investigating, identified or monitoring."""

    to: str
    text: str = ""


class Resolve(Command):
    """The service is restored and verified."""

    text: str


class Reopen(Command):
    """It is not over."""

    reason: str


class Close(Command):
    """The record is complete."""


class Cancel(Command):
    """Declared in error, a duplicate, or a drill that is over."""

    reason: str


class RecordRemark(Command):
    """Put a key moment on the timeline."""

    kind: MarkKind
    text: str
    owner: Person | None = None
    due_at: Moment | None = None


class MarkMessage(Command):
    """Make a message of the room a key moment."""

    mark: MarkKind
    target: str
    text: str
    author: str = ""
    by: str = "shortcut"


class SetMilestone(Command):
    """Say when a milestone happened."""

    milestone: str
    moment: Moment
    source: str
    by: Detection = ""


class PublishUpdate(Command):
    """Tell the audiences now (all of them, or those named); `texts` are the words for single ones."""

    text: str = ""
    audiences: tuple[str, ...] = ()
    automatic: bool = False
    texts: Mapping[str, str] = Field(default_factory=dict)


class WarnUpdate(Command):
    """The timer of a promise: prepare the draft."""

    audience: str
    due_at: Moment


class DueUpdate(Command):
    """The timer of a promise: the deadline is here."""

    audience: str


class EscalateUpdate(Command):
    """The timer after a missed promise: tell somebody. `rung` 0 is the deputy, 1 the duty manager."""

    audience: str
    rung: int
    told: Person | None = None


class SnoozeUpdate(Command):
    """Put the automatic update off by so many seconds; the promise stays as it was."""

    seconds: int
    audience: str | None = None
    reason: str = ""


class RequestUpdate(Command):
    """A stakeholder would like to hear something."""

    text: str = ""


class AddTask(Command):
    """Work to be done."""

    text: str
    owner: Person | None = None
    due_at: Moment | None = None


class FinishTask(Command):
    """Work done."""

    task: int


class DraftReview(Command):
    """Make the review draft from the record as it stands."""


class ExportTimeline(Command):
    """Put the timeline in the room as a file."""

    format: ExportFormat
    preset: Preset = "full"
