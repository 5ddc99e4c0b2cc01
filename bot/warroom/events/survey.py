"""The satisfaction survey. Stored for ever: fields are only added. No entry says who answered what."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value
from bot.warroom.surveys import Comment, Group


class SurveyAsked(Value):
    """These people were asked how the incident was handled; they may answer until `closes_at`."""

    kind: Literal["survey_asked"] = "survey_asked"
    group: Group
    people: tuple[Person, ...]
    closes_at: Moment


class SurveyClosed(Value):
    """The survey of a group is over. Scores in order of size; nothing but counts when too few answered.

    `early`: somebody closed it before its time.
    """

    kind: Literal["survey_closed"] = "survey_closed"
    group: Group
    asked: int
    answered: int
    scores: tuple[int, ...] = ()
    comments: tuple[Comment, ...] = ()
    early: bool = False


class SurveySkipped(Value):
    """Nobody is asked (any more), and why. What had been answered is thrown away unread."""

    kind: Literal["survey_skipped"] = "survey_skipped"
    reason: str
