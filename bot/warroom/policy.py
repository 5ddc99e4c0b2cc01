"""The organisation's policy as frozen values: the numbers and names of DOMAIN that are never constants in code.

`bot/policy` reads these from YAML; the core only asks them questions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Literal

from pydantic import Field

from bot.warroom.audiences import Audience, Concern, Deliveries, StatusPages, Subscribe
from bot.warroom.base import Value
from bot.warroom.places import Place
from bot.warroom.policy_actions import Actions
from bot.warroom.policy_capture import Capture
from bot.warroom.policy_clocks import Regulators
from bot.warroom.policy_drills import Drills
from bot.warroom.policy_editing import Editing
from bot.warroom.policy_exports import Exports
from bot.warroom.policy_improvements import Improvements
from bot.warroom.policy_learning import Learning
from bot.warroom.policy_masking import Masking
from bot.warroom.policy_outputs import Outputs
from bot.warroom.policy_partners import Resources, Vendor, Workarounds
from bot.warroom.policy_people import Assembly, Schedule
from bot.warroom.policy_reports import Reports
from bot.warroom.policy_review import ReviewTerms
from bot.warroom.policy_similar import SimilarPast
from bot.warroom.policy_survey import SurveyTerms
from bot.warroom.policy_work import Handover, Swarms, Work

Level = Literal["high", "medium", "low"]


class Link(Value):
    """A dashboard, runbook or bookmark: its title and address."""

    title: str
    url: str


class Service(Value):
    """An entry of the service catalogue. `owner` and `teams` are policy references (`@handle`, email, or id)."""

    name: str
    owner: str = ""
    teams: tuple[str, ...] = ()
    sla_target: timedelta | None = None
    links: tuple[Link, ...] = ()


class Acceptance(Value):
    """How long after the first page the next rung is asked to lead."""

    remind_after: timedelta = timedelta(minutes=2)
    backup_after: timedelta = timedelta(minutes=5)
    duty_manager_after: timedelta = timedelta(minutes=10)
    everyone_after: timedelta = timedelta(minutes=15)


class Severity(Value):
    """One severity: what it means, who is called, how soon the MIM must answer, when the review is due."""

    name: str
    label: str
    description: str = ""
    emoji: str = ":red_circle:"
    teams: tuple[str, ...] = ()
    mandatory_roles: tuple[str, ...] = ("mim",)
    acceptance: Acceptance = Acceptance()
    assemble_within: timedelta = timedelta(minutes=10)
    review_due: timedelta = timedelta(days=3)
    review_working_days: int = 0


class Role(Value):
    """A role's title and duties, sent to whoever takes it. `candidates` are asked in order where it is mandatory."""

    name: str
    title: str
    candidates: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


class Rotas(Value):
    """Who is asked to lead, in order. References are `@handle`, an email address, a user id or a `@user-group`."""

    mim: tuple[str, ...] = ()
    backup: tuple[str, ...] = ()
    duty_manager: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()


class Updates(Value):
    """The promise ladder: first notice, when the room is warned (share of the interval), when it is escalated."""

    first_within: timedelta = timedelta(minutes=5)
    warn_at: float = 0.8
    escalate_after: timedelta = timedelta(minutes=5)
    grace: timedelta = timedelta(minutes=1)
    snooze_at_most: timedelta = timedelta(minutes=30)


class Room(Value):
    """How war rooms are named, furnished, announced and put away."""

    name: str = "mi-{number}-{slug}"
    announce_in: str = ""
    bookmarks: tuple[Link, ...] = ()
    archive_after: timedelta = timedelta(days=7)
    archive_duplicate_after: timedelta = timedelta(minutes=10)


class Closure(Value):
    """What must be known before an incident can be closed, and how often its owner is asked whether it works."""

    milestones: tuple[str, ...] = ("started", "detected", "resolved", "confirmed")
    review: bool = True
    ask_to_confirm: bool = True
    confirm_remind_after: timedelta = timedelta(hours=4)
    confirm_reminders: int = 2


class Criteria(Value):
    """What makes an incident major, and how long a candidate waits for a decision (DOMAIN §2.1).

    `major` are the severities that are major by themselves; shares from 0 to 1; `impacts` are kinds of business impact
    of which any one suffices.
    """

    users_above: float = 0.5
    downtime_above: timedelta = timedelta(hours=1)
    services_from: int = 2
    impacts: tuple[str, ...] = ("revenue", "data", "safety", "reputation", "regulatory")
    borderline_at: float = 0.8
    major: tuple[str, ...] = ("sev1", "sev2")
    candidate_severity: str = "sev2"
    decide_within: timedelta = timedelta(minutes=10)


