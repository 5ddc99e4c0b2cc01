"""What an organisation decides about suggested key moments."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom.base import Value


class Capture(Value):
    """Whether messages that read like key moments are suggested, how often the room is looked at, how many suggestions
    wait at most, and after how long one that nobody answered is dropped.
    """

    suggest: bool = True
    every: timedelta = timedelta(minutes=2)
    most_waiting: int = 5
    lapse_after: timedelta = timedelta(minutes=30)
