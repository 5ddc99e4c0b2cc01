"""The names by which a scenario speaks of what has come about, and which of them a person's act brings about.

Read from timeline entries alone: their kinds, the states entered, the marks given and the milestones set.
"""

from __future__ import annotations

import re
from typing import get_args

from bot.demo.scenario import Line
from bot.warroom import events as e
from bot.warroom.events import MARK_KINDS, Event
from bot.warroom.lifecycle import SETTABLE
from bot.warroom.milestones import NAMES
from bot.warroom.timeline import Entry

KINDS: tuple[str, ...] = tuple(
    str(kind)
    for event in get_args(get_args(Event)[0])
    for kind in get_args(event.model_fields["kind"].annotation) or (event.model_fields["kind"].default,)
)
CONDITIONS: tuple[str, ...] = tuple(dict.fromkeys((*KINDS, *SETTABLE, *MARK_KINDS, *NAMES)))

BY_BUTTON = {
    "mim_accept": "mim_accepted",
    "mim_claim": "mim_accepted",
    "role_acknowledge": "role_acknowledged",
    "vendor_contacted": "vendor_contacted",
    "handover_accept": "handover_accepted",
    "handover_decline": "handover_declined",
    "confirm_restored": "confirmed",
    "close_incident": "closed",
    "update_publish": "update_published",
    "review_make": "review_drafted",
}
BY_VERB = {
    "declare": "declared",
    "drill": "declared",
    "update": "update_published",
    "resolve": "resolved",
    "reopen": "reopened",
    "close": "closed",
    "cancel": "cancelled",
    "role": "role_assigned",
    "task": "task_added",
    "done": "task_done",
    "handover": "handover_offered",
    "severity": "severity_changed",
    "review": "review_drafted",
}
BY_TWO_WORDS = {
    "mim accept": "mim_accepted",
    "mim claim": "mim_accepted",
    "handover accept": "handover_accepted",
    "handover decline": "handover_declined",
}
SECOND_WORD = {"state", "milestone", *SETTABLE}
TYPED = re.compile(r"/\S+ (\S+)(?: (\S+))?")


def names_of(entry: Entry) -> tuple[str, ...]:
    """Everything that this entry brings about, its kind first."""
    match entry.event:
        case e.StateChanged(after=after):
            return (entry.kind, after)
        case e.MessageMarked(mark=mark):
            return (entry.kind, mark)
        case e.MilestoneSet(milestone=milestone) if milestone not in KINDS:
            # `resolved` and its like are entries of their own, and would count twice
            return (entry.kind, milestone)
    return (entry.kind,)


def brought_about(line: Line) -> str:
    """What the record holds once this line has been done; empty when nothing tells it."""
    if line.needs or line.deed == "presses":
        return line.needs or BY_BUTTON.get(line.what, "")
    found = TYPED.match(line.what) if line.deed == "types" else None
    if not found:
        return ""
    verb, second = found[1], found[2] or ""
    if verb in SECOND_WORD:
        return second if second in CONDITIONS else ""
    if f"{verb} {second}" in BY_TWO_WORDS:
        return BY_TWO_WORDS[f"{verb} {second}"]
    return BY_VERB.get(verb, verb if verb in MARK_KINDS else "")
