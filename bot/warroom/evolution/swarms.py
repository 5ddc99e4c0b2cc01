"""How entries change the state: swarms. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry
from bot.warroom.workstreams import Swarm


def _opened(state: Incident, event: e.SwarmOpened, entry: Entry) -> Change:
    swarm = Swarm(
        number=event.swarm,
        name=event.name,
        goal=event.goal,
        team=event.team,
        lead=event.lead,
        members=event.members,
        seq=entry.seq,
    )
    return {"swarms": (*state.swarms, swarm)}


def _led(state: Incident, event: e.SwarmLed, _entry: Entry) -> Change:
    return _with(state, event.swarm, lead=event.lead, joining=event.lead)


def _joined(state: Incident, event: e.SwarmJoined, _entry: Entry) -> Change:
    return _with(state, event.swarm, joining=event.person)


def _reported(state: Incident, event: e.SwarmReported, entry: Entry) -> Change:
    return _with(state, event.swarm, status=event.text, status_at=entry.occurred_at)


def _ended(state: Incident, event: e.SwarmEnded, _entry: Entry) -> Change:
    return _with(state, event.swarm, ended=event.text)


def _left(state: Incident, event: e.SwarmLeft, _entry: Entry) -> Change:
    found = next((swarm for swarm in state.swarms if swarm.number == event.swarm), None)
    stay = tuple(person for person in found.members if person.id != event.person.id) if found else ()
    return _with(state, event.swarm, members=stay)


def _room_opened(state: Incident, event: e.SwarmRoomOpened, _entry: Entry) -> Change:
    return _with(state, event.swarm, channel=event.channel, channel_name=event.name, archived=False)


def _room_archived(state: Incident, event: e.SwarmRoomArchived, _entry: Entry) -> Change:
    return _with(state, event.swarm, archived=True)


def _with(state: Incident, number: int, *, joining: Person | None = None, **change: Any) -> Change:
    def changed(swarm: Swarm) -> Swarm:
        new = joining is not None and all(person.id != joining.id for person in swarm.members)
        members = (*swarm.members, joining) if new else swarm.members
        return swarm.model_copy(update={"members": members, **change})

    return {"swarms": tuple(changed(swarm) if swarm.number == number else swarm for swarm in state.swarms)}


def without(state: Incident, people: Collection[str], *, leading_only: bool = False) -> dict[str, Any]:
    """The live swarms without these people; or without them as leads."""

    def left(swarm: Swarm) -> Swarm:
        lead = None if swarm.lead and swarm.lead.id in people else swarm.lead
        stay = tuple(person for person in swarm.members if leading_only or person.id not in people)
        return swarm.model_copy(update={"lead": lead, "members": stay})

    if not state.swarms:
        return {}
    return {"swarms": tuple(swarm if swarm.ended is not None else left(swarm) for swarm in state.swarms)}


CHANGES: Changes = {
    e.SwarmOpened: _opened,
    e.SwarmLed: _led,
    e.SwarmJoined: _joined,
    e.SwarmReported: _reported,
    e.SwarmEnded: _ended,
    e.SwarmLeft: _left,
    e.SwarmRoomOpened: _room_opened,
    e.SwarmRoomArchived: _room_archived,
}
