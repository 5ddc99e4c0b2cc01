"""Who is on duty now: weekly shifts in a time zone, right over midnight and when clocks change. Pure.

A shift's ends are wall-clock times turned into moments. A time that the clocks skip is the moment of the change; one
that comes twice is the first. So shifts that meet on paper meet in fact, and hand over once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.warroom.base import Moment
from bot.warroom.policy_people import DAYS, Schedule, Shift

PREFIX = "schedule:"
DAY = timedelta(days=1)


def on_duty(schedule: Schedule, now: Moment) -> tuple[str, ...]:
    """The references of everybody whose shift it is, each once; `otherwise` when it is nobody's."""
    zone = ZoneInfo(schedule.timezone)
    found = [ref for shift in schedule.shifts.values() if covers(shift, zone, now) for ref in shift.who]
    return tuple(dict.fromkeys(found)) or schedule.otherwise


def covers(shift: Shift, zone: ZoneInfo, now: Moment) -> bool:
    """Whether it is that shift's time. It may have begun yesterday, here or where the zone's day has not turned yet."""
    today = now.astimezone(zone).date()
    return any(start <= now < end for start, end in _around(shift, zone, today))


def _around(shift: Shift, zone: ZoneInfo, today: date) -> Iterator[tuple[Moment, Moment]]:
    for day in (today - DAY, today, today + DAY):
        if DAYS[day.weekday()] in shift.days:
            ends = day if shift.to > shift.start else day + DAY
            yield instant(day, shift.start, zone), instant(ends, shift.to, zone)


def instant(day: date, at: time, zone: ZoneInfo) -> Moment:
    """The moment at which the zone's clocks first show this time or a later one."""
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _clock_change(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment, zone)


def _clock_change(before: Moment, after: Moment, zone: ZoneInfo) -> Moment:
    """The moment between the two at which the clocks are put forward, to the second."""
    earlier = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while low < high:
        middle = (low + high) // 2
        same = (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == earlier
        low, high = (middle + 1, high) if same else (low, middle)
    return before + timedelta(seconds=low)


def named(ref: str) -> str | None:
    """The schedule that `schedule:backend` means."""
    return ref.removeprefix(PREFIX) if ref.startswith(PREFIX) else None
