"""What is asked about workarounds and their debt. Deciding on it: `workarounds.py`."""

from __future__ import annotations

from bot.warroom.base import Moment, Person
from bot.warroom.commands import Command


class RecordWorkaround(Command):
    """A workaround, with everything that the form asks for."""

    does: str
    leaves: str = ""
    undo: str = ""
    owner: Person | None = None
    due_at: Moment | None = None


class ChangeDebt(Command):
    """Complete or correct a workaround; what is empty stays."""

    debt: int
    does: str = ""
    leaves: str = ""
    undo: str = ""
    owner: Person | None = None
    due_at: Moment | None = None


class ExtendDebt(Command):
    """Put the date off, with the reason."""

    debt: int
    due_at: Moment
    reason: str


class PayDebt(Command):
    """Something better stands."""

    debt: int
    text: str


class WithdrawDebt(Command):
    """The workaround was said in error, or is void: why."""

    debt: int
    reason: str


class RemindDebt(Command):
    """The timer of a debt: its date has come, or a week more has gone."""

    debt: int
