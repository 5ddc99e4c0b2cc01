"""The form by which somebody takes over: each open clock, pending decision and risk is a box to tick."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.brief import sentence
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Callback
from bot.comms.cards.scene import Scene
from bot.handlers.views.forms import incident_form
from bot.handlers.views.parts import Origin
from bot.warroom.briefs import BriefLine

BLOCK, BOXES, MOST_BLOCKS = "accept", 10, 20


def take_over_form(scene: Scene, owed: Sequence[BriefLine], origin: Origin) -> kit.Block:
    """Ten boxes a field, which is what Slack shows."""
    t = scene.t
    fields = []
    for n, start in enumerate(range(0, len(owed), BOXES)):
        boxes = kit.checkboxes(f"{BLOCK}{n}", [_box(scene, line) for line in owed[start : start + BOXES]])
        asks = t.gettext("I take over, and know of:") if n == 0 else t.gettext("And of:")
        fields.append(kit.field(f"{BLOCK}{n}", asks, boxes, optional=True))
    return incident_form(
        scene, Callback.TAKE_OVER_MODAL, t.gettext("Take over the lead"), t.gettext("Take over"),
        fields[:MOST_BLOCKS], origin,
    )  # fmt: skip


def _box(scene: Scene, line: BriefLine) -> kit.Element:
    words = sentence(line.model_copy(update={"at": None}), scene.t, scene.when, scene.audience)
    due = scene.when(line)
    return kit.option(render.clip(words, kit.OPTION), line.key, description=due)
