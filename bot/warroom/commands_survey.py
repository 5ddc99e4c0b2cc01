"""What is asked about the satisfaction survey. Deciding on it: `surveying.py`."""

from __future__ import annotations

from bot.warroom.commands import Command


class CloseSurvey(Command):
    """The survey is over: by its timer, or by whoever leads."""


class SkipSurvey(Command):
    """Nobody is asked, or what was asked is dropped."""

    reason: str
