"""What each entry owes to the world: messages and files to be sent, timers to be set or taken away.

Pure. The rows are stored in the same transaction as the entry, so nothing is announced that was not recorded and
nothing recorded goes unannounced. One small file per story; the tables are joined here.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing import (
    assembly,
    candidates,
    clocks,
    closing,
    deliveries,
    drills,
    editing,
    ending,
    erasing,
    follow_up,
    leading,
    links,
    models,
    objects,
    outputs,
    partners,
    perishing,
    promises,
    reviewing,
    room,
    subscribers,
    suggesting,
    survey,
    swarms,
    updates,
)
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, opening_lane, refresh, say, step, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed
from bot.warroom.timeline import Entry

STORIES: tuple[Debts, ...] = (
    room.DEBTS,
    leading.DEBTS,
    promises.DEBTS,
    deliveries.DEBTS,
    ending.DEBTS,
    candidates.DEBTS,
    models.DEBTS,
    links.DEBTS,
    drills.DEBTS,
    assembly.DEBTS,
    closing.DEBTS,
    partners.DEBTS,
    outputs.DEBTS,
    survey.DEBTS,
    reviewing.DEBTS,
    objects.DEBTS,
    editing.DEBTS,
    erasing.DEBTS,
    clocks.DEBTS,
    swarms.DEBTS,
    subscribers.DEBTS,
    suggesting.DEBTS,
    updates.DEBTS,
    follow_up.DEBTS,
    perishing.DEBTS,
)
"""A kind of entry that several stories know owes what each of them says."""

SPOKEN = frozenset(
    {
        *partners.SPOKEN,
        "room_opened", "mim_paged", "mim_accepted", "mim_unanswered", "handover_offered", "handover_accepted",
        "handover_declined", "handover_proposed",
        "role_assigned", "role_released", "severity_changed", "state_changed", "resolved",
        "reopened", "closed", "cancelled", "update_drafted", "update_snoozed", "update_requested",
        "update_published", "promise_missed", "promise_escalated", "task_added", "task_done", "major_changed",
        "criterion_met",
        "model_abandoned", "solution_used", "linked", "unlinked", "inject_played", "drill_scored", *e.MARK_KINDS,
        *assembly.SPOKEN,
        *closing.SPOKEN,
        *outputs.SPOKEN,
        *survey.SPOKEN,
        *reviewing.SPOKEN,
        *objects.SPOKEN,
        *clocks.SPOKEN,
        *swarms.SPOKEN,
        "risk_raised", "risk_closed",
        *updates.SPOKEN,
        *follow_up.SPOKEN,
    }
)  # fmt: skip
ON_CARD = SPOKEN - {
    "room_opened", "update_drafted", "promise_escalated", "inject_played", "drill_scored",
    *reviewing.SPOKEN,
} | {
    "milestone", "marked", "unmarked", "update_promised", "model_applied",
    *assembly.ON_CARD,
    *objects.ON_CARD,
    *editing.ON_CARD,
    *erasing.ON_CARD,
    *swarms.ON_CARD,
}  # fmt: skip
ON_TOPIC = frozenset(
    {
        "mim_paged", "mim_accepted", "handover_accepted", "severity_changed", "state_changed", "resolved", "reopened",
        "closed", "cancelled", "update_promised", "update_published", "promise_missed", "content_erased",
    }
)  # fmt: skip
ON_ANNOUNCEMENT = frozenset(
    {
        "severity_changed", "state_changed", "resolved", "reopened", "closed", "cancelled", "mim_accepted",
        "content_erased",
    }
)  # fmt: skip
SILENT = frozenset({"message", "message_edited", "message_deleted", "topic_set"})


def owe(entry: Entry, state: Incident, policy: Policy) -> Debt:
    """What `entry` owes, `state` being the incident after it."""
    if entry.kind in SILENT:
        return suggesting.closed(entry, state)
    debt = suggesting.closed(entry, state)
    for story in STORIES:
        special = story.get(type(entry.event))
        debt += special(entry.event, entry, state, policy) if special else NOTHING
    return debt + drills.over(entry, state) + Debt(owed=tuple(_ordinary(entry, state, policy)))


def _ordinary(entry: Entry, state: Incident, policy: Policy) -> Iterable[Owed]:
    if state.room is None or state.room.archived:
        return
    made = tuple(objects.cards(entry, state))
    yield from made
    if (entry.kind in SPOKEN or _says_reached(entry)) and not (made and entry.kind in e.MARK_KINDS):
        yield say(state, entry.seq)
    yield from erasing.reworded(entry, state, SPOKEN)
    if entry.kind in models.ON_CHECKLIST:
        yield from models.checklist(state, str(entry.seq))
    yield from swarms.redrawn(state, entry)
    if entry.kind in ON_CARD:
        yield refresh("room.card", state, entry)
    if entry.kind in ON_TOPIC:
        yield refresh("room.topic", state, entry)
    if entry.kind in ON_ANNOUNCEMENT and "announcement" in state.posts:
        yield refresh("announce", state, entry)


def _says_reached(entry: Entry) -> bool:
    """The milestones that the room waits for: the team is complete, and with the other the incident can be closed."""
    return isinstance(entry.event, e.MilestoneSet) and entry.event.milestone in {"confirmed", "assembled"}


__all__ = ["Cancel", "Debt", "opening_lane", "owe", "say", "step", "tell"]
