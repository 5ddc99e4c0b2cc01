"""Deciding on status updates: what is published, what is promised next, what was kept and what was missed.

A promise is a commitment to an audience. Its deadline only ever moves earlier, except by telling the audience.
"""

from __future__ import annotations

from datetime import timedelta

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.composing import Rendering, Writing, compose, previewed, told_now
from bot.warroom.context import Context, Decision
from bot.warroom.declaring import first_due
from bot.warroom.errors import AlreadySo, BadDuration, NobodyToTell, TextTooLong, UnknownAudience, WrongState
from bot.warroom.errors_updates import AudienceNotTold, SnoozeNeedsReason
from bot.warroom.incident import Incident, Promise
from bot.warroom.lifecycle import MOVES, State, is_open
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy

TEXT_LIMIT = 2_000
DUE_TOGETHER = timedelta(seconds=60)


def publish(state: Incident, command: c.PublishUpdate, context: Context) -> Decision:
    """Tell the audiences now. Raises WrongState, UnknownAudience, AudienceNotTold, TextTooLong."""
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state])
    check_text(command.text)
    allowed = allowed_to_know(state, context)
    _check_told(state, command.audiences, allowed, context)
    told = tuple(dict.fromkeys(command.audiences)) or awake(allowed, state, context.policy, context.now) or allowed
    if not told:
        raise NobodyToTell(reference=state.reference)
    check_audiences(tuple(command.texts), told)
    for text in command.texts.values():
        check_text(text)
    writing = Writing(text=command.text, texts=command.texts, automatic=command.automatic, at_once=command.automatic)
    return compose(state, told, context, writing)


def previews(state: Incident, command: c.PublishUpdate, context: Context) -> tuple[Rendering, ...]:
    """What each of the audiences would read of it. Raises UnknownAudience, TextTooLong."""
    allowed = allowed_to_know(state, context)
    check_audiences(command.audiences, allowed)
    for text in (command.text, *command.texts.values()):
        check_text(text)
    told = tuple(dict.fromkeys(command.audiences)) or allowed
    return previewed(state, told, context, Writing(text=command.text, texts=command.texts))


def allowed_to_know(state: Incident, context: Context) -> tuple[str, ...]:
    """The audiences that are told of this incident: what was promised once is kept under a lower severity too."""
    told = context.policy.audiences_for(state.concern(), promised=state.promises)
    return tuple(each.name for each in told)


def awake(allowed: tuple[str, ...], state: Incident, policy: Policy, now: Moment) -> tuple[str, ...]:
    """Those who have no quiet hours now: whoever has is told when they are over, or by name."""
    return tuple(name for name in allowed if policy.audiences[name].awake(now, state.severity, policy.timezone) == now)


def check_text(text: str) -> None:
    """Raises TextTooLong when it would not fit into an update."""
    if len(text) > TEXT_LIMIT:
        raise TextTooLong(length=len(text), limit=TEXT_LIMIT)


