"""What is asked of actions on their way to a verified close. Deciding on it: `follow_up.py`."""

from __future__ import annotations

from bot.warroom.commands import Command


class AgreeOutcome(Command):
    """Say by what anybody can see that a task has worked."""

    task: int
    text: str


class VerifyTask(Command):
    """A finished task has brought what it should."""

    task: int
    text: str = ""


class DoubtTask(Command):
    """A finished task has not brought what it should, and why it is thought so."""

    task: int
    reason: str


class DropTask(Command):
    """A task is not going to be done, because."""

    task: int
    reason: str


class RemindFollowUp(Command):
    """The timer of a task that outlived its incident."""

    task: int
