"""The organisation's policy about people: how a team assembles, and how many one person leads."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom.base import Value


class Assembly(Value):
    """How a team comes together: when the next one is asked for a role, how many one person coordinates."""

    answer_within: timedelta = timedelta(minutes=5)
    span_of_control: int = 8
