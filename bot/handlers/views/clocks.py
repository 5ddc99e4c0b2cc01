"""The form that takes the receipt of a report to an authority."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin, moment_picker
from bot.warroom.clocks import RunningClock
from bot.warroom.regulators import RECEIPT_LIMIT


def submit_form(scene: Scene, name: str, clock: RunningClock, origin: Origin) -> kit.Block:
    """What the authority gave back, and when the report left."""
    t = scene.t
    hint = t.gettext("{title}: the number, reference or name that the authority gave you.").format(title=clock.title)
    receipt = words_field(t.gettext("Receipt"), longest=RECEIPT_LIMIT, hint=hint)
    at = kit.field(Block.AT, t.gettext("Submitted at (now, if left empty)"), moment_picker(Block.AT), optional=True)
    known = origin.model_copy(update={"name": name})
    return incident_form(
        scene, Callback.CLOCK_SUBMIT_MODAL, t.gettext("Report submitted"), t.gettext("Record"), [receipt, at], known
    )
