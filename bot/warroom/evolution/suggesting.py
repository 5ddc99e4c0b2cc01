"""How entries change the suggested key moments: each waits until it is answered or overtaken."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.suggestions import Outcome, Suggestion, kept
from bot.warroom.timeline import Entry


def settled(state: Incident, entry: Entry) -> Incident:
    """The incident after an entry that answers or overtakes suggestions; the same object when it does neither."""
    if not state.suggestions:
        return state
    after = tuple(_after(each, entry) for each in state.suggestions)
    return state if after == state.suggestions else state.model_copy(update={"suggestions": kept(after)})


def _after(it: Suggestion, entry: Entry) -> Suggestion:
    outcome, mark = _outcome(it, entry.event) if it.waits else ("", "")
    if not outcome:
        return it
    by = entry.actor.name if entry.actor else ""
    return it.model_copy(update={"outcome": outcome, "settled": entry.seq, "by": by, "marked_as": mark})


def _outcome(it: Suggestion, event: e.Event) -> tuple[Outcome, str]:
    match event:
        case e.MessageMarked(target=it.target, mark=mark):
            return "marked", mark
        case e.MilestoneSet(milestone=name) if it.milestone and name == it.milestone:
            return "marked", "milestone"
        case e.MessageEdited(target=it.target):
            return "edited", ""
        case e.MessageDeleted(target=it.target):
            return "deleted", ""
        case e.SuggestionDeclined(target=it.target):
            return "declined", ""
        case e.MomentsSuggested() if it.target in event.lapsed:
            return "lapsed", ""
    return "", ""


def _suggested(state: Incident, event: e.MomentsSuggested, entry: Entry) -> Change:
    known = {each.target for each in state.suggestions}
    fresh = (Suggestion(**each.model_dump(), batch=entry.seq) for each in event.suggestions if each.target not in known)
    return {"suggestions": (*state.suggestions, *fresh)}


CHANGES: Changes = {e.MomentsSuggested: _suggested}
