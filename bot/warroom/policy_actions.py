"""What an organisation decides about the actions that follow an incident."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom.base import Value


class Actions(Value):
    """Whether a finished action is verified by somebody else than its doer, and when its owner is reminded: so long
    before it is due, at that time, and then again and again.
    """

    verify_by_other: bool = True
    remind_before: timedelta = timedelta(days=1)
    remind_every: timedelta = timedelta(days=7)
