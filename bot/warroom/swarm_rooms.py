"""Channels of swarms: what is heard in one belongs to its swarm. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.timeline import Fact
from bot.warroom.workstreams import Swarm


def by_channel(state: Incident) -> Mapping[str, Swarm]:
    """The swarms that have or had a channel, by its id."""
    return {swarm.channel: swarm for swarm in state.swarms if swarm.channel}


def placed(state: Incident, facts: Iterable[Fact]) -> list[Fact]:
    """What Slack reported, with what happened in a swarm's channel told as the swarm's: coming there is joining it."""
    swarms = by_channel(state)
    if not swarms:
        return list(facts)
    found = (_placed(swarms.get(fact.slack.channel) if fact.slack else None, fact) for fact in facts)
    return [fact for fact in found if fact is not None]


def _placed(swarm: Swarm | None, fact: Fact) -> Fact | None:
    event = fact.event
    if swarm is None:
        return fact
    match event:
        case e.MessagePosted():
            return fact.model_copy(update={"event": event.model_copy(update={"swarm": swarm.name})})
        case e.PersonJoined(person=person):
            joined = e.SwarmJoined(swarm=swarm.number, person=person)
            return None if _works_in(swarm, person.id) else fact.model_copy(update={"event": joined})
        case e.PersonLeft(person=person):
            left = e.SwarmLeft(swarm=swarm.number, person=person)
            return fact.model_copy(update={"event": left}) if _works_in(swarm, person.id) else None
    return fact


def _works_in(swarm: Swarm, user: str) -> bool:
    return any(person.id == user for person in swarm.members)
