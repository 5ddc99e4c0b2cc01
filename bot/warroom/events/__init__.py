"""Everything that can happen in an incident, in the past tense. Each event becomes one timeline entry.

An event is stored as JSON for ever: fields may be added with a default, never renamed or removed. `kind` is the
name in exports. Words for readers are made in `comms/describe.py`, not here.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.warroom.events.assembly import (
    OnCallFellBack,
    RoleAcknowledged,
    RoleAsked,
    RoleDeclined,
    RoleKept,
    RolesMissing,
    RoleUnanswered,
    SpanExceeded,
    StoodDown,
)
from bot.warroom.events.candidates import (
    CandidateAccepted,
    CandidateAsked,
    CandidateRejected,
    CriterionMet,
    MajorChanged,
)
from bot.warroom.events.clocks import (
    ClassificationAsked,
    Classified,
    ClockMissed,
    ClockReminded,
    ClockStarted,
    ClockStopped,
    ClockSubmitted,
)
from bot.warroom.events.closing import ConfirmationAsked, ConfirmationReminded, RestorationDoubted, TaskGiven
from bot.warroom.events.course import (
    IncidentCancelled,
    IncidentClosed,
    IncidentReopened,
    IncidentResolved,
    MilestoneSet,
    SeverityChanged,
    StateChanged,
)
from bot.warroom.events.declaring import (
    IncidentDeclared,
    PersonJoined,
    PersonLeft,
    Posted,
    RoomArchived,
    RoomOpened,
    TopicSet,
)
from bot.warroom.events.deliveries import DeliveryFailed, TemplateBroken, UpdateDelivered
from bot.warroom.events.drills import DrillScored, InjectPlayed, ReplayPlanned
from bot.warroom.events.editing import CorrectionUndone, EntryCorrected
from bot.warroom.events.erasing import ContentErased, ErasedPart
from bot.warroom.events.follow_up import FollowUpReminded, OutcomeAgreed, TaskDoubted, TaskDropped, TaskVerified
from bot.warroom.events.leading import (
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    HandoverProposed,
    MimAccepted,
    MimPaged,
    MimUnanswered,
    RoleAssigned,
    RoleReleased,
)
from bot.warroom.events.links import IncidentLinked, IncidentUnlinked
from bot.warroom.events.models import ModelAbandoned, ModelApplied, ModelSuggested, SolutionUsed
from bot.warroom.events.objects import (
    ActionOverdue,
    ActionReminded,
    ActionReported,
    DecisionSettled,
    HypothesisDue,
    HypothesisSettled,
    HypothesisTested,
    ObjectionRaised,
    ObjectWithdrawn,
    TaskOverdue,
    TaskReminded,
)
from bot.warroom.events.outputs import OutputDelayed, OutputFiled, OutputRaised
from bot.warroom.events.partners import (
    ProcedureRaised,
    ProcedureReminded,
    ResourceApproved,
    ResourceRefused,
    ResourceRequested,
    VendorAnswered,
    VendorCaseNoted,
    VendorChaseDue,
    VendorContacted,
    VendorEscalated,
    VendorInvited,
    VendorPackMade,
    WaitEnded,
    WaitStarted,
)
from bot.warroom.events.promises import (
    PromiseEscalated,
    PromiseKept,
    PromiseMissed,
    UpdateDrafted,
    UpdatePromised,
    UpdatePublished,
    UpdateRequested,
    UpdateSnoozed,
)
from bot.warroom.events.reviewing import (
    FactAsked,
    FactsAsked,
    ReviewFieldSaid,
    ReviewMeetingSet,
    ReviewPublished,
    ReviewReminded,
    ReviewReopened,
    ReviewSectionEdited,
    ReviewStarted,
    Wanting,
)
from bot.warroom.events.risks import RiskClosed, RiskRaised
from bot.warroom.events.similar import SimilarFound
from bot.warroom.events.speech import (
    MARK_KINDS,
    NUMBERED,
    MarkKind,
    MessageDeleted,
    MessageEdited,
    MessageMarked,
    MessagePosted,
    MessageUnmarked,
    Remark,
)
from bot.warroom.events.suggesting import MomentsSuggested, Suggested, SuggestionDeclined
from bot.warroom.events.survey import SurveyAsked, SurveyClosed, SurveySkipped
from bot.warroom.events.swarms import (
    SwarmEnded,
    SwarmJoined,
    SwarmLed,
    SwarmLeft,
    SwarmOpened,
    SwarmReported,
    SwarmRoomArchived,
    SwarmRoomOpened,
    UnownedListed,
)
from bot.warroom.events.updates import ApprovalAsked, UpdateApproved, UpdateHeld, UpdateOverridden, UpdateRefused
from bot.warroom.events.work import Exported, ExportFormat, Preset, ReviewDrafted, StepFailed, TaskAdded, TaskDone
from bot.warroom.events.workarounds import DebtChanged, DebtOpened, DebtPaid, DebtReminded, WorkaroundRepeated

Event = Annotated[
    IncidentDeclared | RoomOpened | RoomArchived | Posted | TopicSet | RoleAssigned | RoleReleased | MimPaged
    | MimAccepted | MimUnanswered | HandoverOffered | HandoverAccepted | HandoverDeclined | SeverityChanged
    | StateChanged | IncidentResolved | IncidentReopened | IncidentClosed | IncidentCancelled | MilestoneSet | Remark
    | MessageMarked | MessageUnmarked | MessagePosted | MessageEdited | MessageDeleted | PersonJoined | PersonLeft
    | UpdatePromised | UpdateDrafted | UpdateSnoozed | UpdateRequested | UpdatePublished | PromiseKept
    | PromiseMissed | PromiseEscalated | TaskAdded | TaskDone | ReviewDrafted | Exported | StepFailed
    | ProcedureRaised | ProcedureReminded | VendorContacted | VendorCaseNoted | VendorAnswered | VendorChaseDue
    | VendorEscalated | VendorInvited | VendorPackMade | WaitStarted | WaitEnded | ResourceRequested
    | ResourceApproved | ResourceRefused | DebtChanged | DebtOpened | DebtPaid | DebtReminded | WorkaroundRepeated
    | CandidateAsked | CandidateAccepted | CandidateRejected | MajorChanged | CriterionMet
    | SimilarFound
    | OutputRaised | OutputFiled | OutputDelayed
    | IncidentLinked | IncidentUnlinked
    | ModelSuggested | ModelApplied | ModelAbandoned | SolutionUsed | ReplayPlanned
    | InjectPlayed | DrillScored | RoleAsked | RoleAcknowledged | RoleDeclined
    | RoleUnanswered | RolesMissing | StoodDown | RoleKept | SpanExceeded
    | OnCallFellBack | ConfirmationAsked | ConfirmationReminded | RestorationDoubted | TaskGiven
    | HypothesisTested | HypothesisDue | HypothesisSettled | ObjectionRaised | DecisionSettled | ActionReported
    | TaskReminded | TaskOverdue
    | ClassificationAsked | Classified | ClockStarted | ClockReminded | ClockMissed | ClockSubmitted | ClockStopped
    | UpdateHeld | UpdateOverridden | ApprovalAsked | UpdateApproved | UpdateRefused
    | UpdateDelivered | DeliveryFailed | TemplateBroken | HandoverProposed
    | SurveyAsked | SurveyClosed | SurveySkipped
    | SwarmOpened | SwarmLed | SwarmJoined | SwarmReported | SwarmEnded | UnownedListed
    | SwarmRoomOpened | SwarmRoomArchived | SwarmLeft
    | MomentsSuggested | SuggestionDeclined
    | ObjectWithdrawn | RiskRaised | RiskClosed | ActionReminded | ActionOverdue
    | EntryCorrected | CorrectionUndone | ContentErased
    | OutcomeAgreed | TaskVerified | TaskDoubted | TaskDropped | FollowUpReminded
    | ReviewStarted | ReviewSectionEdited | ReviewFieldSaid | ReviewPublished | ReviewReopened
    | ReviewReminded | ReviewMeetingSet | FactsAsked,
    Field(discriminator="kind"),
]  # fmt: skip

EVENTS: TypeAdapter[Event] = TypeAdapter(Event)

__all__ = [
    "EVENTS",
    "MARK_KINDS",
    "NUMBERED",
    "ActionOverdue",
    "ActionReminded",
    "ActionReported",
    "ApprovalAsked",
    "CandidateAccepted",
    "CandidateAsked",
    "CandidateRejected",
    "ClassificationAsked",
    "Classified",
    "ClockMissed",
    "ClockReminded",
    "ClockStarted",
    "ClockStopped",
    "ClockSubmitted",
    "ConfirmationAsked",
    "ConfirmationReminded",
    "ContentErased",
    "CorrectionUndone",
    "CriterionMet",
    "DebtChanged",
    "DebtOpened",
    "DebtPaid",
    "DebtReminded",
    "DecisionSettled",
    "DeliveryFailed",
    "DrillScored",
    "EntryCorrected",
    "ErasedPart",
    "Event",
    "ExportFormat",
    "Exported",
    "FactAsked",
    "FactsAsked",
    "FollowUpReminded",
    "HandoverAccepted",
    "HandoverDeclined",
    "HandoverOffered",
    "HandoverProposed",
    "HypothesisDue",
    "HypothesisSettled",
    "HypothesisTested",
    "IncidentCancelled",
    "IncidentClosed",
    "IncidentDeclared",
    "IncidentLinked",
    "IncidentReopened",
    "IncidentResolved",
    "IncidentUnlinked",
    "InjectPlayed",
    "MajorChanged",
    "MarkKind",
    "MessageDeleted",
    "MessageEdited",
    "MessageMarked",
    "MessagePosted",
    "MessageUnmarked",
    "MilestoneSet",
    "MimAccepted",
    "MimPaged",
    "MimUnanswered",
    "ModelAbandoned",
    "ModelApplied",
    "ModelSuggested",
    "MomentsSuggested",
    "ObjectWithdrawn",
    "ObjectionRaised",
    "OnCallFellBack",
    "OutcomeAgreed",
    "OutputDelayed",
    "OutputFiled",
    "OutputRaised",
    "PersonJoined",
    "PersonLeft",
    "Posted",
    "Preset",
    "ProcedureRaised",
    "ProcedureReminded",
    "PromiseEscalated",
    "PromiseKept",
    "PromiseMissed",
    "Remark",
    "ReplayPlanned",
    "ResourceApproved",
    "ResourceRefused",
    "ResourceRequested",
    "RestorationDoubted",
    "ReviewDrafted",
    "ReviewFieldSaid",
    "ReviewMeetingSet",
    "ReviewPublished",
    "ReviewReminded",
    "ReviewReopened",
    "ReviewSectionEdited",
    "ReviewStarted",
    "RiskClosed",
    "RiskRaised",
    "RoleAcknowledged",
    "RoleAsked",
    "RoleAssigned",
    "RoleDeclined",
    "RoleKept",
    "RoleReleased",
    "RoleUnanswered",
    "RolesMissing",
    "RoomArchived",
    "RoomOpened",
    "SeverityChanged",
    "SimilarFound",
    "SolutionUsed",
    "SpanExceeded",
    "StateChanged",
    "StepFailed",
    "StoodDown",
    "Suggested",
    "SuggestionDeclined",
    "SurveyAsked",
    "SurveyClosed",
    "SurveySkipped",
    "SwarmEnded",
    "SwarmJoined",
    "SwarmLed",
    "SwarmLeft",
    "SwarmOpened",
    "SwarmReported",
    "SwarmRoomArchived",
    "SwarmRoomOpened",
    "TaskAdded",
    "TaskDone",
    "TaskDoubted",
    "TaskDropped",
    "TaskGiven",
    "TaskOverdue",
    "TaskReminded",
    "TaskVerified",
    "TemplateBroken",
    "TopicSet",
    "UnownedListed",
    "UpdateApproved",
    "UpdateDelivered",
    "UpdateDrafted",
    "UpdateHeld",
    "UpdateOverridden",
    "UpdatePromised",
    "UpdatePublished",
    "UpdateRefused",
    "UpdateRequested",
    "UpdateSnoozed",
    "VendorAnswered",
    "VendorCaseNoted",
    "VendorChaseDue",
    "VendorContacted",
    "VendorEscalated",
    "VendorInvited",
    "VendorPackMade",
    "WaitEnded",
    "WaitStarted",
    "Wanting",
    "WorkaroundRepeated",
]
