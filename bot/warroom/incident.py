"""The state of an incident: frozen values and the questions one may ask of them. How it changes: `evolution`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.warroom.audiences import Concern
from bot.warroom.base import Moment, Person, SlackRef, Value
from bot.warroom.clocks import Answered, RunningClock
from bot.warroom.criteria import Met
from bot.warroom.drafts import Asleep, LastTold, Waiting
from bot.warroom.lifecycle import State
from bot.warroom.links import Link
from bot.warroom.milestones import Milestone
from bot.warroom.objects import ActionTaken, DecisionTaken, Hypothesis
from bot.warroom.outputs import Output
from bot.warroom.partners import DebtItem, Procedure, Resource, VendorCase, Wait
from bot.warroom.past import Past
from bot.warroom.reviews import Reviewing
from bot.warroom.risk_register import Risk
from bot.warroom.role_asks import RoleAsk
from bot.warroom.scores import Replay
from bot.warroom.suggestions import Suggestion
from bot.warroom.surveys import Survey
from bot.warroom.used_models import UsedModel
from bot.warroom.workstreams import Swarm


class WarRoom(Value):
    """The incident's channel."""

    channel: str
    name: str
    archived: bool = False


class Holder(Value):
    """Somebody holding a role. Until `acknowledged` they were only given it."""

    role: str
    person: Person
    acknowledged: bool = False


class Lead(Value):
    """Who owns the incident now. Until `accepted` they were only asked; `rung` is how far the ladder has gone.

    `seq` is the entry that put them there; `asked_since` is the first page, from which the ladder counts.
    """

    person: Person
    accepted: bool = False
    rung: int = 0
    paged_at: Moment | None = None
    seq: int = 0
    handover_to: Person | None = None
    asked_since: Moment | None = None


class Promise(Value):
    """The next update an audience was promised. `send_at` is later than `due_at` only after a snooze."""

    due_at: Moment
    send_at: Moment
    made_at: Moment
    warned: bool = False
    missed: bool = False


class Said(Value):
    """A text that stands until a later one replaces it or it is taken back (`key` names the mark).

    Taken back, it stays without words: what Slack tells of an earlier moment afterwards must not bring it back.
    """

    text: str
    key: str
    at: Moment | None = None


class Task(Value):
    """Work that is owed. A step of a model that was given up counts as done, `dropped`, as does what nobody is going to
    do `because` of something. `first_due_at` is the date it was first given; `outcome` is by what anybody can see it.
    """

    number: int
    text: str
    owner: Person | None = None
    due_at: Moment | None = None
    done: bool = False
    role: str = ""
    model: str = ""
    dropped: bool = False
    first_due_at: Moment | None = None
    outcome: str = ""
    done_at: Moment | None = None
    done_by: Person | None = None
    verified_at: Moment | None = None
    verified_by: Person | None = None
    because: str = ""


class Phase(Value):
    """The incident entered this state at this moment."""

    state: State
    at: Moment


