"""What people (and timers) ask about hypotheses, decisions, actions and tasks; `investigating` decides on it."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person
from bot.warroom.commands import Command


class StartTest(Command):
    """Find out whether a hypothesis is true; without a time the policy's time-box counts."""

    number: int
    owner: Person | None = None
    due_at: Moment | None = None


class SettleHypothesis(Command):
    """Say that a hypothesis is confirmed or disproved, and by what."""

    number: int
    outcome: Literal["confirmed", "disproved"]
    evidence: str


class CallBackHypothesis(Command):
    """The timer of a time-box: ask the owner."""

    number: int


class RaiseObjection(Command):
    """Object to a decision."""

    number: int
    text: str


class CloseObjections(Command):
    """The timer of a decision's window: record who objected, or that nobody did."""

    number: int


class WithdrawObject(Command):
    """Take a hypothesis, decision or action back, with the reason."""

    what: Literal["hypothesis", "decision", "action"]
    number: int
    reason: str


class ReportAction(Command):
    """Say what an action brought (with the `plan` to take it back), only how to take it back, or that it was."""

    number: int
    what: Literal["result", "plan", "rolled_back"]
    text: str
    plan: str = ""


class RemindAction(Command):
    """The timer of an action: remind its owner, or tell the room that its result is due."""

    number: int
    overdue: bool = False


class RemindTask(Command):
    """The timer of a task: remind its owner, or tell the room that it is due."""

    task: int
    overdue: bool = False
