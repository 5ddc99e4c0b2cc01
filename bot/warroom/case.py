"""One incident as figures see it: its state, the few entries that figures need, and what the policy counts by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.warroom.base import Moment
from bot.warroom.incident import Incident
from bot.warroom.metrics import Milestones, known_milestones
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

KINDS = frozenset(
    {
        "declared", "candidate_accepted", "mim_paged", "mim_accepted", "state_changed", "resolved", "reopened",
        "closed", "cancelled", "update_promised", "update_published", "promise_kept", "promise_missed",
        "promise_escalated", "role_assigned", "vendor_escalated", "action_reported", "restoration_doubted",
        "task_added", "task_done", "task_given", "task_doubted", "task_dropped", "review_published",
    }
)  # fmt: skip
"""The kinds of entries that a figure looks at: everything else need not be read."""


@dataclass(frozen=True, slots=True)
class Case:
    """An incident to be measured; `entries` are at least those of KINDS, in order."""

    state: Incident
    entries: tuple[Entry, ...]
    at: Milestones
    policy: Policy
    now: Moment


def case(state: Incident, entries: Iterable[Entry], policy: Policy, now: Moment) -> Case:
    """The incident with its milestones, the implied ones too."""
    kept = tuple(entries)
    return Case(state, kept, known_milestones(state, kept), policy, now)
