"""What becomes of hypotheses, decisions, actions and tasks. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value


class HypothesisTested(Value):
    """Somebody finds out whether a hypothesis is true, and reports by `due_at`; `instead_of` did until then."""

    kind: Literal["hypothesis_testing"] = "hypothesis_testing"
    number: int
    owner: Person
    due_at: Moment
    instead_of: Person | None = None


class HypothesisDue(Value):
    """The time-box of a hypothesis ended without a result; its owner was asked."""

    kind: Literal["hypothesis_due"] = "hypothesis_due"
    number: int
    owner: Person | None = None


class HypothesisSettled(Value):
    """A hypothesis was confirmed or disproved, with the evidence."""

    kind: Literal["hypothesis_settled"] = "hypothesis_settled"
    number: int
    outcome: Literal["confirmed", "disproved"]
    evidence: str


class ObjectionRaised(Value):
    """Somebody objects to a decision, with the reason."""

    kind: Literal["objection_raised"] = "objection_raised"
    number: int
    person: Person
    text: str


class DecisionSettled(Value):
    """The window for objections to a decision ended; `objections` are those that were raised, none means none."""

    kind: Literal["decision_settled"] = "decision_settled"
    number: int
    objections: tuple[str, ...] = ()


class ActionReported(Value):
    """An action's result, how to take it back, or that it was rolled back."""

    kind: Literal["action_reported"] = "action_reported"
    number: int
    what: Literal["result", "plan", "rolled_back"]
    text: str


class ObjectWithdrawn(Value):
    """A hypothesis, decision or action is taken back, with the reason; it keeps its number."""

    kind: Literal["object_withdrawn"] = "object_withdrawn"
    what: Literal["hypothesis", "decision", "action"]
    number: int
    reason: str


class ActionReminded(Value):
    """An action's owner was reminded before its result was due."""

    kind: Literal["action_reminded"] = "action_reminded"
    number: int
    owner: Person
    due_at: Moment


class ActionOverdue(Value):
    """An action's due time came and nobody has said what it brought; the room was told."""

    kind: Literal["action_overdue"] = "action_overdue"
    number: int
    owner: Person | None = None
    due_at: Moment


class TaskReminded(Value):
    """A task's owner was reminded before it was due."""

    kind: Literal["task_reminded"] = "task_reminded"
    task: int
    owner: Person | None = None
    due_at: Moment


class TaskOverdue(Value):
    """A task's due time came and it was not finished; the room was told."""

    kind: Literal["task_overdue"] = "task_overdue"
    task: int
    owner: Person | None = None
    due_at: Moment