class ModelStep(Value):
    """A step of an incident model: due so long after the model was applied, by whoever holds the role."""

    name: str
    within: timedelta | None = None
    role: str = ""


class IncidentModel(Value):
    """A proven way to handle one kind of incident. `templates` are texts for audiences, `solution` a link."""

    name: str
    title: str
    version: int = 1
    words: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    severity: str = ""
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: Mapping[str, ModelStep] = Field(default_factory=dict)
    templates: Mapping[str, str] = Field(default_factory=dict)
    vendors: tuple[str, ...] = ()
    solution: str = ""


class Policy(Value):
    """Everything an organisation decides in advance."""

    organisation: str = "Posko"
    timezone: str = "Asia/Jakarta"
    language: str = "en"
    prefix: str = "MI"
    create_missing_channels: bool = True
    templates: str = ""
    administrators: tuple[str, ...] = ()
    room: Room = Room()
    severities: Mapping[str, Severity]
    matrix: Mapping[Level, Mapping[Level, str]]
    services: Mapping[str, Service] = Field(default_factory=dict)
    roles: Mapping[str, Role]
    rotas: Rotas = Rotas()
    assembly: Assembly = Assembly()
    swarms: Swarms = Swarms()
    schedules: Mapping[str, Schedule] = Field(default_factory=dict)
    audiences: Mapping[str, Audience]
    updates: Updates = Updates()
    deliveries: Deliveries = Deliveries()
    status_page: StatusPages = StatusPages()
    closure: Closure = Closure()
    criteria: Criteria = Criteria()
    drills: Drills = Drills()
    outputs: Outputs = Outputs()
    survey: SurveyTerms = SurveyTerms()
    work: Work = Work()
    capture: Capture = Capture()
    learning: Learning = Learning()
    actions: Actions = Actions()
    handover: Handover = Handover()
    editing: Editing = Editing()
    exports: Exports = Exports()
    masking: Masking = Masking()
    models: Mapping[str, IncidentModel] = Field(default_factory=dict)
    vendors: Mapping[str, Vendor] = Field(default_factory=dict)
    resources: Resources = Resources()
    workarounds: Workarounds = Workarounds()
    reports: Reports = Reports()
    improvements: Improvements = Improvements()
    review: ReviewTerms = ReviewTerms()
    reactions: Mapping[str, str] = Field(default_factory=dict)
    regulators: Regulators = Regulators()
    similar_above: int = 72
    similar_past: SimilarPast = SimilarPast()

    def severity(self, name: str) -> Severity:
        """The severity of that name, or the most careful one when a stored name has left the policy."""
        return self.severities.get(name) or next(iter(self.severities.values()))

    @property
    def assumed_severity(self) -> str:
        """The severity of a candidate that nobody gave one."""
        wanted = self.criteria.candidate_severity
        return wanted if wanted in self.severities else next(iter(self.severities))

    def places(self, *kinds: str) -> tuple[Place, ...]:
        """Every place of these kinds that an update or an exercise may go to, each once."""
        audiences = self.audiences.values()
        routes = (route for each in audiences for route in (*each.channels, *each.drill_channels))
        named = (place for route in routes for place in (route.place, *route.then))
        return tuple(dict.fromkeys(place for place in named if place.kind in kinds))

    def audiences_for(self, by: Concern, *, promised: Collection[str] = ()) -> tuple[Audience, ...]:
        """Who is told of such an incident: those it concerns and those once promised; of a private one only who may
        see it; never those who have no channels.
        """
        told = (each for each in self.audiences.values() if each.reached(drill=by.drill))
        allowed = (each for each in told if each.sees_private or not by.private)
        return tuple(each for each in allowed if each.name in promised or each.concerned(by, self.severities))


__all__ = [
    "Acceptance",
    "Audience",
    "Closure",
    "Concern",
    "Criteria",
    "Deliveries",
    "Drills",
    "IncidentModel",
    "Level",
    "Link",
    "ModelStep",
    "Policy",
    "Role",
    "Room",
    "Rotas",
    "Service",
    "Severity",
    "StatusPages",
    "Subscribe",
    "Updates",
]
