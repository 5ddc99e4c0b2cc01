"""The form that refuses a resource: a refusal needs its reason."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.resources import resource_words
from bot.comms.cards.scene import Scene
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin
from bot.warroom.partners import Resource


def refuse_form(scene: Scene, resource: Resource, origin: Origin) -> kit.Block:
    """Why not."""
    t = scene.t
    hint = t.gettext("Whoever asked reads this, and so does the room.")
    fields = [
        kit.section(resource_words(resource, t)),
        words_field(t.gettext("Why not?"), block=Block.REASON, hint=hint),
    ]
    about = origin.model_copy(update={"item": resource.number})
    title = t.gettext("Refuse {ref}").format(ref=resource.reference)
    return incident_form(scene, Callback.RESOURCE_REFUSE_MODAL, title, t.gettext("Refuse"), fields, about)
