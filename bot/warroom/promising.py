"""Deciding on status updates: what is published, what is promised next, what was kept and what was missed.

A promise is a commitment to an audience. Its deadline only ever moves earlier, except by telling the audience.
"""

from __future__ import annotations

from datetime import timedelta

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, TextTooLong, UnknownAudience, WrongState
from bot.warroom.incident import Incident, Promise
from bot.warroom.lifecycle import MOVES, State, is_open
from bot.warroom.updates import facts

TEXT_LIMIT = 2_000
DUE_TOGETHER = timedelta(seconds=60)


def publish(state: Incident, command: c.PublishUpdate, context: Context) -> Decision:
    """Tell the audiences now. Raises WrongState, UnknownAudience, TextTooLong."""
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state])
    check_text(command.text)
    told = command.audiences or tuple(each.name for each in context.policy.audiences_for(private=state.private))
    check_audiences(told, context)
    return told_now(state, told, context, text=command.text, automatic=command.automatic)


def check_text(text: str) -> None:
    """Raises TextTooLong when it would not fit into an update."""
    if len(text) > TEXT_LIMIT:
        raise TextTooLong(length=len(text), limit=TEXT_LIMIT)


def check_audiences(names: tuple[str, ...], context: Context) -> None:
    """Raises UnknownAudience."""
    unknown = [name for name in names if name not in context.policy.audiences]
    if unknown:
        raise UnknownAudience(audience=unknown[0], known=tuple(context.policy.audiences))


def told_now(
    state: Incident, told: tuple[str, ...], context: Context, *, text: str, automatic: bool = False, final: bool = False
) -> Decision:
    """The events of one published update: the update, each promise's fate, and (unless final) the next promises."""
    next_by = {} if final else {name: _next_due(name, state, context) for name in told}
    said = facts(state, context.moments, context.now, next_by, text=text, final=final)
    published = e.UpdatePublished(
        number=state.updates + 1,
        audiences=told,
        facts=said.model_dump(mode="json"),
        text=text,
        automatic=automatic,
        final=final,
    )
    promised = tuple(e.UpdatePromised(audience=name, due_at=due) for name, due in next_by.items())
    return (*fates(state, told, context), published, *promised)


def fates(state: Incident, told: tuple[str, ...], context: Context) -> Decision:
    """Whether each audience's promise was kept, told now. A promise already missed stays missed."""
    pending = ((name, state.promises[name]) for name in told if name in state.promises)
    return tuple(_fate(name, promise, state, context) for name, promise in pending if not promise.missed)


def _fate(name: str, promise: Promise, state: Incident, context: Context) -> e.PromiseKept | e.PromiseMissed:
    if context.now <= promise.due_at + context.policy.updates.grace:
        return e.PromiseKept(audience=name, due_at=promise.due_at, number=state.updates + 1)
    return e.PromiseMissed(audience=name, due_at=promise.due_at)


def _next_due(name: str, state: Incident, context: Context) -> Moment:
    return context.now + context.policy.audiences[name].interval(state.state, state.severity)


def replan(state: Incident, after_state: State, severity: str, context: Context) -> Decision:
    """The promises that a new state or severity makes due earlier; none ever moves later without telling."""
    moved = (
        (name, promise, _replanned(name, promise, after_state, severity, context))
        for name, promise in state.promises.items()
    )
    return tuple(e.UpdatePromised(audience=name, due_at=due) for name, promise, due in moved if due < promise.due_at)


def _replanned(name: str, promise: Promise, state: State, severity: str, context: Context) -> Moment:
    audience = context.policy.audiences.get(name)
    if audience is None or promise.missed:
        return promise.due_at
    soonest = context.now + context.policy.updates.first_within
    return min(promise.due_at, max(promise.made_at + audience.interval(state, severity), soonest))


def promise_all(state: Incident, context: Context) -> Decision:
    """The first promises after a reopening."""
    due = context.now + context.policy.updates.first_within
    told = context.policy.audiences_for(private=state.private)
    return tuple(e.UpdatePromised(audience=audience.name, due_at=due) for audience in told)


def warn(state: Incident, command: c.WarnUpdate, context: Context) -> Decision:
    """A draft for every audience whose update is due at about the same time; nothing if the promise has moved."""
    promise = state.promises.get(command.audience)
    if promise is None or promise.due_at != command.due_at or promise.warned or not is_open(state.state):
        return ()
    together = tuple(
        name for name, other in state.promises.items() if not other.warned and _near(other.due_at, promise.due_at)
    )
    return (e.UpdateDrafted(audiences=together, due_at=promise.due_at),)


def _near(one: Moment, other: Moment) -> bool:
    return abs(one - other) <= DUE_TOGETHER


def due(state: Incident, command: c.DueUpdate, context: Context) -> Decision:
    """The deadline is here: publish for everybody due at about now, or record the miss of a snoozed promise."""
    promise = state.promises.get(command.audience)
    if promise is None or not is_open(state.state) or promise.due_at > context.now:
        return ()
    if promise.send_at > context.now:
        return () if promise.missed else (e.PromiseMissed(audience=command.audience, due_at=promise.due_at),)
    together = tuple(
        name for name, other in state.promises.items() if other.send_at <= context.now + timedelta(seconds=30)
    )
    return told_now(state, together, context, text="", automatic=True)


def escalate(state: Incident, command: c.EscalateUpdate, context: Context) -> Decision:
    """An update is overdue and still unsent: tell the deputy, then the duty manager."""
    promise = state.promises.get(command.audience)
    if promise is None or not promise.missed or command.told is None or not is_open(state.state):
        return ()
    return (e.PromiseEscalated(audience=command.audience, due_at=promise.due_at, told=command.told),)


def snooze(state: Incident, command: c.SnoozeUpdate, context: Context) -> Decision:
    """Put the automatic update off. It is recorded and forgives nothing."""
    names = (command.audience,) if command.audience else tuple(state.promises)
    check_audiences(names, context)
    running = [(name, state.promises[name]) for name in names if name in state.promises]
    if not running:
        raise AlreadySo(what="no update is due")
    delay = min(timedelta(seconds=command.seconds), context.policy.updates.snooze_at_most)
    soonest = min(promise.due_at for _name, promise in running)
    return tuple(
        e.UpdateSnoozed(
            audience=name, due_at=p.due_at, until=max(p.send_at, context.now) + delay, reason=command.reason
        )
        for name, p in running
        if command.audience or _near(p.due_at, soonest)
    )


def request(state: Incident, command: c.RequestUpdate, context: Context) -> Decision:
    """A stakeholder asked; the room is told."""
    check_text(command.text)
    return (e.UpdateRequested(person=context.person, text=command.text),)
