"""What is asked about whether an incident is major. Deciding on it: `candidates.py`."""

from __future__ import annotations

from bot.warroom.commands import Command


class AcceptCandidate(Command):
    """The candidate is a major incident; `impact` is its business impact."""

    impact: str


class RejectCandidate(Command):
    """The candidate is no major incident."""

    reason: str


class AssumeMajor(Command):
    """The time to decide on a candidate is over: assume the higher level."""


class CheckCriteria(Command):
    """So much time has gone by that the outage may be long enough for a major incident."""


class Promote(Command):
    """The incident is a major one."""

    reason: str


class Demote(Command):
    """The incident is not a major one."""

    reason: str
