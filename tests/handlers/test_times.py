"""Times as people type them, in their own zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.warroom import times
from bot.warroom.errors import BadDuration, BadTime, TimeInFuture

JAKARTA = "Asia/Jakarta"
NOW = datetime(2026, 11, 24, 3, 0, 30, tzinfo=UTC)  # 10:00:30 in Jakarta


def utc(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:45", utc(24, 2, 45)),
        ("9:45", utc(24, 2, 45)),
        ("09:45:20", utc(24, 2, 45, 20)),
        ("at 09:45", utc(24, 2, 45)),
        ("9:45 AM", utc(24, 2, 45)),
        ("10:02", utc(24, 3, 2)),  # clocks differ by up to two minutes
        ("23:40", utc(23, 16, 40)),
        ("yesterday 23:40", utc(23, 16, 40)),
        ("kemarin 23:40", utc(23, 16, 40)),
        ("kemarin 23.40", utc(23, 16, 40)),
        ("kemarin pukul 23.40", utc(23, 16, 40)),
        ("yesterday at 23:40", utc(23, 16, 40)),
        ("tadi jam 09.45", utc(24, 2, 45)),
        ("10 menit yang lalu", NOW - timedelta(minutes=10)),
        ("today 08:00", utc(24, 1, 0)),
        ("2026-11-20 10:05", utc(20, 3, 5)),
        ("2026-11-20T10:05", utc(20, 3, 5)),
        ("2026-11-20T10:05Z", utc(20, 10, 5)),
        ("02:30 UTC", utc(24, 2, 30)),
        ("10:30 WITA", utc(24, 2, 30)),
        ("12m ago", NOW - timedelta(minutes=12)),
        ("12 min  ago", NOW - timedelta(minutes=12)),
        ("1h30m ago", NOW - timedelta(minutes=90)),
        ("5 menit lalu", NOW - timedelta(minutes=5)),
        ("-12m", NOW - timedelta(minutes=12)),
        ("now", NOW),
    ],
)
def test_a_past_moment_is_read_in_the_persons_zone(typed: str, meant: datetime) -> None:
    assert times.past(typed, NOW, JAKARTA) == meant


def test_the_same_words_mean_another_moment_in_another_zone() -> None:
    assert times.past("03:00", NOW, "Europe/Berlin") == utc(24, 2, 0)


@pytest.mark.parametrize("typed", ["10:32", "21:59", "today 11:00", "2026-11-25 09:00", "tomorrow 09:00"])
def test_a_moment_still_to_come_is_refused(typed: str) -> None:
    with pytest.raises(TimeInFuture):
        times.past(typed, NOW, JAKARTA)


def test_a_clock_time_ahead_means_yesterday_only_when_that_is_at_most_twelve_hours_ago() -> None:
    just_after_midnight = utc(23, 17, 10)  # 00:10 in Jakarta
    assert times.past("23:50", just_after_midnight, JAKARTA) == utc(23, 16, 50)
    assert times.past("12:10", just_after_midnight, JAKARTA) == utc(23, 5, 10)
    with pytest.raises(TimeInFuture):
        times.past("12:09", just_after_midnight, JAKARTA)


NO_MOMENTS = ("", "soon", "25:00", "10:61", "13:00 pm", "2026-13-01 10:00", "0001-01-01 10:00", "12m", "someday 10:00",
              "10:00:", "99999999999h ago", "10:00+99:00")  # fmt: skip


@pytest.mark.parametrize("typed", NO_MOMENTS)
def test_what_is_no_past_moment_is_refused_with_its_words(typed: str) -> None:
    with pytest.raises(BadTime) as refused:
        times.past(typed, NOW, JAKARTA)
    assert refused.value.facts["time"] == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30m", NOW + timedelta(minutes=30)),
        ("in 1h", NOW + timedelta(hours=1)),
        ("17:00", utc(24, 10, 0)),
        ("09:00", utc(25, 2, 0)),
        ("tomorrow 09:00", utc(25, 2, 0)),
        ("besok 09:00", utc(25, 2, 0)),
        ("2026-11-30 09:00", utc(30, 2, 0)),
    ],
)
def test_a_deadline_lies_ahead(typed: str, meant: datetime) -> None:
    assert times.ahead(typed, NOW, JAKARTA) == meant


def test_a_deadline_is_not_a_length_that_has_passed() -> None:
    with pytest.raises(BadTime):
        times.ahead("12m ago", NOW, JAKARTA)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("10m", 600), ("90s", 90), ("1h", 3600), ("1h30m", 5400), ("1h 30 min", 5400), ("1.5h", 5400), ("2 jam", 7200),
     ("10", 600), ("1d", 86_400)],
)  # fmt: skip
def test_a_length_of_time(typed: str, seconds: int) -> None:
    assert times.length(typed) == timedelta(seconds=seconds)


@pytest.mark.parametrize("typed", ["", "m", "0m", "ten minutes", "10x", "-5m", "400d", "1h x"])
def test_what_is_no_length_is_refused(typed: str) -> None:
    with pytest.raises(BadDuration):
        times.length(typed)


def test_an_hour_that_the_clock_shows_twice_is_the_one_that_was_reached_last() -> None:
    second_time = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)  # 02:40 in Berlin, an hour after the first 02:40
    assert times.past("02:30", second_time, "Europe/Berlin") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    first_time = datetime(2026, 10, 25, 0, 40, tzinfo=UTC)
    assert times.past("02:30", first_time, "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_unknown_zone_is_utc() -> None:
    assert times.past("02:00", NOW, "Mars/Olympus") == utc(24, 2, 0)


@given(st.text(max_size=40), st.integers(min_value=0, max_value=4_000_000_000))
def test_any_text_is_a_moment_that_has_passed_or_a_refusal(typed: str, seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    try:
        moment = times.past(typed, now, JAKARTA)
    except (BadTime, TimeInFuture):
        return
    assert moment <= now + timedelta(minutes=2)


@given(st.from_regex(r"(yesterday |2026-\d\d-\d\d |)\d{1,2}:\d\d(:\d\d)?( ?(am|pm|UTC|WIB))?", fullmatch=True))
def test_every_clock_time_is_a_moment_that_has_passed_or_a_refusal(typed: str) -> None:
    try:
        moment = times.past(typed, NOW, JAKARTA)
    except (BadTime, TimeInFuture):
        return
    assert moment <= NOW + timedelta(minutes=2)
