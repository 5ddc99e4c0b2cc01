"""The organisation's policy about people: how a team assembles, who is on duty when, how many one person leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from pydantic import Field

from bot.warroom.base import Value

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Assembly(Value):
    """When the next one is asked for a role, how many one person coordinates, how often unowned work is listed."""

    answer_within: timedelta = timedelta(minutes=5)
    span_of_control: int = 8
    unowned_every: timedelta = timedelta(minutes=15)


class Shift(Value):
    """A weekly shift: on these days from `start` to `to`, past midnight when that is not later."""

    name: str
    days: tuple[str, ...] = DAYS
    start: time = time(0)
    to: time = time(0)
    who: tuple[str, ...] = ()


class Schedule(Value):
    """Who is on duty, named in references as `schedule:<name>`. `on_call` is its id at the on-call provider, if any.

    The provider is asked first; its silence, or none, leaves the shifts, and `otherwise` when it is nobody's shift.
    """

    name: str
    timezone: str = "Asia/Jakarta"
    on_call: str = ""
    shifts: Mapping[str, Shift] = Field(default_factory=dict)
    otherwise: tuple[str, ...] = ()
