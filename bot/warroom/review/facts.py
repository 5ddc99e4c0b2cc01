"""What a review draft is made of: frozen facts, section by section (ITIL 4 incident management, post-incident review).

Values only: how they are found is in `draft.py` and `gaps.py`, how they are shown in `bot.comms.exports`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.criteria import Met
from bot.warroom.incident import Said
from bot.warroom.lifecycle import State
from bot.warroom.links import Link
from bot.warroom.metrics import Kpi
from bot.warroom.milestones import Milestone
from bot.warroom.moments import Line
from bot.warroom.objects import ActionTaken, DecisionTaken, Hypothesis
from bot.warroom.outputs import Output
from bot.warroom.partners import Resource, VendorCase, Wait
from bot.warroom.past import Past
from bot.warroom.promises import Delivery
from bot.warroom.review.lint import Reword
from bot.warroom.reviews import Reviewing
from bot.warroom.surveys import Survey

Standing = Literal["from_data", "confirmed", "unknown", "not_applicable", "missing"]


class Header(Value):
    """Which incident this is, how it stands, and how fresh the draft is."""

    organisation: str
    reference: str
    title: str
    severity: str
    severity_label: str
    state: State
    major: bool
    private: bool
    drill: bool
    criterion: str
    services: tuple[str, ...]
    reporter: Person
    declared_at: Moment
    resolved_at: Moment | None
    due_at: Moment | None
    version: int
    made_at: Moment
    entries: int
    timezone: str
    criteria: tuple[Met, ...] = ()


class SeverityStep(Value):
    """The severity from `at` on; the first step has no `before`, and the `criteria` that were met then. `role` is who
    decided, never a name.
    """

    at: Moment
    before: str | None
    after: str
    reason: str
    role: str | None
    criteria: tuple[Met, ...] = ()


class Tenure(Value):
    """Somebody held a role from `since` until `until` (None: still)."""

    role: str
    title: str
    person: Person
    since: Moment
    until: Moment | None = None


class Responder(Value):
    """Somebody who was in the room or acted, with how many entries are theirs."""

    person: Person
    first_seen: Moment
    entries: int


class Band(Value):
    """The incident was in this state from `start` to `end`."""

    state: State
    start: Moment
    end: Moment


class MilestoneAt(Value):
    """A known milestone, for the picture and the table."""

    name: str
    at: Moment
    source: str


class Sent(Value):
    """One update as it left."""

    number: int
    at: Moment
    audiences: tuple[str, ...]
    text: str
    automatic: bool
    final: bool


class Action(Value):
    """Work that was decided: a task (with its number) or an action somebody put on the record."""

    task: int | None = None
    text: str
    owner: Person | None = None
    due_at: Moment | None = None
    done_at: Moment | None = None
    done_by: Person | None = None
    done: bool | None = None
    at: Moment
    first_due_at: Moment | None = None
    outcome: str = ""
    verified_at: Moment | None = None
    verified_by: Person | None = None
    because: str = ""
    to_verify: bool = False


class Workaround(Value):
    """What reduced the impact, and the debt it leaves: its number, what it leaves undone, owner, date and end."""

    at: Moment
    text: str
    reference: str = ""
    leaves: str = ""
    undo: str = ""
    owner: Person | None = None
    due_at: Moment | None = None
    replaced_by: str = ""


Topic = Literal["detection", "factors", "mitigators", "went_well", "was_hard"]


class Prompt(Value):
    """A question of a review about what its record shows; `key` names its words, the figures are the incident's own."""

    topic: Topic
    key: str
    length: timedelta | None = None
    half: timedelta | None = None
    count: int = 0


class Gap(Value):
    """A field of the review and how it stands. `why` and `field` are keys; `command` is what fills it.

    `role` and `person` say who should fill it, `by` until when (None while the incident is not resolved).
    """

    field: str
    standing: Standing
    value: str = ""
    why: str = ""
    role: str = ""
    person: Person | None = None
    by: Moment | None = None
    command: str = ""
    mandatory: bool = False

    @property
    def complete(self) -> bool:
        """Whether nobody owes anything here."""
        return self.standing != "missing"

    @property
    def blocking(self) -> bool:
        """Whether the review cannot be published before this is filled."""
        return self.mandatory and not self.complete


class ReviewDraft(Value):
    """The whole draft. It exists from the first minute and fills itself as the record grows."""

    header: Header
    severities: tuple[SeverityStep, ...]
    tenures: tuple[Tenure, ...]
    responders: tuple[Responder, ...]
    symptoms: str
    outcome: str
    impacts: tuple[Said, ...]
    detected: Milestone | None
    kpis: tuple[Kpi, ...]
    milestones: tuple[MilestoneAt, ...]
    bands: tuple[Band, ...]
    timeline: tuple[Line, ...]
    hypotheses: tuple[Line, ...]
    decisions: tuple[Line, ...]
    deliveries: tuple[Delivery, ...]
    updates: tuple[Sent, ...]
    snoozes: int
    requests: int = 0
    gaps: tuple[Gap, ...]
    actions: tuple[Action, ...]
    workarounds: tuple[Workaround, ...]
    outputs: tuple[Output, ...] = ()
    surveys: tuple[Survey, ...] = ()
    links: tuple[Link, ...] = ()
    similar: tuple[Past, ...] = ()
    waits: tuple[Wait, ...] = ()
    vendors: tuple[VendorCase, ...] = ()
    resources: tuple[Resource, ...] = ()
    escalations: tuple[Line, ...] = ()
    tried: tuple[Hypothesis, ...] = ()
    decided: tuple[DecisionTaken, ...] = ()
    changed: tuple[ActionTaken, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    rewords: tuple[Reword, ...] = ()
    reviewing: Reviewing = Reviewing()

    @property
    def complete(self) -> int:
        """How many fields need nothing more."""
        return sum(gap.complete for gap in self.gaps)

    @property
    def blocking(self) -> int:
        """How many fields stand against publication."""
        return sum(gap.blocking for gap in self.gaps)

    @property
    def duration(self) -> timedelta:
        """From the begin of the impact (or the declaration, if that is not known) to resolution or now."""
        started = next((each.at for each in self.milestones if each.name == "started"), self.header.declared_at)
        return (self.header.resolved_at or self.header.made_at) - started
