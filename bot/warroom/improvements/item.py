"""An item of the register, the states it goes through, and a version of a model that came of one. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from pydantic import Field

from bot.warroom.base import Moment, Person, SlackRef, Value
from bot.warroom.policy import IncidentModel

Kind = Literal["model", "change", "improvement"]
State = Literal["proposed", "approved", "refused", "in_progress", "done", "verified", "not_doing"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOVES: Mapping[State, tuple[State, ...]] = {
    "proposed": ("approved", "refused"),
    "approved": ("in_progress", "done", "not_doing"),
    "in_progress": ("done", "not_doing"),
    "done": ("verified", "in_progress"),
    "refused": (),
    "verified": (),
    "not_doing": ("in_progress",),
}
"""Where an item may go from each state; drawn in docs/improvements.md."""
OPEN: frozenset[State] = frozenset({"proposed", "approved", "in_progress", "done"})
OWED: frozenset[State] = frozenset({"approved", "in_progress"})


class Step(Value):
    """One thing that happened to an item; `reason` is what was said with it."""

    state: State
    at: Moment
    by: Person | None = None
    reason: str = ""


class Improvement(Value):
    """One item. `source` names what it came from and is unique: a pattern of a month, an output, or a person's line.

    `evidence` are the incidents behind it, `of` how many the month had; `pattern` is what they share, so that the
    same is not proposed again. An item of kind *model* holds the model as it would be stored; `done_in` says of each
    step in how many of the incidents it was done.
    """

    number: int
    source: str
    kind: Kind
    title: str
    text: str = ""
    state: State = "proposed"
    evidence: tuple[int, ...] = ()
    of: int = 0
    month: str = ""
    pattern: str = ""
    services: tuple[str, ...] = ()
    model: IncidentModel | None = None
    done_in: Mapping[str, int] = Field(default_factory=dict)
    owner: Person | None = None
    due_at: Moment | None = None
    raised_at: Moment
    raised_by: Person | None = None
    ticket: str = ""
    link: str = ""
    posts: tuple[SlackRef, ...] = ()
    history: tuple[Step, ...] = ()

    @property
    def reference(self) -> str:
        """As people name it: I7."""
        return f"I{self.number}"

    @property
    def reason(self) -> str:
        """What was said when it came into its state."""
        return next((step.reason for step in reversed(self.history) if step.state == self.state), "")

    def late(self, now: Moment) -> bool:
        """Whether its date is over and it is not done."""
        return self.state in OWED and self.due_at is not None and self.due_at < now

    def moved(self, state: State, at: Moment, by: Person | None, reason: str = "") -> Improvement:
        """The item in that state, with the step on its history."""
        step = Step(state=state, at=at, by=by, reason=reason)
        return self.model_copy(update={"state": state, "history": (*self.history, step)})


class ModelVersion(Value):
    """A version of a model as it was stored; versions are only added. `item` is the register's, None when an earlier
    version (`again`) was brought back.
    """

    model: IncidentModel
    at: Moment
    by: Person | None = None
    item: int | None = None
    again: int | None = None
