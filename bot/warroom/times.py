"""Times and lengths of time as people type them: `10:05`, `12m ago`, `kemarin 23.40`, `1h30m`, `tomorrow 09:00`.

Pure: the present moment and the person's zone are given. A time of day without a day means, for something that
happened, today, or yesterday when today's still lies ahead and yesterday's is at most 12 hours ago (so `23:50` typed
at 00:10 is ten minutes before midnight, while `15:00` typed at 14:50 is refused as lying in the future). For
something that is due it means the next time the clock shows it. It must not know what the times are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.warroom.base import Moment
from bot.warroom.errors import BadDuration, BadTime, TimeInFuture
from bot.warroom.milestones import SLACK_OF_CLOCKS

BACK_OVER_MIDNIGHT = timedelta(hours=12)
LONGEST = timedelta(days=366)

_UNITS: Mapping[str, int] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "detik", "dtk"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "menit", "mnt"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "jam"), 3_600),
    **dict.fromkeys(("d", "day", "days", "hari"), 86_400),
}
_DAYS: Mapping[str, int] = {"today": 0, "yesterday": -1, "kemarin": -1, "tomorrow": 1, "besok": 1}
_ZONES: Mapping[str, int] = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_NOW = frozenset({"now", "just now", "right now", "sekarang", "barusan"})

_PIECE = re.compile(r"\s*(\d{1,5}(?:[.,]\d{1,2})?)\s*([a-z]+)", re.ASCII)
_AGO = re.compile(r"(.+?)\s+(?:ago|lalu|yang lalu)", re.ASCII)
_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|([a-z]+))(?:\s+|t(?=\d))", re.ASCII)
_CLOCK = re.compile(
    r"(?:(?:at|pukul|jam)\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(z|utc|gmt|wib|wita|wit|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_LEADING = re.compile(r"\A(?:tadi\s+)?(?:(?:at|on|by|in|pukul|jam)\s+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An expression that was understood: a length before or after now, or a time of day on some day."""

    typed: str
    shift: timedelta | None = None
    ago: bool = False
    clock: time | None = None
    day: date | int | None = None

    def past(self, now: Moment, zone: str) -> Moment:
        """When that was. Raises TimeInFuture, or BadTime for a length that is not `ago`."""
        if self.shift is not None:
            if not self.ago:
                raise BadTime(time=self.typed)
            return now - self.shift
        at = self._on(self._day(now, zone), now, zone)
        if at <= now + SLACK_OF_CLOCKS:
            return at
        before = self._on(self._day(now, zone) - timedelta(days=1), now, zone)
        if self.day is None and now - before <= BACK_OVER_MIDNIGHT:
            return before
        raise TimeInFuture(time=at)

    def ahead(self, now: Moment, zone: str) -> Moment:
        """When that will be. Raises BadTime for a length that lies behind."""
        if self.shift is not None:
            if self.ago:
                raise BadTime(time=self.typed)
            return now + self.shift
        day = self._day(now, zone)
        at = self._on(day, now, zone)
        return self._on(day + timedelta(days=1), now, zone) if self.day is None and at <= now else at

    def _day(self, now: Moment, zone: str) -> date:
        if isinstance(self.day, date):
            return self.day
        return now.astimezone(self._zone(zone)).date() + timedelta(days=self.day or 0)

    def _zone(self, zone: str) -> tzinfo:
        return (self.clock and self.clock.tzinfo) or zone_of(zone)

    def _on(self, day: date, now: Moment, zone: str) -> Moment:
        """The moment in UTC. In the hour that a clock shows twice, the latest that has been reached."""
        local = datetime.combine(day, (self.clock or time()).replace(tzinfo=None), self._zone(zone))
        first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
        return second if first < second <= now + SLACK_OF_CLOCKS else first


def zone_of(*names: str) -> tzinfo:
    """The first of these zones that exists, else UTC."""
    for name in names:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return UTC


def read(text: str) -> Spoken | None:
    """What the expression says, or None if it is none."""
    typed = " ".join(text.split())
    words = _LEADING.sub("", typed.casefold(), count=1)
    if words in _NOW:
        return Spoken(typed, shift=timedelta(), ago=True)
    ago = _AGO.fullmatch(words)
    length = _length(ago[1] if ago else words.removeprefix("-"))
    if length is not None:
        return Spoken(typed, shift=length, ago=bool(ago) or words.startswith("-"))
    return _of_day(typed, words)


def _of_day(typed: str, words: str) -> Spoken | None:
    named = _DAY.match(words)
    day = _named_day(named) if named else None
    found = _CLOCK.fullmatch(words[named.end() :] if named else words)
    clock = _clock(found) if found else None
    if clock is None or (named and day is None):
        return None
    return Spoken(typed, clock=clock, day=day)


def _named_day(found: re.Match[str]) -> date | int | None:
    year, month, of_month, word = found.groups()
    if word:
        return _DAYS.get(word)
    try:
        # The first and last days of the calendar have no neighbours to convert zones into.
        return date(int(year), int(month), int(of_month)) if 1970 <= int(year) <= 9_000 else None
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4] == "pm" else 0)
    try:
        return time(hour, minute, second, tzinfo=_offset(found[5]))
    except ValueError:
        return None


def _offset(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    digits = name[1:].replace(":", "")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if name[0] == "-" else shift)


def past(text: str, now: Moment, zone: str) -> Moment:
    """When something happened. Raises BadTime, TimeInFuture."""
    spoken = read(text)
    if spoken is None:
        raise BadTime(time=text)
    return spoken.past(now, zone)


def ahead(text: str, now: Moment, zone: str) -> Moment:
    """When something is due. Raises BadTime."""
    spoken = read(text)
    if spoken is None:
        raise BadTime(time=text)
    return spoken.ahead(now, zone)


def length(text: str) -> timedelta:
    """A length of time; a bare number counts minutes. Raises BadDuration."""
    words = " ".join(text.casefold().split())
    found = _length(f"{words}m" if words.isdecimal() else words)
    if not found:
        raise BadDuration(text=text)
    return found


def _length(words: str) -> timedelta | None:
    seconds, position, larger = 0.0, 0, LONGEST.total_seconds() * 2
    for piece in _pieces(words):
        unit = _UNITS.get(piece[2])
        if unit is None:
            return None
        part = float(piece[1].replace(",", ".")) * unit
        if part >= larger:  # `99h99m` is a slip: after hours come fewer than 60 minutes
            return None
        seconds, larger = seconds + part, unit
        position = piece.end()
    complete = position == len(words) and position > 0
    return timedelta(seconds=seconds) if complete and seconds <= LONGEST.total_seconds() else None


def _pieces(words: str) -> Iterable[re.Match[str]]:
    position = 0
    while found := _PIECE.match(words, position):
        position = found.end()
        yield found
