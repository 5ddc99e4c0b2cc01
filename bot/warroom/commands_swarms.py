"""What is asked about swarms and unowned work. Deciding on it: `swarms.py` and `unowned.py`."""

from __future__ import annotations

from bot.warroom.base import Person, Value
from bot.warroom.commands import Command


class NewSwarm(Value):
    """A line of work to be; `members` are those whom the `team` means."""

    name: str
    goal: str = ""
    team: str = ""
    lead: Person | None = None
    members: tuple[Person, ...] = ()


class OpenSwarms(Command):
    """Begin one line of work or several."""

    swarms: tuple[NewSwarm, ...]


class LeadSwarm(Command):
    """Give a swarm its lead. `swarm` is its number or name, here and below."""

    swarm: str
    person: Person


class JoinSwarm(Command):
    """Work in it."""

    swarm: str


class ReportSwarm(Command):
    """Say how far it is."""

    swarm: str
    text: str


class EndSwarm(Command):
    """It is over."""

    swarm: str
    text: str = ""


class ListUnowned(Command):
    """The timer of unowned work: is there any?"""
