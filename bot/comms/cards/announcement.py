"""The announcement of an incident in the organisation's channel, redrawn as the incident goes on. Never for private
incidents: whoever posts it has seen to that.
"""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.room_card import lead_line, services_line
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom.lifecycle import is_open


def announcement(scene: Scene) -> Message:
    """What everybody may know, with the door to the war room."""
    blocks = [kit.header(scene.heading), kit.section(_body(scene)), kit.context(_declared(scene))]
    if is_open(scene.state.state) and scene.state.room:
        blocks.append(kit.actions(*scene.room_button()))
    text = render.join(" · ", [scene.state.reference, scene.severity, scene.phase, render.line(scene.state.title, 150)])
    return scene.message(text, *blocks)


def _body(scene: Scene) -> Markup:
    t, state = scene.t, scene.state
    return render.lines(
        render.join(" · ", [scene.severity, scene.phase]),
        scene.impact,
        services_line(scene),
        fill(t.gettext("*Major Incident Manager:* {lead}"), lead=lead_line(scene)),
        fill(t.gettext("*War room:* {room}"), room=scene.room) if state.room else "",
    )


def _declared(scene: Scene) -> Markup:
    at, by = scene.day_time(scene.state.declared_at), scene.name(scene.state.reporter)
    return fill(scene.t.gettext("Declared {time} by {name}"), time=at, name=by)
