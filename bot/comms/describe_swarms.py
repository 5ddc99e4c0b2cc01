"""One sentence for each entry about swarms and unowned work; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _opened(tell: Teller, event: e.SwarmOpened) -> str:
    said = tell.t.gettext("Swarm {name} formed").format(name=event.name)
    words = tell.with_words(said, event.goal)
    return tell.t.gettext("{said} (lead: {name})").format(said=words, name=event.lead.name) if event.lead else words


def _led(tell: Teller, event: e.SwarmLed) -> str:
    return tell.t.gettext("{name} leads swarm {n}").format(name=event.lead.name, n=event.swarm)


def _joined(tell: Teller, event: e.SwarmJoined) -> str:
    return tell.t.gettext("{name} joined swarm {n}").format(name=event.person.name, n=event.swarm)


def _reported(tell: Teller, event: e.SwarmReported) -> str:
    return tell.with_words(tell.t.gettext("Swarm {n} reports").format(n=event.swarm), event.text)


def _ended(tell: Teller, event: e.SwarmEnded) -> str:
    return tell.with_words(tell.t.gettext("Swarm {n} is over").format(n=event.swarm), event.text)


def _left(tell: Teller, event: e.SwarmLeft) -> str:
    return tell.t.gettext("{name} left swarm {n}").format(name=event.person.name, n=event.swarm)


def _room_opened(tell: Teller, event: e.SwarmRoomOpened) -> str:
    return tell.t.gettext("Channel #{name} opened for swarm {n}").format(name=event.name, n=event.swarm)


def _room_archived(tell: Teller, event: e.SwarmRoomArchived) -> str:
    return tell.t.gettext("Channel of swarm {n} archived").format(n=event.swarm)


def _unowned(tell: Teller, event: e.UnownedListed) -> str:
    roles = [tell.role(role) for role in event.roles]
    swarms = [tell.t.gettext("swarm {n}").format(n=number) for number in event.swarms]
    tasks = [tell.t.gettext("task {n}").format(n=number) for number in event.tasks]
    said = tell.t.gettext("Nobody owns: {what}")
    return said.format(what=tell.t.listing([*roles, *swarms, *tasks]))


SENTENCES: Sentences = {
    e.SwarmOpened: _opened,
    e.SwarmLed: _led,
    e.SwarmJoined: _joined,
    e.SwarmReported: _reported,
    e.SwarmEnded: _ended,
    e.SwarmLeft: _left,
    e.SwarmRoomOpened: _room_opened,
    e.SwarmRoomArchived: _room_archived,
    e.UnownedListed: _unowned,
}
