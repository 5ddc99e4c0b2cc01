"""What is asked about suggested key moments. Deciding on it: `capture/answering.py`."""

from __future__ import annotations

from bot.warroom.commands import Command


class AcceptSuggestion(Command):
    """Mark the suggested message, as was suggested or as another kind; `text` is what it says."""

    target: str
    mark: str
    text: str = ""


class DeclineSuggestion(Command):
    """It is no key moment."""

    target: str
