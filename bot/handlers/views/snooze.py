"""The form that puts an automatic update off: nobody waits without a reason."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin


def snooze_form(scene: Scene, seconds: int, origin: Origin) -> kit.Block:
    """Why it waits; it stays promised by the time that was said."""
    t = scene.t
    hint = t.gettext("It stays promised: later counts as missed. Your reason stands in the ledger and in the review.")
    field = words_field(t.gettext("Why does it wait?"), block=Block.REASON, hint=hint)
    title = t.gettext("Snooze {n} min").format(n=seconds // 60)
    return incident_form(scene, Callback.UPDATE_SNOOZE_MODAL, title, t.gettext("Snooze"), [field], origin)
