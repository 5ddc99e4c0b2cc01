"""What is asked about a review while people work on it. Deciding on it: `reviewing.py`."""

from __future__ import annotations

from bot.warroom.base import Moment, Person
from bot.warroom.commands import Command
from bot.warroom.reviews import Verdict


class StartReview(Command):
    """Go through the draft together."""


class EditSection(Command):
    """Give a section these words. `base` is the version they were written over, where that is known."""

    section: str
    text: str
    base: int | None = None
    restored: int | None = None


class SayField(Command):
    """Say how a field stands, or who owes it by when."""

    field: str
    standing: Verdict = ""
    text: str = ""
    owner: Person | None = None
    due_at: Moment | None = None


class PublishReview(Command):
    """The review is done."""


class ReopenReview(Command):
    """A published review is to be changed."""

    reason: str


class RemindReview(Command):
    """Asked by its timer."""

    round: int


class AskFacts(Command):
    """Asked by its timer, of the state that was reached then."""

    state: str


class SetMeeting(Command):
    """Talk the review through then."""

    moment: Moment


class CallOffMeeting(Command):
    """Do not meet about it."""
