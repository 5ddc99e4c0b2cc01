"""How complete a review is, without making the whole draft: what publishing and reminding ask. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.metrics import known_milestones
from bot.warroom.moments import EDITS, lines
from bot.warroom.policy import Policy
from bot.warroom.review import gaps
from bot.warroom.review.facts import Gap
from bot.warroom.review.people import tenures
from bot.warroom.review.sent import updates
from bot.warroom.reviews import review_due
from bot.warroom.timeline import Entry

READ = frozenset({
    *EDITS, *e.MARK_KINDS, "marked", "unmarked", "message_deleted", "milestone", "declared", "candidate_accepted",
    "mim_paged", "mim_accepted", "handover_accepted", "role_assigned", "role_released", "roles_missing", "resolved",
    "state_changed", "severity_changed", "reopened", "closed", "cancelled", "update_published", "object_withdrawn",
    "joined",
})  # fmt: skip
"""The kinds of entries that fields are read from: what was merely said in the room need not be."""


def fields(state: Incident, entries: Sequence[Entry], policy: Policy) -> tuple[Gap, ...]:
    """Every field with its standing; `entries` are at least those of READ."""
    moments = [line for line in lines(entries) if line.key]
    known, people = known_milestones(state, entries), tenures(state, entries, policy)
    due_at = due(state, entries, policy)
    return gaps.gaps(gaps.Findings(state, policy, known, moments, people, updates(entries), due_at))


def due(state: Incident, entries: Sequence[Entry], policy: Policy) -> Moment | None:
    """Until when the review is to be published; None while the incident is not resolved."""
    known = known_milestones(state, entries)
    return review_due(state.severity, known["resolved"].at, policy) if "resolved" in known else None
