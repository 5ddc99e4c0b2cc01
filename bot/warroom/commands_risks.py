"""What is asked about risks. Deciding on it: `risks.py`."""

from __future__ import annotations

from bot.warroom.base import Moment, Person
from bot.warroom.commands import Command


class RaiseRisk(Command):
    """Write down what may go wrong yet."""

    text: str
    owner: Person | None = None
    due_at: Moment | None = None


class CloseRisk(Command):
    """It is a risk no longer."""

    risk: int
    text: str = ""
