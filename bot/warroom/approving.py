"""Deciding on renderings that wait: other words, an override, a yes or a no; and correcting what was sent.

Who may is asked now, not when the button was drawn: the policy's approvers as they stand, and nobody in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.warroom import commands_updates as cu
from bot.warroom import events as e
from bot.warroom.commands import Command
from bot.warroom.composing import Rendering, Writing, approvers, compose, judged, publish
from bot.warroom.composing import asked as asked_for
from bot.warroom.composing import held as held_back
from bot.warroom.context import Context, Decision, may_lead
from bot.warroom.drafts import Waiting
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, NotApprover, OutdatedUpdate, UnknownUpdate
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.phrases import Phrase, phrase
from bot.warroom.promising import check_text
from bot.warroom.updates import UpdateFacts, next_due, readers


def override(state: Incident, command: cu.OverrideUpdate, context: Context) -> Decision:
    """Words that the linter held back go on. Raises UnknownUpdate, NotAllowed, AlreadySo, EmptyText."""
    waiting = pending(state, command.draft)
    _require_teller(state, context)
    _require_words(command.reason, f"`/incident update {waiting.reference} override <reason>`")
    if waiting.awaits != "words":
        raise AlreadySo(what=phrase("{draft} waits for approval", draft=waiting.reference))
    said = e.UpdateOverridden(
        draft=waiting.number, audience=waiting.audience, reason=command.reason, found=waiting.found
    )
    writing = Writing(final=waiting.final, corrects=waiting.corrects, overridden=command.reason)
    return (said, *_goes_on(state, waiting, context, writing))


def approve(state: Incident, command: cu.ApproveUpdate, context: Context) -> Decision:
    """Yes. Raises UnknownUpdate, NotApprover, AlreadySo, OutdatedUpdate."""
    waiting = pending(state, command.draft)
    _require_approver(state, waiting, context)
    approved = e.UpdateApproved(draft=waiting.number, audience=waiting.audience)
    writing = Writing(final=waiting.final, corrects=waiting.corrects, overridden=waiting.overridden)
    return (approved, *_goes_on(state, waiting, context, writing))


def refuse(state: Incident, command: cu.RefuseUpdate, context: Context) -> Decision:
    """No, with a reason: the words go back to their author. Raises UnknownUpdate, NotApprover, AlreadySo, EmptyText."""
    waiting = pending(state, command.draft)
    _require_approver(state, waiting, context)
    _require_words(command.reason, f"`/incident update {waiting.reference} refuse <reason>`")
    return (
        e.UpdateRefused(
            draft=waiting.number,
            audience=waiting.audience,
            reason=command.reason,
            author=waiting.by,
            text=waiting.text,
        ),
    )


def rewrite(state: Incident, command: cu.RewriteUpdate, context: Context) -> Decision:
    """Other words: checked, and approved or asked for again. Raises UnknownUpdate, AlreadySo, TextTooLong."""
    waiting = pending(state, command.draft)
    _require_words(command.text, f"`/incident update {waiting.reference} <text>`")
    _require_current(state, waiting, context, still=waiting.final != is_open(state.state))
    writing = Writing(text=command.text, final=waiting.final, corrects=waiting.corrects)
    return compose(state, (waiting.audience,), context, writing)


def correct(state: Incident, command: cu.CorrectUpdate, context: Context) -> Decision:
    """Everybody who read its words is told what was wrong. Raises UnknownUpdate, EmptyText, TextTooLong."""
    _require_words(command.text, "`/incident correct 3 <text>`")
    audiences = context.policy.audiences
    sent = (name for name in readers(state, command.number) if name in audiences)
    told = tuple(name for name in sent if audiences[name].sees_private or not state.private)
    if not told:
        raise UnknownUpdate(update=str(command.number), known=[str(each) for each in state.sent] or ["none"])
    writing = Writing(text=command.text, corrects=command.number, final=not is_open(state.state))
    return compose(state, told, context, writing)


def pending(state: Incident, number: int) -> Waiting:
    """What waits under this number. Raises UnknownUpdate, AlreadySo."""
    found = next((each for each in state.waiting_updates if each.number == number), None)
    if found is None:
        waiting = [each.reference for each in state.waiting_updates if each.verdict == "pending"]
        raise UnknownUpdate(update=f"U{number}", known=waiting or ["none"])
    if found.verdict != "pending":
        raise AlreadySo(what=_decided(found))
    return found


def _decided(found: Waiting) -> Phrase:
    facts = {"reference": found.reference, "verdict": found.verdict}
    if found.decided_by is None:
        return phrase("{reference} was {verdict}", **facts)
    return phrase("{reference} was {verdict} by {name}", name=found.decided_by.name, **facts)


def _goes_on(state: Incident, waiting: Waiting, context: Context, writing: Writing) -> Decision:
    """As it stands, if the incident stands as it did: what was true before a change of state may be wrong now."""
    said = UpdateFacts.model_validate(waiting.facts)
    _require_current(state, waiting, context, still=said.state == state.state)
    audience = context.policy.audiences[waiting.audience]
    due = {} if waiting.final else {audience.name: next_due(audience, state, context.now, context.policy)}
    fresh = said.model_copy(update={"next_by": due})
    made = Rendering(audience=audience, facts=fresh, way="go", text=waiting.text)
    made = judged(made, state, context, writing)
    draft = len(state.waiting_updates) + 1
    if made.way == "held":
        return (held_back(made, draft, writing),)
    if made.way == "ask":
        return (asked_for(made, draft, state, context, writing),)
    return tuple(publish(state, [made], state.updates + 1, context, writing))


def _require_current(state: Incident, waiting: Waiting, context: Context, *, still: bool) -> None:
    """Raises OutdatedUpdate when the incident, or the policy, has moved on since it was written."""
    audience = context.policy.audiences.get(waiting.audience)
    if not still or audience is None or (state.private and not audience.sees_private):
        raise OutdatedUpdate(draft=waiting.reference, reference=state.reference, state=state.state)


def _require_teller(state: Incident, context: Context) -> None:
    """Raises NotAllowed unless the actor leads, or sees to the updates."""
    actor = context.actor
    tells = any(actor and each.id == actor.id for each in state.holding("communications_lead"))
    if not (tells or may_lead(state, context)):
        raise NotAllowed(
            who=phrase("the MIM, a deputy, the communications lead or an administrator"),
            what=phrase("pass over the linter"),
        )


def _require_approver(state: Incident, waiting: Waiting, context: Context) -> None:
    audience = context.policy.audiences.get(waiting.audience)
    allowed = approvers(audience, state, context) if audience else ()
    actor = context.actor
    if waiting.awaits != "approval":
        raise AlreadySo(what=phrase("{draft} waits for other words", draft=waiting.reference))
    if actor is None or all(each.id != actor.id for each in allowed):
        names = ", ".join(each.name for each in allowed) or phrase("nobody")
        raise NotApprover(who=names, what=phrase("decide on {reference}", reference=waiting.reference))


def _require_words(text: str, form: str) -> None:
    if not text.strip():
        raise EmptyText(form=form)
    check_text(text)


DECISIONS: Mapping[type[Command], Callable[[Incident, Any, Context], Decision]] = {
    cu.OverrideUpdate: override,
    cu.RewriteUpdate: rewrite,
    cu.ApproveUpdate: approve,
    cu.RefuseUpdate: refuse,
    cu.CorrectUpdate: correct,
}
