"""Times in words: the day lines, the time of a message, and Slack's date templates.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting lists the templates. Must not
know mrkdwn.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

_PART = re.compile(r"\{(\w+)\}")


def time_of(when: datetime, *, twelve: bool = False) -> str:
    """`20:05`, or `8:05 PM` for those who count to twelve."""
    return f"{when:%-I:%M %p}" if twelve else f"{when:%H:%M}"


def day_line(when: datetime, now: datetime) -> str:
    """`Today`, `Yesterday`, or `Wednesday, 11 November 2026`."""
    return _near(when, now) or f"{when:%A, %-d %B %Y}"


def exactly(when: datetime) -> str:
    return f"{when:%A, %-d %B %Y, %H:%M:%S} {when.tzname() or ''}".rstrip()


def formatted(template: str, when: datetime, now: datetime, *, twelve: bool = False) -> str:
    """The template with every known part filled in; unknown parts stay as they are."""

    def part(found: re.Match[str]) -> str:
        make = _PARTS.get(found[1])
        if found[1] in ("time", "time_secs"):
            return _clock(found[1], when, twelve=twelve)
        return make(when, now) if make else found[0]

    return _PART.sub(part, template)


def _clock(part: str, when: datetime, *, twelve: bool) -> str:
    if part == "time":
        return time_of(when, twelve=twelve)
    return f"{when:%-I:%M:%S %p}" if twelve else f"{when:%H:%M:%S}"


def _near(when: datetime, now: datetime) -> str:
    days = (when.date() - now.date()) / timedelta(days=1)
    return {0.0: "Today", -1.0: "Yesterday", 1.0: "Tomorrow"}.get(days, "")


def _ordinal(day: int) -> str:
    suffix = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _date(when: datetime, _: datetime) -> str:
    return f"{when:%B} {_ordinal(when.day)}, {when.year}"


def _date_short(when: datetime, _: datetime) -> str:
    return f"{when:%b %-d, %Y}"


def _date_long(when: datetime, _: datetime) -> str:
    return f"{when:%A}, {when:%B} {_ordinal(when.day)}, {when.year}"


def _pretty(plain: Callable[[datetime, datetime], str]) -> Callable[[datetime, datetime], str]:
    return lambda when, now: _near(when, now).lower() or plain(when, now)


def _ago(when: datetime, now: datetime) -> str:
    seconds = abs((now - when).total_seconds())
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            words = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"{words} ago" if when <= now else f"in {words}"
    return "just now"


_PARTS: dict[str, Callable[[datetime, datetime], str]] = {
    "time": lambda when, _: "",
    "time_secs": lambda when, _: "",
    "date_num": lambda when, _: f"{when:%Y-%m-%d}",
    "date_slash": lambda when, _: f"{when:%m/%d/%Y}",
    "date": _date,
    "date_short": _date_short,
    "date_long": _date_long,
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_date_short),
    "date_long_pretty": _pretty(_date_long),
    "day_divider_pretty": day_line,
    "date_long_full": _date_long,
    "ago": _ago,
}
