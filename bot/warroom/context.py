"""What a decision may look at besides the incident: the policy, the time, who asks, and who could lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.warroom.base import Moment, Person
from bot.warroom.errors import NotAllowed
from bot.warroom.events import Event
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy
from bot.warroom.surveys import Vote
from bot.warroom.timeline import Entry

Decision = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of one decision. `actor` is None for timers; `moments` are those since the last update.

    `ladder` is whom the policy asks to lead, rung by rung (None where the policy names nobody); `approvers`
    are those who may approve what is asked for, `approving` those named for each audience's updates; `votes` the
    answers to a survey that is being ended; `record` what a correction may be about, or a review is read from.
    """

    policy: Policy
    now: Moment
    actor: Person | None = None
    administrator: bool = False
    ladder: tuple[Person | None, ...] = ()
    everyone: tuple[Person, ...] = ()
    approvers: tuple[Person, ...] = ()
    approving: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    moments: Sequence[Entry] = field(default_factory=tuple)
    votes: Sequence[Vote] = field(default_factory=tuple)
    record: Sequence[Entry] = field(default_factory=tuple)

    @property
    def person(self) -> Person:
        """Whoever acts. Raises NotAllowed when nobody does: timers never decide for people."""
        if self.actor is None:
            raise NotAllowed(who=phrase("a person"), what=phrase("do this"))
        return self.actor


def may_lead(state: Incident, context: Context) -> bool:
    """Whether the actor is the MIM, a deputy or an administrator (DOMAIN: they alone resolve and close).

    While it is a candidate, whoever was asked to judge it stands in the MIM's place.
    """
    if context.administrator:
        return True
    actor = context.actor
    judges = (state.judge,) if state.judge and state.state in {"candidate", "rejected"} else ()
    leaders = (*state.holding("mim"), *state.holding("deputy"), *judges)
    return actor is not None and any(leader.id == actor.id for leader in leaders)


def require_lead(state: Incident, context: Context, what: str) -> None:
    """Raises NotAllowed, saying who may, when the actor may not lead this incident."""
    if not may_lead(state, context):
        leader = state.mim or state.judge
        mim = f"{leader.name} (MIM)" if leader else "the MIM"
        raise NotAllowed(who=phrase("{mim}, a deputy or an administrator", mim=mim), what=what)
