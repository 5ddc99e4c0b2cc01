"""What is asked about outputs. Deciding on it: `handing_on.py`."""

from __future__ import annotations

from bot.warroom.base import Person
from bot.warroom.commands import Command
from bot.warroom.outputs import OutputKind


class RaiseOutput(Command):
    """Ask for a problem investigation, a change, a knowledge article or an improvement."""

    what: OutputKind
    text: str
    owner: Person | None = None


class FileAgain(Command):
    """Try again to put an output into the tracker."""

    output: int
