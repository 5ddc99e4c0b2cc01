"""The facts to ask for now: missing in the review, and soon nobody will know them any more. Pure.

What people saw is forgotten with the fix, since when is lost with the logs, what was hard with the next night's sleep.
So each state of an incident has its own, the first to be lost first; whoever leads is asked for a few, not for a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.warroom.lifecycle import State
from bot.warroom.review.facts import Gap

MOST = 3
"""As many as somebody who leads an incident reads, and answers, between two other things."""

_SEEN = ("symptoms", "impact", "milestone:detected", "milestone:first_user_report", "milestone:started")
PERISHING: Mapping[State, tuple[str, ...]] = {
    "candidate": _SEEN,
    "investigating": (*_SEEN, "hypotheses"),
    "identified": ("impact", "milestone:started", "decisions", "milestone:last_normal", "hypotheses"),
    "monitoring": ("milestone:mitigated", "milestone:workaround", "decisions", "impact", "milestone:started"),
    "resolved": (
        "milestone:confirmed", "section:was_hard", "milestone:started", "section:went_well", "milestone:mitigated",
    ),
}  # fmt: skip
"""The fields that are lost in each state. One that is over is asked for nothing: there is the review for that."""


def perishing(state: State, found: Sequence[Gap]) -> tuple[Gap, ...]:
    """The missing fields to ask for in this state, at most MOST, each with the command that records it."""
    missing = {gap.field: gap for gap in found if not gap.complete and gap.command}
    return tuple(missing[field] for field in PERISHING.get(state, ()) if field in missing)[:MOST]
