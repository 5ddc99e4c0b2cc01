"""What is asked about regulator clocks. Deciding on it: `regulators.py`."""

from __future__ import annotations

from bot.warroom.base import Moment
from bot.warroom.clocks import Answer
from bot.warroom.commands import Command


class AskClassification(Command):
    """A timer: put the questions that nobody has answered to the room."""


class AnswerQuestion(Command):
    """Answer a classification question, true from `at` (the detection, or now, when not given)."""

    question: str
    answer: Answer
    at: Moment | None = None
    reason: str = ""


class RemindClock(Command):
    """A timer: so much of the clock's time is gone (1.0: all of it)."""

    clock: str
    share: float


class SubmitClock(Command):
    """The report was submitted; `receipt` is the authority's."""

    clock: str
    receipt: str
    at: Moment | None = None
