"""Deciding on links between incidents: what each of the two records. Pure.

A private incident tells the other one nothing but that it exists (`links.Link`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bot.warroom import commands as c
from bot.warroom import commands_links as cl
from bot.warroom import events as e
from bot.warroom import moving
from bot.warroom.context import Context, Decision, require_lead
from bot.warroom.errors import (
    AlreadySo,
    DrillAndReal,
    HasParent,
    NotLinked,
    ParentLoop,
    SameIncident,
    StaysDuplicate,
    UnknownIncident,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES
from bot.warroom.links import MIRROR, Relation, keys
from bot.warroom.phrases import phrase
from bot.warroom.promising import check_text

Both = tuple[Decision, Decision]
MERGED = "Duplicate of {reference}"
HIDDEN = "a private incident"


def decide_both(state: Incident, other: Incident, command: cl.Pairing, context: Context) -> Both:
    """What this incident and the other one record. Raises a Refusal; then neither does."""
    if state.number == other.number:
        raise SameIncident(reference=state.reference)
    if other.private and not other.concerns(context.person.id):
        raise UnknownIncident(reference=other.reference)
    return _PAIRS[type(command)](state, other, command, context)


def _link(state: Incident, other: Incident, command: cl.LinkIncident, _context: Context) -> Both:
    check_text(command.reason)
    _require_kind(state, other)
    known = keys(state.links) & keys(other.links)
    if known:
        raise AlreadySo(
            what=phrase(
                "{reference} and {reference2} are linked", reference=state.reference, reference2=other.reference
            )
        )
    child, parent = child_and_parent(state, other, command.relation)
    if command.relation != "related" and any(link.relation == "parent" for link in child.links):
        raise HasParent(reference=child.reference, parent=parent.reference)
    return _both(state, other, command.relation, command.key, command.reason)


def child_and_parent(state: Incident, other: Incident, relation: Relation) -> tuple[Incident, Incident]:
    """Who is below whom, when the other incident becomes the `relation` of this one."""
    return (other, state) if relation == "child" else (state, other)


def above(number: int, linked: Iterable[Incident]) -> tuple[int, ...]:
    """The incident and its parents, from the nearest on; found by the key, since private ones leave nothing else."""
    every = list(linked)
    known = {state.number: state for state in every}
    parents = {link.key: state for state in every for link in state.links if link.relation == "child"}
    chain, state = [number], known.get(number)
    while state is not None:
        keyed = next((link.key for link in state.links if link.relation == "parent"), "")
        state = parents.get(keyed)
        if state is None or state.number in chain:
            break
        chain.append(state.number)
    return tuple(chain)


def require_no_loop(state: Incident, other: Incident, relation: Relation, linked: Iterable[Incident]) -> None:
    """A parent has no top when it stands below its child. Raises ParentLoop."""
    child, parent = child_and_parent(state, other, relation)
    if child.number in above(parent.number, linked):
        raise ParentLoop(reference=child.reference, parent=parent.reference)


def _unlink(state: Incident, other: Incident, _command: cl.UnlinkIncident, _context: Context) -> Both:
    shared = keys(state.links) & keys(other.links)
    found = next((link for link in state.links if link.key in shared), None)
    if found is None:
        raise NotLinked(reference=state.reference, other=other.reference)
    if found.relation in {"duplicate", "duplicate_of"}:
        raise StaysDuplicate(reference=state.reference, other=other.reference)
    return ((_unlinked(found.relation, found.key, other),), (_unlinked(MIRROR[found.relation], found.key, state),))


def _unlinked(relation: Relation, key: str, other: Incident) -> e.IncidentUnlinked:
    return e.IncidentUnlinked(relation=relation, key=key, reference="" if other.private else other.reference)


def _merge(state: Incident, other: Incident, command: cl.MergeDuplicate, context: Context) -> Both:
    """Only whoever leads the duplicate may end it. The other one must still be an incident."""
    require_lead(state, context, phrase("end it as a duplicate"))
    _require_kind(state, other)
    if other.state in {"cancelled", "rejected"}:
        raise WrongState(reference=other.reference, state=other.state, allowed=("nothing more",))
    if any(link.relation == "duplicate_of" for link in state.links):
        raise AlreadySo(what=phrase("{reference} is a duplicate", reference=state.reference))
    if "cancelled" not in MOVES[state.state]:
        allowed = MOVES[state.state] or ("nothing more",)
        raise WrongState(reference=state.reference, state=state.state, allowed=allowed)
    named = MERGED.format(reference=HIDDEN if other.private else other.reference)
    reason = f"{named}: {command.reason}" if command.reason.strip() else named
    ended = moving.cancel(state, c.Cancel(reason=reason), context)
    ours, theirs = _both(state, other, "duplicate_of", command.key, command.reason)
    return (*ended, *ours), theirs


def _both(state: Incident, other: Incident, relation: Relation, key: str, reason: str) -> Both:
    # What was said of a private incident stays with it.
    shared = "" if state.private or other.private else reason
    ours = _linked(other, relation, key, reason if not other.private else "")
    return (ours,), (_linked(state, MIRROR[relation], key, shared),)


def _linked(other: Incident, relation: Relation, key: str, reason: str) -> e.IncidentLinked:
    if other.private:
        return e.IncidentLinked(relation=relation, key=key, reason=reason)
    return e.IncidentLinked(
        relation=relation,
        key=key,
        number=other.number,
        reference=other.reference,
        title=other.title,
        channel=other.room.channel if other.room else "",
        reason=reason,
    )


def _require_kind(state: Incident, other: Incident) -> None:
    """An exercise must never end a real incident with it."""
    if state.drill != other.drill:
        raise DrillAndReal(reference=state.reference, other=other.reference)


_PAIRS: dict[type[cl.Pairing], Callable[[Incident, Incident, Any, Context], Both]] = {
    cl.LinkIncident: _link,
    cl.UnlinkIncident: _unlink,
    cl.MergeDuplicate: _merge,
}
