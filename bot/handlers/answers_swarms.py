"""What a person is told about swarms; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_swarms as cs
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed
from bot.warroom.workstreams import Swarm


def _swarm(scene: Scene, performed: Performed) -> Swarm:
    number = next(getattr(entry.event, "swarm", None) for entry in performed.entries if hasattr(entry.event, "swarm"))
    return next(swarm for swarm in scene.state.swarms if swarm.number == number)


def _said(scene: Scene, words: str, performed: Performed) -> Markup:
    return fill(words, name=render.line(_swarm(scene, performed).name, 60), room=scene.room)


def opened(scene: Scene, command: cs.OpenSwarms, performed: Performed) -> Markup:
    """Their messages follow; what is still missing."""
    t = scene.t
    made = [entry.event for entry in performed.entries if isinstance(entry.event, e.SwarmOpened)]
    names = render.bold(t.listing([event.name for event in made]))
    said = fill(_following(scene, len(made)), names=names, room=scene.room)
    unknown = [event.name for event in made if not event.members]
    stranger = t.gettext("I know no team or person called {names}: invite whoever is needed by hand.")
    nobody = fill(stranger, names=render.line(t.listing(unknown), 200)) if unknown else ""
    ask = t.gettext("Nobody leads it yet: `{command} swarm {name} lead @user`, or *I lead it*.")
    free = any(swarm.lead for swarm in command.swarms)
    name = render.line(made[0].name, 60) if made else ""
    return render.lines(said, nobody, "" if free else fill(ask, command=scene.command, name=name))


def _following(scene: Scene, many: int) -> str:
    if scene.policy.swarms.place == "channel":
        return scene.t.ngettext(
            "The swarm {names} is formed; its channel follows, and stands on the card of {room}.",
            "The swarms {names} are formed; their channels follow, and stand on the card of {room}.",
            many,
        )
    return scene.t.ngettext(
        "The swarm {names} is formed; its thread follows in {room}.",
        "The swarms {names} are formed; their threads follow in {room}.",
        many,
    )


def led(scene: Scene, command: cs.LeadSwarm, performed: Performed) -> Markup:
    """Who answers for it."""
    words = scene.t.gettext("{who} leads the swarm *{name}* now.")
    name = render.line(_swarm(scene, performed).name, 60)
    return fill(words, who=scene.name(command.person), name=name)


def joined(scene: Scene, _command: cs.JoinSwarm, performed: Performed) -> Markup:
    """Where it works."""
    swarm = _swarm(scene, performed)
    if swarm.place:
        words = scene.t.gettext("You are in the swarm *{name}*: go on in {channel}.")
        return fill(words, name=render.line(swarm.name, 60), channel=render.channel_link(swarm.place))
    return _said(scene, scene.t.gettext("You are in the swarm *{name}*: go on in its thread in {room}."), performed)


def reported(scene: Scene, _command: cs.ReportSwarm, performed: Performed) -> Markup:
    """Where it shows."""
    return _said(scene, scene.t.gettext("The status of *{name}* is on the card of {room} now."), performed)


def ended(scene: Scene, _command: cs.EndSwarm, performed: Performed) -> Markup:
    """Over."""
    return _said(scene, scene.t.gettext("The swarm *{name}* is over."), performed)
