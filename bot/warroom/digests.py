"""When the weekly list of debt is due, and which week it is of. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from bot.warroom.base import Moment
from bot.warroom.policy import Policy
from bot.warroom.policy_partners import Weekday


def next_digest(after: Moment, policy: Policy) -> tuple[str, Moment]:
    """The next one after this moment, as `2026-W48` and when; the hour is the organisation's own."""
    rules = policy.workarounds
    zone = ZoneInfo(policy.timezone)
    local = after.astimezone(zone)
    ahead = (get_args(Weekday).index(rules.digest_day) - local.weekday()) % 7
    due = (local + timedelta(days=ahead)).replace(hour=rules.digest_hour, minute=0, second=0, microsecond=0)
    due = due if due.astimezone(ZoneInfo("UTC")) > after else due + timedelta(days=7)
    year, week, _day = due.isocalendar()
    return f"{year}-W{week:02}", due.astimezone(ZoneInfo("UTC"))
