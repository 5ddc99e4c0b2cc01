"""The policy's numbers for the periodic review and the KPIs over many incidents (DOMAIN §§12, 13)."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom.base import Value


class Reports(Value):
    """When the monthly report is made and where it is posted (none: it is not), and what counts as what in it.

    A resolution that holds for `reopen_within` was final; `repeat_within` is how far back a repeat is looked for;
    `pattern_from` incidents that agree are a pattern; `alike_above` (0 to 100) is how alike the words must be.
    """

    post_in: str = ""
    day: int = 1
    hour: int = 8
    trend_months: int = 6
    reopen_within: timedelta = timedelta(days=7)
    repeat_within: timedelta = timedelta(days=90)
    pattern_from: int = 3
    alike_above: int = 80
