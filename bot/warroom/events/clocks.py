"""Regulator clocks: asked, classified, started, reminded of, missed, submitted, stopped. Stored for ever."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Value


class ClassificationAsked(Value):
    """The room was asked these questions of the policy."""

    kind: Literal["classification_asked"] = "classification_asked"
    questions: tuple[str, ...]


class Classified(Value):
    """A question was answered. `text` is the question as it was asked; the answer is true from `at` on."""

    kind: Literal["classified"] = "classified"
    question: str
    text: str = ""
    answer: Literal["yes", "no", "unknown"]
    at: Moment


class ClockStarted(Value):
    """A report is owed to an authority by `due_at`, by this version of the policy's clock."""

    kind: Literal["clock_started"] = "clock_started"
    clock: str
    title: str
    version: int = 1
    question: str = ""
    started_at: Moment
    due_at: Moment


class ClockReminded(Value):
    """So much of a clock's time is gone and nothing was submitted."""

    kind: Literal["clock_reminded"] = "clock_reminded"
    clock: str
    title: str = ""
    share: float
    due_at: Moment


class ClockMissed(Value):
    """The deadline passed with nothing submitted."""

    kind: Literal["clock_missed"] = "clock_missed"
    clock: str
    title: str = ""
    due_at: Moment


class ClockSubmitted(Value):
    """The report was submitted at that moment; `receipt` is what the authority gave back."""

    kind: Literal["clock_submitted"] = "clock_submitted"
    clock: str
    title: str = ""
    receipt: str
    at: Moment
    due_at: Moment


class ClockStopped(Value):
    """The report is not owed after all, with the reason."""

    kind: Literal["clock_stopped"] = "clock_stopped"
    clock: str
    title: str = ""
    reason: str
