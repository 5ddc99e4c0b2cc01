"""Who is on duty: shifts over midnight, in every zone, and when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.warroom.policy_people import DAYS, Schedule, Shift
from bot.warroom.schedules import instant, on_duty

ZONES = ("Asia/Jakarta", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
         "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo")  # fmt: skip
moments = st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
clock_changes = st.sampled_from(
    [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)]
)
near_changes = st.builds(lambda at, off: at + timedelta(minutes=off), clock_changes, st.integers(-300, 300))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))


def ring(ends: list[time]) -> Schedule:
    """Shifts that follow one another around the clock, every day."""
    ordered = sorted(set(ends))
    pairs = zip(ordered, [*ordered[1:], ordered[0]], strict=True)
    shifts = {str(n): Shift(name=str(n), start=start, to=to, who=(f"@{n}",)) for n, (start, to) in enumerate(pairs)}
    return Schedule(name="ring", shifts=shifts)


@given(st.lists(times, min_size=1, max_size=5), moments | near_changes, st.sampled_from(ZONES))
def test_shifts_that_meet_on_paper_have_exactly_one_on_duty_at_every_moment(ends, now, zone):
    schedule = ring(ends).model_copy(update={"timezone": zone})
    assert len(on_duty(schedule, now)) == 1


@settings(deadline=None, max_examples=40)
@given(st.lists(times, min_size=2, max_size=4, unique=True), st.sampled_from(ZONES[:4]), clock_changes)
def test_a_shift_hands_over_once_when_clocks_change(ends, zone, change):
    schedule = ring(ends).model_copy(update={"timezone": zone})
    steps = (change + timedelta(minutes=minute) for minute in range(-240, 240, 4))
    duty = [on_duty(schedule, now)[0] for now in steps]
    handovers = sum(before != after for before, after in pairwise(duty))
    assert handovers <= len(ends), "nobody comes back within the same night"


@given(st.dates(date(2012, 1, 1), date(2029, 12, 31)), times, st.sampled_from(ZONES))
def test_a_time_of_day_is_the_first_moment_at_which_clocks_show_it_or_later(day, at, zone):
    there = ZoneInfo(zone)
    found = instant(day, at, there)
    wall = datetime.combine(day, at)
    assert found.astimezone(there).replace(tzinfo=None) >= wall
    before = (found - timedelta(seconds=1)).astimezone(there).replace(tzinfo=None)
    assert before < wall or before - wall > timedelta(minutes=25), "only a repeated hour was ever later"


@given(moments, st.sampled_from(DAYS))
def test_a_shift_begins_only_on_its_days(now, day):
    schedule = Schedule(name="x", timezone="UTC", shifts={"a": Shift(name="a", days=(day,), who=("@a",))})
    assert (on_duty(schedule, now) == ("@a",)) == (DAYS[now.weekday()] == day)


NIGHT = Schedule(
    name="backend",
    timezone="Asia/Jakarta",
    shifts={
        "Day": Shift(name="Day", days=DAYS[:5], start=time(8), to=time(20), who=("@budi",)),
        "Night": Shift(name="Night", days=DAYS[:5], start=time(20), to=time(8), who=("@dewi",)),
    },
    otherwise=("@backend",),
)


@pytest.mark.parametrize(
    ("wib", "who"),
    [
        ("2026-11-24T08:00", "@budi"),
        ("2026-11-24T19:59", "@budi"),
        ("2026-11-24T20:00", "@dewi"),
        ("2026-11-25T00:00", "@dewi"),
        ("2026-11-25T07:59", "@dewi"),
        ("2026-11-28T07:59", "@dewi"),  # Friday's night ends on Saturday
        ("2026-11-28T08:00", "@backend"),
        ("2026-11-23T07:59", "@backend"),  # Monday morning: Sunday had no night shift
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_begins(wib, who):
    now = datetime.fromisoformat(f"{wib}+07:00")
    assert on_duty(NIGHT, now) == (who,)


def test_a_shift_over_the_hour_that_is_skipped_is_an_hour_shorter():
    zone = ZoneInfo("Europe/Amsterdam")
    start, end = instant(date(2026, 3, 28), time(20), zone), instant(date(2026, 3, 29), time(8), zone)
    assert end - start == timedelta(hours=11)
    assert instant(date(2026, 3, 29), time(2, 30), zone) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_several_may_be_on_duty_at_once_each_named_once():
    both = {name: Shift(name=name, who=("@budi", f"@{name}")) for name in ("dewi", "joko")}
    assert on_duty(Schedule(name="x", shifts=both), datetime(2026, 1, 1, tzinfo=UTC)) == ("@budi", "@dewi", "@joko")
