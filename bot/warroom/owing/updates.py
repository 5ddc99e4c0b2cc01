"""What entries owe: asking approvers, giving words back to their author, and a word for who was promised the last one.

Pure; how a row is carried out is `comms`' matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing.debt import NOTHING, Debt, Debts, step, tell
from bot.warroom.owing.promises import tellers
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry


def _held(event: e.UpdateHeld, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Whoever wrote it is answered; once the incident is over its room may be quiet, so they are written to."""
    if is_open(state.state):
        return NOTHING
    people = {person.id: person for person in (entry.actor, *tellers(state)) if person}.values()
    return Debt(owed=_told(people, "update_held", entry, state), timers=_last(event, entry, state, policy))


def _asked(event: e.ApprovalAsked, entry: Entry, state: Incident, policy: Policy) -> Debt:
    timers = () if is_open(state.state) else _last(event, entry, state, policy)
    return Debt(owed=_told(event.approvers, "update_approval", entry, state), timers=timers)


def _told(people: Iterable[Person], as_: str, entry: Entry, state: Incident) -> tuple[Owed, ...]:
    """Of a private incident only those who know of it."""
    told = (person for person in people if not state.private or state.concerns(person.id))
    return tuple(tell(state, person.id, entry.seq, as_) for person in told)


def _last(
    event: e.UpdateHeld | e.ApprovalAsked, entry: Entry, state: Incident, policy: Policy
) -> tuple[TimerSpec, ...]:
    """When the audience is told in any case: by the promise that stands, or as if one were made now."""
    audience = policy.audiences.get(event.audience)
    if not event.final or audience is None:
        return ()
    promise = state.promises.get(event.audience)
    stands = promise is not None and promise.due_at > entry.recorded_at
    interval = audience.interval("monitoring", state.severity)
    due_at = promise.due_at if promise and stands else entry.recorded_at + interval
    return (TimerSpec(kind="update_due", subject=event.audience, due_at=due_at),)


def _refused(event: e.UpdateRefused, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """Back to whoever wrote it, with what they wrote."""
    if event.author is None or (entry.actor and entry.actor.id == event.author.id):
        return NOTHING
    return Debt(owed=_told((event.author,), "update_refused", entry, state))


def _broken(event: e.TemplateBroken, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """The room and whoever sees to the updates, once for each fault, however many updates and places it meets."""
    once = f"template:{sha256(event.fault.encode()).hexdigest()[:16]}"
    told = (person for person in tellers(state) if not state.private or state.concerns(person.id))
    people = tuple(_direct(state, entry.seq, person.id, once) for person in told)
    if state.room is None or state.room.archived:
        return Debt(owed=people)
    row = step(state, "room.say", once, payload={"seq": entry.seq}, lane=f"room:{state.number}")
    return Debt(owed=(row, *people))


def _direct(state: Incident, seq: int, user: str, once: str) -> Owed:
    return step(state, "person.say", f"{once}:{user}", payload={"seq": seq, "user": user, "as": "template"})


DEBTS: Debts = {
    e.UpdateHeld: _held,
    e.ApprovalAsked: _asked,
    e.UpdateRefused: _refused,
    e.TemplateBroken: _broken,
}
SPOKEN = frozenset({"update_held", "update_overridden", "update_approval_asked", "update_approved", "update_refused"})
