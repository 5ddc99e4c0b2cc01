"""Deciding on answers to suggestions: mark it, as suggested or otherwise; no. Each is answered once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.warroom import commands as c
from bot.warroom import commands_suggesting as cg
from bot.warroom import events as e
from bot.warroom import recording
from bot.warroom.context import Context, Decision, may_lead
from bot.warroom.errors import NotAllowed
from bot.warroom.errors_suggesting import SuggestionOver
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase
from bot.warroom.suggestions import Suggestion


def accept(state: Incident, command: cg.AcceptSuggestion, context: Context) -> Decision:
    """The message becomes a key moment, or the milestone is set; like any mark, by anybody who is here.

    Raises SuggestionOver, OutOfOrder.
    """
    it = _waiting(state, command.target)
    if command.mark == "milestone" and it.milestone and it.at:
        given = c.SetMilestone(milestone=it.milestone, moment=it.at, source=it.source, by=it.seen_by)
        return recording.set_milestone(state, given, context)
    kind = next((kind for kind in e.MARK_KINDS if kind == command.mark), None)
    if kind is None or it.target.startswith("entry:"):
        raise SuggestionOver(how=phrase("it is no message that can be marked as that"))
    author = it.author.name if it.author else ""
    given_mark = c.MarkMessage(mark=kind, target=it.target, text=command.text, author=author, by="suggestion")
    return recording.mark(state, given_mark, context)


def decline(state: Incident, command: cg.DeclineSuggestion, context: Context) -> Decision:
    """No: by the scribe, whoever leads, or whoever wrote it. Raises SuggestionOver, NotAllowed."""
    it = _waiting(state, command.target)
    asked = (*state.holding("scribe"), *((it.author,) if it.author else ()))
    actor = context.person
    if not may_lead(state, context) and all(person.id != actor.id for person in asked):
        raise NotAllowed(who=phrase("the scribe, the MIM or whoever wrote it"), what=phrase("decline a suggestion"))
    return (e.SuggestionDeclined(target=it.target),)


def _waiting(state: Incident, target: str) -> Suggestion:
    it = next((each for each in state.suggestions if each.target == target), None)
    if it is None or not it.waits:
        raise SuggestionOver(how=_how(it))
    return it


def _how(it: Suggestion | None) -> str:
    if it is None or it.outcome == "lapsed":
        return phrase("it waited too long")
    if it.outcome == "edited":
        return phrase("the message was edited")
    if it.outcome == "deleted":
        return phrase("the message was deleted")
    if it.outcome == "declined":
        return phrase("{name} said no", name=it.by)
    return phrase("{name} marked it already", name=it.by)


DECISIONS: dict[type[c.Command], Callable[[Incident, Any, Context], Decision]] = {
    cg.AcceptSuggestion: accept,
    cg.DeclineSuggestion: decline,
}
