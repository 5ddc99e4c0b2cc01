"""The form that asks why something is erased, and which words, before the question whether it is meant."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin
from bot.warroom.erasing.deciding import REASON_LIMIT, WORDS_LIMIT


def erase_form(scene: Scene, entry: int, begun: Origin) -> kit.Block:
    """Why, and which words; without any all that the entry says."""
    t = scene.t
    only = t.gettext(
        "Empty: all that entry {entry} says, with its copies. Else these words, wherever the record has them."
    )
    fields = [
        words_field(t.gettext("Why must it go?"), block=Block.REASON, longest=REASON_LIMIT,
                    hint=t.gettext("Stays on the record: do not repeat here what must go.")),
        words_field(t.gettext("Only these words"), longest=WORDS_LIMIT, hint=only.format(entry=entry), optional=True),
    ]  # fmt: skip
    whole = begun.model_copy(update={"item": entry})
    return incident_form(
        scene, Callback.ERASE_MODAL, t.gettext("Erase from the record"), t.gettext("Go on"), fields, whole
    )
