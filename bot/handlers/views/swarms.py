"""The forms of swarms: forming one, and saying how far it is."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.render import fill
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin
from bot.warroom.swarms import NAME_LIMIT
from bot.warroom.workstreams import Swarm


def open_form(scene: Scene, origin: Origin) -> kit.Block:
    """Which team, to what end, led by whom."""
    t = scene.t
    name = kit.text_input(Block.TITLE, longest=NAME_LIMIT)
    fields = [
        kit.field(Block.TITLE, t.gettext("Team"), name, hint=t.gettext("A user group or a person is invited by name.")),
        words_field(t.gettext("What should it find out or do?"), optional=True),
        kit.field(Block.OWNER, t.gettext("Who leads it?"), kit.users_select(Block.OWNER), optional=True),
    ]
    return incident_form(scene, Callback.SWARM_MODAL, t.gettext("Form a swarm"), t.gettext("Form"), fields, origin)


def report_form(scene: Scene, swarm: Swarm, origin: Origin) -> kit.Block:
    """How far it is, in a sentence that the card shows."""
    t = scene.t
    about = fill(t.gettext("🐝 Swarm *{name}*"), name=render.line(swarm.name, 60))
    fields = [
        kit.context(about),
        words_field(t.gettext("How far are you?"), initial=swarm.status, hint=t.gettext("The room's card shows it.")),
    ]
    begun = origin.model_copy(update={"swarm": str(swarm.number)})
    return incident_form(scene, Callback.SWARM_REPORT_MODAL, t.gettext("Status"), t.gettext("Report"), fields, begun)
