"""Months on the organisation's clock."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.warroom.base import Moment, Value
from bot.warroom.errors import UnknownMonth


class Month(Value):
    """A month, like 2026-11, in a time zone. It holds the moments from its first midnight to the next one's."""

    year: int
    month: int
    timezone: str

    @property
    def name(self) -> str:
        """As people type it: `2026-11`."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def begin(self) -> Moment:
        """Its first moment."""
        return datetime(self.year, self.month, 1, tzinfo=ZoneInfo(self.timezone))

    @property
    def end(self) -> Moment:
        """The first moment after it."""
        return self.shifted(1).begin

    @property
    def earlier(self) -> Month:
        """The month before."""
        return self.shifted(-1)

    def shifted(self, by: int) -> Month:
        """So many months later."""
        years, month = divmod(self.year * 12 + self.month - 1 + by, 12)
        return Month(year=years, month=month + 1, timezone=self.timezone)

    def and_before(self, count: int) -> tuple[Month, ...]:
        """So many months, this the last of them."""
        return tuple(self.shifted(by) for by in range(1 - count, 1))

    def holds(self, at: Moment) -> bool:
        """Whether the moment is in it."""
        local = at.astimezone(ZoneInfo(self.timezone))
        return (local.year, local.month) == (self.year, self.month)


def month_of(at: Moment, timezone: str) -> Month:
    """The month that a moment is in."""
    local = at.astimezone(ZoneInfo(timezone))
    return Month(year=local.year, month=local.month, timezone=timezone)


LAST = frozenset({"", "last", "last month", "bulan lalu"})
THIS = frozenset({"this", "now", "this month", "bulan ini"})
WORDS = LAST | THIS


def month_named(name: str, timezone: str) -> Month:
    """The month of a stored name like 2026-11."""
    year, month = name.split("-")
    return Month(year=int(year), month=int(month), timezone=timezone)


def read_month(text: str, now: Moment, timezone: str) -> Month:
    """`2026-11`, `11/2026`, `this`, `last`; without words the last whole month. Raises UnknownMonth."""
    words = text.strip().casefold()
    current = month_of(now, timezone)
    if words in LAST:
        return current.earlier
    if words in THIS:
        return current
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})", words, re.ASCII)
    turned = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", words, re.ASCII)
    year, month = found.groups() if found else turned.groups()[::-1] if turned else ("0", "0")
    if not 1 <= int(month) <= 12 or not 2000 <= int(year) <= current.year + 1:
        raise UnknownMonth(text=text.strip(), example=current.earlier.name)
    asked = Month(year=int(year), month=int(month), timezone=timezone)
    if asked.begin > now:
        raise UnknownMonth(text=text.strip(), example=current.earlier.name)
    return asked
