"""Everything that can happen in an incident, in the past tense. Each event becomes one timeline entry.

An event is stored as JSON for ever: fields may be added with a default, never renamed or removed. `kind` is the
name in exports. Words for readers are made in `comms/describe.py`, not here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from bot.warroom.base import FileRef, Moment, Person, Value

MarkKind = Literal[
    "observation",
    "hypothesis",
    "decision",
    "action",
    "impact",
    "workaround",
    "note",
    "key_moment",
    "resource",
]
MARK_KINDS: tuple[MarkKind, ...] = (
    "observation", "hypothesis", "decision", "action", "impact", "workaround", "note", "key_moment", "resource",
)  # fmt: skip


class IncidentDeclared(Value):
    """The incident exists. `number` is the workspace-wide running number, `reference` what people call it (MI-42)."""

    kind: Literal["declared"] = "declared"
    number: int
    reference: str
    title: str
    severity: str
    reporter: Person
    private: bool = False
    drill: bool = False
    major: bool = True
    impact: str = ""
    symptoms: str = ""
    services: tuple[str, ...] = ()
    impact_level: str | None = None
    urgency_level: str | None = None
    criterion: str = ""


class RoomOpened(Value):
    """The war room's channel exists in Slack."""

    kind: Literal["room_opened"] = "room_opened"
    channel: str
    name: str


class RoomArchived(Value):
    """The war room was archived after the policy's delay."""

    kind: Literal["room_archived"] = "room_archived"


class Posted(Value):
    """The bot posted a message that it keeps: `what` is card, announcement, or update:<number>:<audience>."""

    kind: Literal["posted"] = "posted"
    what: str
    channel: str
    ts: str


class TopicSet(Value):
    """The room's topic was set; kept so that the same topic is never set twice."""

    kind: Literal["topic_set"] = "topic_set"
    topic: str


class RoleAssigned(Value):
    """Somebody holds a role from now on."""

    kind: Literal["role_assigned"] = "role_assigned"
    role: str
    person: Person


class RoleReleased(Value):
    """Somebody no longer holds a role."""

    kind: Literal["role_released"] = "role_released"
    role: str
    person: Person


class MimPaged(Value):
    """Somebody was asked to lead; from now on they own the incident until they accept or the next one is asked.

    `rung` counts from 0 (first choice), `why` is first, silent, declined, or assigned.
    """

    kind: Literal["mim_paged"] = "mim_paged"
    person: Person
    rung: int = 0
    why: Literal["first", "silent", "declined", "assigned"] = "first"


class MimAccepted(Value):
    """Somebody leads the incident and has said so."""

    kind: Literal["mim_accepted"] = "mim_accepted"
    person: Person
    claimed: bool = False


class MimUnanswered(Value):
    """Nobody on the ladder answered: the person asked last stays the owner; the room and `asked` are told."""

    kind: Literal["mim_unanswered"] = "mim_unanswered"
    person: Person
    asked: tuple[Person, ...] = ()


class HandoverOffered(Value):
    """The MIM asks somebody to take over. The outgoing MIM stays accountable until it is accepted."""

    kind: Literal["handover_offered"] = "handover_offered"
    to: Person
    brief: str = ""


class HandoverDeclined(Value):
    """The handover did not happen: the incoming person said no, or the MIM took it back."""

    kind: Literal["handover_declined"] = "handover_declined"
    person: Person


class HandoverAccepted(Value):
    """The incoming MIM leads from now on."""

    kind: Literal["handover_accepted"] = "handover_accepted"
    person: Person
    outgoing: Person


class SeverityChanged(Value):
    """The severity is another one, with the reason given."""

    kind: Literal["severity_changed"] = "severity_changed"
    before: str
    after: str
    reason: str


class StateChanged(Value):
    """The incident moved to identified or monitoring (or back to investigating)."""

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
    """A milestone's moment, with who or what says so. Set again, it corrects the earlier value."""

    kind: Literal["milestone"] = "milestone"
    milestone: str
    at: Moment
    source: str


class Remark(Value):
    """A key moment that a person wrote: an observation, hypothesis, decision, action, impact, workaround or note."""

    kind: MarkKind
    text: str
    owner: Person | None = None
    due_at: Moment | None = None


class MessageMarked(Value):
    """A message of the room was marked as a key moment, by a reaction, a shortcut or a prefix."""

    kind: Literal["marked"] = "marked"
    mark: MarkKind
    target: str
    text: str
    author: str = ""
    by: str = "reaction"


class MessageUnmarked(Value):
    """A mark was taken away."""

    kind: Literal["unmarked"] = "unmarked"
    mark: MarkKind
    target: str
    by: str = "reaction"


class MessagePosted(Value):
    """Somebody said something in the room, word for word, with the files they shared."""

    kind: Literal["message"] = "message"
    text: str
    files: tuple[FileRef, ...] = ()


class MessageEdited(Value):
    """A message was changed; the first wording stays in the record."""

    kind: Literal["message_edited"] = "message_edited"
    target: str
    text: str
    before: str = ""


class MessageDeleted(Value):
    """A message was deleted in Slack; the record keeps what it said."""

    kind: Literal["message_deleted"] = "message_deleted"
    target: str


class PersonJoined(Value):
    """Somebody came into the room."""

    kind: Literal["joined"] = "joined"
    person: Person


class PersonLeft(Value):
    """Somebody left the room."""

    kind: Literal["left"] = "left"
    person: Person


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
    """A status update left for its audiences. `facts` is the record as it was told; renderings derive from it."""

    kind: Literal["update_published"] = "update_published"
    number: int
    audiences: tuple[str, ...]
    facts: dict[str, Any]
    text: str = ""
    automatic: bool = False
    final: bool = False


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


class TaskAdded(Value):
    """Work that somebody owes, or that nobody owns yet."""

    kind: Literal["task_added"] = "task_added"
    task: int
    text: str
    owner: Person | None = None
    due_at: Moment | None = None


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


class StepFailed(Value):
    """Something the bot owed could not be done; `why` is in words, `remedy` says what a person can do."""

    kind: Literal["step_failed"] = "step_failed"
    step: str
    why: str
    remedy: str = ""


Event = Annotated[
    IncidentDeclared | RoomOpened | RoomArchived | Posted | TopicSet | RoleAssigned | RoleReleased | MimPaged
    | MimAccepted | MimUnanswered | HandoverOffered | HandoverAccepted | HandoverDeclined | SeverityChanged
    | StateChanged | IncidentResolved | IncidentReopened | IncidentClosed | IncidentCancelled | MilestoneSet | Remark
    | MessageMarked | MessageUnmarked | MessagePosted | MessageEdited | MessageDeleted | PersonJoined | PersonLeft
    | UpdatePromised | UpdateDrafted | UpdateSnoozed | UpdateRequested | UpdatePublished | PromiseKept
    | PromiseMissed | PromiseEscalated | TaskAdded | TaskDone | ReviewDrafted | Exported | StepFailed,
    Field(discriminator="kind"),
]  # fmt: skip

EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
