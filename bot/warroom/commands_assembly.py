"""What is asked about roles and the team's assembly. Deciding on it: `assembling.py`."""

from __future__ import annotations

from bot.warroom.base import Person
from bot.warroom.commands import Command


class AcknowledgeRole(Command):
    """Say yes to a role that was given or asked for; without a name to the only one that waits."""

    role: str = ""


class DeclineRole(Command):
    """Say no to it; the next one is asked."""

    role: str = ""


class PassRole(Command):
    """The timer of a question ran out: ask the next one if there still is no answer."""

    role: str
    user: str


class CheckAssembly(Command):
    """The timer of the assembly: who is missing?"""


class ReleasePeople(Command):
    """Take every role back from these people, but for the MIM's."""

    people: tuple[Person, ...]


class StandDown(Command):
    """These stay, the others are released. `among` are those who could be chosen, if that was not everybody."""

    stay: tuple[Person, ...]
    among: tuple[str, ...] | None = None


class KeepRoles(Command):
    """Having left the room, keep the roles and come back."""