def check_audiences(names: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Raises UnknownAudience."""
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownAudience(audience=unknown[0], known=known)


def _check_told(state: Incident, names: tuple[str, ...], allowed: tuple[str, ...], context: Context) -> None:
    """Raises AudienceNotTold for one that there is and that this incident does not concern; UnknownAudience."""
    known = context.policy.audiences
    left_out = next((known[name] for name in names if name in known and name not in allowed), None)
    if left_out is not None:
        titles = tuple(known[name].title for name in allowed)
        raise AudienceNotTold(audience=left_out.title, reference=state.reference, known=titles or phrase("nobody"))
    check_audiences(names, allowed)


def replan(state: Incident, after_state: State, severity: str, context: Context) -> Decision:
    """The promises that a new state or severity makes due earlier; none ever moves later without telling."""
    moved = (
        (name, promise, _replanned(name, promise, after_state, severity, context))
        for name, promise in state.promises.items()
    )
    return tuple(e.UpdatePromised(audience=name, due_at=due) for name, promise, due in moved if due < promise.due_at)


def reach(state: Incident, severity: str, context: Context) -> Decision:
    """The first promises to the audiences that only the new severity concerns."""
    if state.state == "candidate":
        return ()
    concern = state.concern(severity)
    new = (each for each in context.policy.audiences_for(concern) if each.name not in state.promises)
    return tuple(e.UpdatePromised(audience=each.name, due_at=first_due(each, concern, context)) for each in new)


def _replanned(name: str, promise: Promise, state: State, severity: str, context: Context) -> Moment:
    audience = context.policy.audiences.get(name)
    if audience is None or promise.missed:
        return promise.due_at
    soonest = context.now + context.policy.updates.first_within
    due = max(promise.made_at + audience.interval(state, severity), soonest)
    return min(promise.due_at, audience.awake(due, severity, context.policy.timezone))


def promise_all(state: Incident, context: Context) -> Decision:
    """The first promises after a reopening; one that is due earlier still stands."""
    audiences, concern = context.policy.audiences, state.concern()
    due = {name: first_due(audiences[name], concern, context) for name in allowed_to_know(state, context)}
    earlier = {name for name, promise in state.promises.items() if name in due and promise.due_at <= due[name]}
    return tuple(e.UpdatePromised(audience=name, due_at=at) for name, at in due.items() if name not in earlier)


def warn(state: Incident, command: c.WarnUpdate, context: Context) -> Decision:
    """A draft for every audience whose update is due at about the same time; nothing if the promise has moved."""
    promise = state.promises.get(command.audience)
    if promise is None or promise.due_at != command.due_at or promise.warned or not is_open(state.state):
        return ()
    if promise.due_at <= context.now:  # the bot was away, and the update itself is due
        return ()
    together = tuple(
        name
        for name in allowed_to_know(state, context)
        if (other := state.promises.get(name)) and not other.warned and _near(other.due_at, promise.due_at)
    )
    return (e.UpdateDrafted(audiences=together, due_at=promise.due_at),) if together else ()


def _near(one: Moment, other: Moment) -> bool:
    return abs(one - other) <= DUE_TOGETHER


def due(state: Incident, command: c.DueUpdate, context: Context) -> Decision:
    """The deadline is here: publish for everybody due at about now, or record the miss of a snoozed promise."""
    if not is_open(state.state):
        return _last(state, command, context)
    promise = state.promises.get(command.audience)
    if promise is None or promise.due_at > context.now:
        return ()
    allowed = allowed_to_know(state, context)
    if promise.send_at > context.now or command.audience not in allowed:  # it may have left the policy meanwhile
        return () if promise.missed else (e.PromiseMissed(audience=command.audience, due_at=promise.due_at),)
    soon = context.now + timedelta(seconds=30)
    together = tuple(name for name in allowed if name in state.promises and state.promises[name].send_at <= soon)
    return told_now(state, together, context, text="", automatic=True)


def _last(state: Incident, command: c.DueUpdate, context: Context) -> Decision:
    """The last update still waits for a person: whoever was promised a word hears that it is over."""
    waits = any(
        each.final and each.verdict == "pending" and each.audience == command.audience for each in state.waiting_updates
    )
    if not waits or command.audience not in allowed_to_know(state, context):
        return ()
    return told_now(state, (command.audience,), context, text="", automatic=True, final=True)


def escalate(state: Incident, command: c.EscalateUpdate, context: Context) -> Decision:
    """An update is overdue and still unsent: tell the deputy, then the duty manager."""
    promise = state.promises.get(command.audience)
    if promise is None or not promise.missed or command.told is None or not is_open(state.state):
        return ()
    return (e.PromiseEscalated(audience=command.audience, due_at=promise.due_at, told=command.told),)


def snooze(state: Incident, command: c.SnoozeUpdate, context: Context) -> Decision:
    """Put the automatic update off, again and again if need be, but no further than the policy allows in all.

    It is recorded and forgives nothing. Raises UnknownAudience, BadDuration, SnoozeNeedsReason, TextTooLong,
    AlreadySo.
    """
    check_text(command.reason)
    if command.seconds <= 0:
        raise BadDuration(text=f"{command.seconds}s")
    if not command.reason.strip():
        raise SnoozeNeedsReason
    snoozed = [_snoozed(name, state.promises[name], command, context) for name in _to_snooze(state, command, context)]
    put_off = tuple(event for event in snoozed if event.until > state.promises[event.audience].send_at)
    if not put_off:
        raise AlreadySo(
            what=phrase("the update is put off as long as the policy allows") if snoozed else phrase("no update is due")
        )
    return put_off


def _to_snooze(state: Incident, command: c.SnoozeUpdate, context: Context) -> tuple[str, ...]:
    """The audience that was named, or those whose update is due next."""
    if command.audience:
        check_audiences((command.audience,), tuple(context.policy.audiences))
        return (command.audience,) if command.audience in state.promises else ()
    soonest = state.next_due
    return tuple(name for name, promise in state.promises.items() if soonest and _near(promise.due_at, soonest))


def _snoozed(name: str, promise: Promise, command: c.SnoozeUpdate, context: Context) -> e.UpdateSnoozed:
    until = max(promise.send_at, context.now) + timedelta(seconds=command.seconds)
    latest = promise.due_at + context.policy.updates.snooze_at_most
    return e.UpdateSnoozed(audience=name, due_at=promise.due_at, until=min(until, latest), reason=command.reason)


def request(state: Incident, command: c.RequestUpdate, context: Context) -> Decision:
    """A stakeholder asked; the room is told."""
    check_text(command.text)
    return (e.UpdateRequested(person=context.person, text=command.text),)
