"""What an organisation decides about offering similar incidents of the past."""

from __future__ import annotations

from bot.warroom.base import Value


class SimilarPast(Value):
    """How alike (0 to 100) a past incident's title must be, and how many are offered at most."""

    above: int = 65
    most: int = 3
