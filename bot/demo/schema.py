"""Every key of a scenario file and the form of its value, on one page; docs/scenarios.md explains them.

A new key is added here, to the values in `scenario.py`, and to the page. Rules that span several keys are in `checks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.comms.cards.ids import Action
from bot.demo.rows import Members, Rows, Tree, words
from bot.demo.scenario import INJECTS
from bot.policy import words as w
from bot.policy.forms import Many, Named, One, Section
from bot.policy.problems import Unfit
from bot.warroom.events import MARK_KINDS
from bot.warroom.lifecycle import MOVES
from bot.warroom.milestones import NAMES

CLOCK = re.compile(r"(?:day (\d{1,3}) )?(\d{1,2}):(\d{2})")
STARTS = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{1,2}):(\d{2})")
HANDLE = re.compile(r"@?([a-z0-9][a-z0-9._-]{0,79})")
ROOM = re.compile(r"#?([a-z0-9_-]{1,80})|@[a-z0-9._-]+")
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class When:
    """A moment as written: minutes after the start, or a time of day on a day of the story (the first is 1)."""

    written: str
    minutes: float | None = None
    day: int = 1
    clock: time | None = None

    def on(self, starts: datetime) -> datetime:
        """The moment itself."""
        if self.minutes is not None:
            return starts + timedelta(minutes=self.minutes)
        assert self.clock is not None  # noqa: S101 - one of the two is always written
        return datetime.combine(starts.date() + timedelta(days=self.day - 1), self.clock, starts.tzinfo)


def _when(written: str) -> When:
    found = CLOCK.fullmatch(written.strip())
    try:
        if found:
            return When(written, day=int(found[1] or 1), clock=time(int(found[2]), int(found[3])))
        minutes = float(written)
    except ValueError:
        raise Unfit(f"`{written}` is not a moment of the story.") from None
    if not 0 <= minutes <= LONGEST:
        raise Unfit(f"`{written}` does not lie between 0 and {LONGEST:,} minutes.")
    return When(written, minutes=minutes)


def _starts(written: str) -> datetime:
    found = STARTS.fullmatch(written.strip())
    try:
        year, month, day, hour, minute = (int(part) for part in found.groups()) if found else (0, 0, 0, 0, 0)
        return datetime.combine(date(year, month, day), time(hour, minute))
    except ValueError:
        raise Unfit(f"`{written}` is not a date and time.") from None


def _handle(written: str) -> str:
    found = HANDLE.fullmatch(written)
    if not found:
        raise Unfit(f"`{written}` cannot be a handle.")
    return found[1]


def _room(written: str) -> str:
    if not ROOM.fullmatch(written):
        raise Unfit(f"`{written}` cannot be a room.")
    return written.removeprefix("#")


def _button(written: str) -> str:
    return w.choice([action.value for action in Action]).parse(written)  # type: ignore[no-any-return]


WHEN = One(_when, "Minutes after the start (2.5), a time of day (20:31), or a later day's (day 3 09:05).")
MOMENT_OR_ANY = One(
    lambda written: None if written == "known" else _when(written), f"{WHEN.allowed} Or `known`, for any moment."
)
HANDLE_REF = One(_handle, "A handle of small letters, digits, . _ and -, like raihan.")
ROOM_REF = One(_room, 'A channel without its #, like support, or "@posko" for the direct message with the bot.')
BUTTON = One(_button, w.choice([action.value for action in Action]).allowed)
CONDITION = w.text(40)
COUNT = w.whole(0, 1_000)

PERSON = Section(
    {
        "handle": HANDLE_REF,
        "name": w.text(80),
        "title": w.text(80),
        "tz": w.ZONE,
        "locale": w.text(10),
        "is_admin": w.SWITCH,
    },
    needed=("handle", "name"),
)
CHANNEL = Section(
    {"name": ROOM_REF, "private": w.SWITCH, "topic": w.text(250), "members": Members(HANDLE_REF)}, needed=("name",)
)
GROUP = Section({"handle": HANDLE_REF, "name": w.text(80), "members": Members(HANDLE_REF)}, needed=("handle",))

LINE = Section(
    {
        "at": WHEN,
        "after": Many(CONDITION),
        "wait": w.DURATION_OR_ZERO,
        "who": HANDLE_REF,
        "in": ROOM_REF,
        "incident": w.whole(1, 999),
        "on": w.text(200),
        "says": words(4_000),
        "types": words(4_000),
        "presses": BUTTON,
        "reacts": w.EMOJI_NAME,
        "shares": w.text(200),
        "content": words(20_000),
        "saying": w.text(500),
        "joins": ROOM_REF,
        "alert": words(4_000),
        "inject": w.choice(tuple(INJECTS)),
        "for": w.DURATION_ABOVE_ZERO,
        "by": w.DURATION_ABOVE_ZERO,
        "method": w.text(60),
        "hint": w.text(300),
        "needs": CONDITION,
    }
)

EXPECTED = Section(
    {
        "incident": w.whole(1, 999),
        "severity": w.IDENTIFIER_KEY,
        "state": w.choice(tuple(MOVES)),
        "accepted_within": w.DURATION_ABOVE_ZERO,
        "assembled_within": w.DURATION_ABOVE_ZERO,
        "resolved_within": w.DURATION_ABOVE_ZERO,
        "people": COUNT,
        "roles": Many(w.IDENTIFIER_KEY),
        "milestones": Named(w.choice(NAMES), MOMENT_OR_ANY),
        "moments": Named(w.choice(MARK_KINDS), COUNT),
        "missed_at_most": COUNT,
        "missing_at_most": COUNT,
        "handover": w.SWITCH,
    }
)

SCENARIO = Section(
    {
        "title": w.text(100),
        "summary": words(600),
        "starts": One(_starts, "A date and time, like 2026-11-11 20:02."),
        "timezone": w.ZONE,
        "trainee": HANDLE_REF,
        "company": w.text(80),
        "staff": w.choice(("nusantara", "none")),
        "people": Rows(PERSON),
        "channels": Rows(CHANNEL),
        "groups": Rows(GROUP),
        "bots": Named(HANDLE_REF, w.text(80)),
        "policy": Tree(),
        "story": Rows(LINE),
        "expect": Rows(EXPECTED),
        "ends": WHEN,
        "hint_after": w.DURATION_ABOVE_ZERO,
    },
    needed=("title", "summary", "starts", "trainee", "story", "expect"),
)