class Incident(Value):
    """One incident as it stands after its last entry."""

    number: int
    reference: str
    title: str
    severity: str
    state: State = "investigating"
    state_text: str = ""
    private: bool = False
    drill: bool = False
    replay: Replay | None = None
    major: bool = True
    reporter: Person
    declared_at: Moment
    criterion: str = ""
    criteria: tuple[Met, ...] = ()
    users_share: int | None = None
    impact_kinds: tuple[str, ...] = ()
    judge: Person | None = None
    symptoms: str = ""
    services: tuple[str, ...] = ()
    impacts: tuple[Said, ...] = ()
    workarounds: tuple[Said, ...] = ()
    room: WarRoom | None = None
    former_rooms: tuple[WarRoom, ...] = ()
    posts: Mapping[str, SlackRef] = Field(default_factory=dict)
    topic: str = ""
    lead: Lead | None = None
    holders: tuple[Holder, ...] = ()
    role_asks: tuple[RoleAsk, ...] = ()
    missing: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    crowded: int = 0
    swarms: tuple[Swarm, ...] = ()
    milestones: Mapping[str, Milestone] = Field(default_factory=dict)
    promises: Mapping[str, Promise] = Field(default_factory=dict)
    updates: int = 0
    updated_seq: int = 0
    updated_at: Moment | None = None
    told_at: Mapping[str, Moment] = Field(default_factory=dict)
    update_requests: tuple[Person, ...] = ()
    waiting_updates: tuple[Waiting, ...] = ()
    last_told: Mapping[str, LastTold] = Field(default_factory=dict)
    asleep: Mapping[str, Asleep] = Field(default_factory=dict)
    broken_templates: tuple[str, ...] = ()
    sent: Mapping[int, tuple[str, ...]] = Field(default_factory=dict)
    reached: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    decisions: tuple[DecisionTaken, ...] = ()
    actions: tuple[ActionTaken, ...] = ()
    suggested: tuple[str, ...] = ()
    models: tuple[UsedModel, ...] = ()
    vendors: tuple[VendorCase, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    waits: tuple[Wait, ...] = ()
    resources: tuple[Resource, ...] = ()
    debts: tuple[DebtItem, ...] = ()
    risks: tuple[Risk, ...] = ()
    people: Mapping[str, str] = Field(default_factory=dict)
    erased_messages: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    review: int = 0
    reviewing: Reviewing = Reviewing()
    classified: Mapping[str, Answered] = Field(default_factory=dict)
    clocks: Mapping[str, RunningClock] = Field(default_factory=dict)
    links: tuple[Link, ...] = ()
    confirmers: tuple[Person, ...] = ()
    outputs: tuple[Output, ...] = ()
    similar: tuple[Past, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    surveys: tuple[Survey, ...] = ()
    survey_skipped: bool = False

    @property
    def impact(self) -> str:
        """The latest words about the impact, or nothing."""
        return next((said.text for said in reversed(self.impacts) if said.text), "")

    @property
    def workaround(self) -> str:
        """The latest words about a workaround, or nothing."""
        return next((said.text for said in reversed(self.workarounds) if said.text), "")

    @property
    def model(self) -> UsedModel | None:
        """The model by which the incident is handled, if one was applied and not given up."""
        return self.models[-1] if self.models and self.models[-1].abandoned is None else None

    @property
    def mim(self) -> Person | None:
        """Who owns the incident now, accepted or not."""
        return self.lead.person if self.lead else None

    def concern(self, severity: str = "") -> Concern:
        """The facts by which it is decided who is told of it; `severity` stands for another than the present one."""
        return Concern(
            severity=severity or self.severity,
            private=self.private,
            drill=self.drill,
            services=self.services,
            impacts=self.impact_kinds,
        )

    @property
    def next_due(self) -> Moment | None:
        """The earliest promised update."""
        return min((promise.due_at for promise in self.promises.values()), default=None)

    def holding(self, role: str) -> tuple[Person, ...]:
        """Everybody who holds that role."""
        if role == "mim":
            return (self.lead.person,) if self.lead else ()
        return tuple(each.person for each in self.holders if each.role == role)

    def role_of(self, person: Person) -> str | None:
        """The first role that somebody holds: what the timeline's role column shows."""
        if self.mim and self.mim.id == person.id:
            return "mim"
        return next((each.role for each in self.holders if each.person.id == person.id), None)

    def may_hear(self, user: str) -> bool:
        """Whether somebody may be written to about it: of a private incident only whoever belongs to it."""
        return not self.private or self.concerns(user)

    def concerns(self, user: str) -> bool:
        """Whether somebody belongs to this incident: in its room, holding a role, or its reporter."""
        return (
            user in self.people
            or user == self.reporter.id
            or bool(self.mim and self.mim.id == user)
            or bool(self.judge and self.judge.id == user)
            or any(each.person.id == user for each in self.holders)
            or any(each.person.id == user for each in self.role_asks)
            or any(person.id == user for swarm in self.swarms if swarm.channel for person in swarm.members)
        )
