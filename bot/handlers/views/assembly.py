"""The form of a stand-down: who stays."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.render import fill
from bot.handlers.views.forms import incident_form
from bot.handlers.views.parts import Origin
from bot.warroom.assembling import present, responsibilities
from bot.warroom.base import Person
from bot.warroom.incident import Incident


def offered(state: Incident) -> tuple[Person, ...]:
    """Whom the form asks about: everybody here but the MIM, as many as Slack shows in a menu."""
    lead = {person.id for person in state.holding("mim")}
    return tuple(person for person in present(state) if person.id not in lead)[: kit.OPTIONS]


def stand_down_form(scene: Scene, origin: Origin) -> kit.Block:
    """Those who hold a role are ticked; sending it releases everybody else who is shown."""
    t = scene.t
    people = offered(scene.state)
    options = {person.id: kit.option(render.clip(person.name, kit.OPTION), person.id) for person in people}
    staying = [options[person.id] for person in people if responsibilities(scene.state, person)]
    menu = kit.multi_static_select(Block.PEOPLE, list(options.values()), initial=staying)
    note = t.gettext("Everybody else is thanked, told that they may go, and gives their roles and open tasks back.")
    fields = [
        kit.field(Block.PEOPLE, t.gettext("Who stays, besides you?"), menu, optional=True),
        kit.context(fill(note)),
    ]
    title, submit = t.gettext("Stand-down"), t.gettext("Release the others")
    return incident_form(scene, Callback.STAND_DOWN_MODAL, title, submit, fields, origin)
