"""Working days: whole days after the start, on the calendar's own clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.warroom.calendars import end_of_working_day, is_worked
from bot.warroom.policy_clocks import WorkCalendar

JAKARTA = WorkCalendar(name="id", timezone="Asia/Jakarta", holidays=(date(2026, 12, 25),))
BRUSSELS = WorkCalendar(name="eu", timezone="Europe/Brussels")


def local(calendar: WorkCalendar, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(calendar.timezone))  # type: ignore[misc]


def test_the_day_of_the_start_does_not_count():
    assert end_of_working_day(local(JAKARTA, 2026, 11, 23, 10), 1, JAKARTA) == local(JAKARTA, 2026, 11, 25)


def test_weekends_and_holidays_are_passed_over():
    thursday = local(JAKARTA, 2026, 12, 24, 9)
    assert end_of_working_day(thursday, 1, JAKARTA) == local(JAKARTA, 2026, 12, 29)


def test_a_day_is_the_calendars_own_and_not_that_of_utc():
    late_in_utc = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # Tuesday 03:00 in Jakarta
    assert end_of_working_day(late_in_utc, 1, JAKARTA) == local(JAKARTA, 2026, 11, 26)


def test_midnight_is_right_when_the_clocks_are_put_back():
    friday = local(BRUSSELS, 2026, 10, 23, 12)
    assert end_of_working_day(friday, 1, BRUSSELS).isoformat() == "2026-10-27T00:00:00+01:00"


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(ValueError, match="no working days"):
        end_of_working_day(local(JAKARTA, 2026, 11, 23), 1, WorkCalendar(name="never", weekdays=()))


@given(st.integers(0, 700 * 24 * 60), st.integers(1, 30))
def test_so_many_working_days_lie_between_start_and_end(later: int, days: int):
    begun = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=later)
    ends = end_of_working_day(begun, days, JAKARTA)
    first = begun.astimezone(ZoneInfo(JAKARTA.timezone)).date()
    between = [first + timedelta(days=n) for n in range(1, (ends.date() - first).days)]
    assert sum(is_worked(day, JAKARTA) for day in between) == days
