"""Counting working days: the end of the n-th one after a moment. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.warroom.base import Moment
from bot.warroom.policy_clocks import WorkCalendar
from bot.warroom.policy_people import DAYS


def is_worked(day: date, calendar: WorkCalendar) -> bool:
    """Whether it is a weekday of the calendar and no holiday."""
    return DAYS[day.weekday()] in calendar.weekdays and day not in calendar.holidays


def end_of_working_day(start: Moment, days: int, calendar: WorkCalendar) -> Moment:
    """Midnight at the end of the n-th working day after the day of the start, on the calendar's clock.

    The day of the start does not count, as deadlines in days are reckoned. Raises ValueError for a calendar without
    working days.
    """
    if not calendar.weekdays:
        raise ValueError(f"the calendar {calendar.name} has no working days")
    zone = ZoneInfo(calendar.timezone)
    day, left = start.astimezone(zone).date(), days
    while left > 0:
        day += timedelta(days=1)
        left -= is_worked(day, calendar)
    return datetime.combine(day + timedelta(days=1), time(), zone)
