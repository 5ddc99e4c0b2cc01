"""How entries change the state: roles asked for, who is missing, who was released. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.evolution.swarms import without
from bot.warroom.incident import Holder, Incident
from bot.warroom.role_asks import RoleAsk
from bot.warroom.timeline import Entry

Answer = Literal["yes", "no", "silent"]


def _asked(state: Incident, event: e.RoleAsked, entry: Entry) -> Change:
    ask = RoleAsk(role=event.role, person=event.person, at=entry.recorded_at)
    return {"role_asks": (*state.role_asks, ask)}


def _acknowledged(state: Incident, event: e.RoleAcknowledged, _entry: Entry) -> Change:
    def yes(holder: Holder) -> Holder:
        theirs = (holder.role, holder.person.id) == (event.role, event.person.id)
        return holder.model_copy(update={"acknowledged": True}) if theirs else holder

    return {**answered(state, event.role, event.person, "yes"), "holders": tuple(map(yes, state.holders))}


def _declined(state: Incident, event: e.RoleDeclined, _entry: Entry) -> Change:
    return answered(state, event.role, event.person, "no") or None


def _unanswered(state: Incident, event: e.RoleUnanswered, _entry: Entry) -> Change:
    return answered(state, event.role, event.person, "silent") or None


def answered(state: Incident, role: str, person: Person, answer: Answer) -> dict[str, Any]:
    """What somebody said to being asked."""

    def heard(ask: RoleAsk) -> RoleAsk:
        theirs = (ask.role, ask.person.id) == (role, person.id)
        return ask.model_copy(update={"answer": answer}) if theirs else ask

    return {"role_asks": tuple(map(heard, state.role_asks))} if state.role_asks else {}


def _missing(_state: Incident, event: e.RolesMissing, _entry: Entry) -> Change:
    return {"missing": event.roles}


def _stood_down(state: Incident, event: e.StoodDown, _entry: Entry) -> Change:
    gone = {person.id for person in event.released}
    tasks = tuple(
        task.model_copy(update={"owner": None}) if task.owner and task.owner.id in gone and not task.done else task
        for task in state.tasks
    )
    released = tuple(dict.fromkeys([*state.released, *sorted(gone)]))
    return {"released": released, "tasks": tasks, "crowded": 0, **without(state, gone)}


def needed_again(state: Incident, person: Person) -> Mapping[str, Any]:
    """Somebody released who comes back, or is given a role, counts again."""
    if person.id not in state.released:
        return {}
    return {"released": tuple(user for user in state.released if user != person.id)}


def _crowded(_state: Incident, event: e.SpanExceeded, _entry: Entry) -> Change:
    return {"crowded": event.people}


CHANGES: Changes = {
    e.RoleAsked: _asked,
    e.RoleAcknowledged: _acknowledged,
    e.RoleDeclined: _declined,
    e.RoleUnanswered: _unanswered,
    e.RolesMissing: _missing,
    e.StoodDown: _stood_down,
    e.SpanExceeded: _crowded,
}
