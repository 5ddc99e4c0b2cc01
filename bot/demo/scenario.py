"""A scenario as frozen values: who is there, what happens when, and what the record should hold at the end.

Read from a file by `reading`, played by `player`, judged by `score`. Nothing here reads, plays or judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.warroom.policy import Policy

Deed = Literal["says", "types", "presses", "reacts", "shares", "joins", "alert", "inject"]
DEEDS: tuple[Deed, ...] = ("says", "types", "presses", "reacts", "shares", "joins", "alert", "inject")

INJECTS: Mapping[str, str] = {
    "slow": "Slack answers each call `by` so much later",
    "slack_down": "Slack answers every call with an error",
    "rate_limited": "Slack refuses every call for a while (429)",
    "events_withheld": "Slack keeps events back, and sends them all at the end",
    "events_lost": "Slack loses events; what was said must be fetched afterwards",
    "sockets_cut": "every connection to Slack closes",
    "unreachable": "`who` does nothing",
}
MONITORING = "monitoring"


@dataclass(frozen=True, slots=True)
class Line:
    """Something happens at `at`, and not before every name in `after` has come about (and `wait` more has passed).

    `what` is what is said, typed or posted, the button's id, the emoji's name, the file's name, the room joined, or the
    inject. `where` is the room of the incident unless one is named; `on` are words of the message that is meant.
    `needs` is what the record holds once this has been done: a hint for whoever plays this part is over then.
    """

    number: int
    at: datetime
    deed: Deed
    what: str
    who: str = ""
    where: str = ""
    on: str = ""
    after: tuple[str, ...] = ()
    wait: timedelta = timedelta()
    incident: int = 0
    content: str = ""
    saying: str = ""
    lasts: timedelta = timedelta()
    by: timedelta = timedelta()
    method: str = "*"
    hint: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the record of one incident should hold at the end; what is not expected (None or empty) is not judged."""

    incident: int = 1
    severity: str = ""
    state: str = ""
    accepted_within: timedelta | None = None
    assembled_within: timedelta | None = None
    resolved_within: timedelta | None = None
    people: int = 0
    roles: tuple[str, ...] = ()
    milestones: Mapping[str, datetime | None] = field(default_factory=dict)
    moments: Mapping[str, int] = field(default_factory=dict)
    missed_at_most: int = 0
    missing_at_most: int = 0
    handover: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """The whole of it. `ends` is when a live play with waiting lines is over at the latest."""

    name: str
    title: str
    summary: str
    starts: datetime
    timezone: str
    trainee: str
    seed: Mapping[str, Any]
    bots: Mapping[str, str]
    policy: Policy
    story: tuple[Line, ...]
    expect: tuple[Expected, ...]
    ends: datetime
    hint_after: timedelta
