"""What makes an incident major, evaluated from the facts given. Pure; the limits come from the policy (DOMAIN §2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.warroom.base import Moment, Value
from bot.warroom.policy import Criteria


class Facts(Value):
    """What somebody said about an incident. `users_share` is in percent; None: not known."""

    users_share: int | None = None
    started_at: Moment | None = None
    services: tuple[str, ...] = ()
    impact_kinds: tuple[str, ...] = ()


class Met(Value):
    """A criterion that the facts meet: `users`, `downtime`, `services`, or a kind of impact; what was found, and the
    limit (percent, seconds or a count; 0 for a kind of impact, which needs none).
    """

    name: str
    found: int = 0
    limit: int = 0


def evaluate(facts: Facts, criteria: Criteria, now: Moment) -> tuple[Met, ...]:
    """Every criterion that these facts meet, in the policy's order."""
    down = _down(facts, now)
    measured = (
        Met(name="users", found=facts.users_share or 0, limit=round(criteria.users_above * 100)),
        Met(name="downtime", found=_seconds(down), limit=_seconds(criteria.downtime_above)),
    )
    several = Met(name="services", found=len(facts.services), limit=criteria.services_from)
    return (
        *(met for met in measured if met.found > met.limit),
        *((several,) if several.found >= several.limit else ()),
        *(Met(name=kind) for kind in criteria.impacts if kind in facts.impact_kinds),
    )


def borderline(facts: Facts, criteria: Criteria, now: Moment) -> bool:
    """Whether the facts come close to a limit without passing one."""
    if evaluate(facts, criteria, now):
        return False
    users = (facts.users_share or 0) >= criteria.users_above * 100 * criteria.borderline_at
    return users or _down(facts, now) >= criteria.downtime_above * criteria.borderline_at


def plainly(met: Iterable[Met]) -> str:
    """The criteria in the record's words; readers get theirs from `comms`."""
    return "; ".join(_plain(each) for each in met)


def _plain(met: Met) -> str:
    match met.name:
        case "users":
            return f"{met.found} % of the users are affected (more than {met.limit} %)"
        case "downtime":
            return f"down for {met.found // 60} minutes (more than {met.limit // 60})"
        case "services":
            return f"{met.found} services at once (from {met.limit} on)"
    return f"{met.name} impact"


def _down(facts: Facts, now: Moment) -> timedelta:
    return max(now - facts.started_at, timedelta()) if facts.started_at else timedelta()


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
