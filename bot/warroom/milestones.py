"""The milestones of an incident, in their order, and the check that they stay in order.

A milestone is never inferred silently: each has a moment and a source. ITIL 4 incident management, key metrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from bot.warroom.base import Moment, Value
from bot.warroom.errors import OutOfOrder, TimeInFuture, UnknownMilestone
from bot.warroom.phrases import phrase

ORDER: tuple[tuple[str, ...], ...] = (
    ("last_normal", "started"),
    ("started", "first_symptom"),
    ("started", "detected"),
    ("started", "first_user_report"),
    ("started", "diagnosed"),
    ("started", "workaround"),
    ("started", "mitigated"),
    ("detected", "registered"),
    ("detected", "diagnosed"),
    ("registered", "declared"),
    ("declared", "mim_paged"),
    ("mim_paged", "mim_accepted"),
    ("declared", "assembled"),
    ("workaround", "resolved"),
    ("mitigated", "resolved"),
    ("started", "resolved"),
    ("diagnosed", "resolved"),
    ("declared", "resolved"),
    ("resolved", "confirmed"),
    ("confirmed", "closed"),
    ("resolved", "closed"),
)
NAMES: tuple[str, ...] = (
    "last_normal", "started", "first_symptom", "detected", "first_user_report", "registered", "declared",
    "mim_paged", "mim_accepted", "assembled", "diagnosed", "workaround", "mitigated", "resolved", "confirmed",
    "closed",
)  # fmt: skip
SLACK_OF_CLOCKS = timedelta(minutes=2)


Detection = Literal["", "monitoring", "user", "partner", "staff"]
DETECTIONS: tuple[Detection, ...] = ("monitoring", "user", "partner", "staff")


class Milestone(Value):
    """When it happened and who or what says so. `by` is who or what saw it first, of a detection."""

    at: Moment
    source: str
    by: Detection = ""


def check(known: Mapping[str, Milestone], name: str, at: Moment, now: Moment) -> None:
    """Refuse an unknown name, a moment in the future, or one that clashes with a milestone already known.

    Raises UnknownMilestone, TimeInFuture, OutOfOrder.
    """
    if name not in NAMES:
        raise UnknownMilestone(milestone=name, known=NAMES)
    if at > now + SLACK_OF_CLOCKS:
        raise TimeInFuture(time=at)
    clash = _clash(known, name, at)
    if clash:
        raise clash


def fits(known: Mapping[str, Milestone], name: str, at: Moment) -> bool:
    """Whether the moment is in order with what is known: a milestone that an act implies is left out if it is not."""
    return _clash(known, name, at) is None


def _clash(known: Mapping[str, Milestone], name: str, at: Moment) -> OutOfOrder | None:
    for first, second in ORDER:
        if name == first and second in known and at > known[second].at:
            return OutOfOrder(milestone=name, at=at, relation=phrase("after"), other=second, other_at=known[second].at)
        if name == second and first in known and at < known[first].at:
            return OutOfOrder(milestone=name, at=at, relation=phrase("before"), other=first, other_at=known[first].at)
    return None
