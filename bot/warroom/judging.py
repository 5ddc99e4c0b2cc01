"""What became known after the declaration, held against the policy's criteria for a major incident. Pure."""

from __future__ import annotations

import re

from bot.warroom import commands_candidates as cc
from bot.warroom import criteria
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.context import Context, Decision
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open

_SHARE = re.compile(
    r"(\d{1,3})\s?(?:%|percent|persen)[^.,;\n]{0,25}?"
    r"\b(?:users?|customers?|shoppers?|callers?|people|staff|pengguna|pelanggan|pembeli|nasabah|karyawan|orang)\b",
    re.IGNORECASE,
)


def share_in(text: str) -> int | None:
    """The share of the users that a sentence names: `80% of users`, `about 60 percent of our customers`."""
    named = [int(found) for found in _SHARE.findall(text)]
    return max((share for share in named if share <= 100), default=None)


def impact_said(state: Incident, text: str, context: Context) -> Decision:
    """The criteria that an impact on the record meets and nothing before it did."""
    share = share_in(text)
    return () if share is None else _met(state, context, share=share)


def began(state: Incident, started: Moment, context: Context) -> Decision:
    """The same of a time at which the impact began."""
    return _met(state, context, started=started)


def check(state: Incident, _command: cc.CheckCriteria, context: Context) -> Decision:
    """The same of the time that has gone by."""
    return _met(state, context)


def _met(state: Incident, context: Context, *, share: int | None = None, started: Moment | None = None) -> Decision:
    if not is_open(state.state):
        return ()
    known, met = {each.name for each in state.criteria}, _evaluated(state, context, share, started)
    fresh = tuple(each for each in met if each.name not in known)
    return (e.CriterionMet(criteria=fresh, users_share=share),) if fresh else ()


def _evaluated(
    state: Incident, context: Context, share: int | None, started: Moment | None
) -> tuple[criteria.Met, ...]:
    before = state.milestones.get("started")
    facts = criteria.Facts(
        users_share=state.users_share if share is None else share,
        started_at=started or (before.at if before else None),
        services=state.services,
        impact_kinds=state.impact_kinds,
    )
    return criteria.evaluate(facts, context.policy.criteria, context.now)
