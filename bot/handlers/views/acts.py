"""The forms of rarer acts on an incident: another state, promote, demote, giving a model up, cancelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.words import state_name
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin, chosen
from bot.warroom.lifecycle import SETTABLE


@dataclass(frozen=True, slots=True)
class Asking:
    """A form that asks why: its titles and the question. `typed` is the same as it would be typed."""

    callback: Callback
    title: str
    question: str
    submit: str
    typed: str
    what: str


REASONS: Mapping[str, Asking] = {
    "promote": Asking(
        Callback.PROMOTE_MODAL, _("A major incident"), _("Why is it major?"), _("Promote"), "promote", "promote it"
    ),
    "demote": Asking(
        Callback.DEMOTE_MODAL, _("No major incident"), _("Why is it not major?"), _("Demote"), "demote", "demote it"
    ),
    "abandon": Asking(
        Callback.ABANDON_MODAL, _("Give the model up"), _("Why does it not fit?"), _("Give it up"), "model abandon",
        "abandon the model",
    ),
    "cancel": Asking(
        Callback.CANCEL_MODAL, _("Cancel the incident"), _("Why? Whoever was told of it reads this."), _("Cancel it"),
        "cancel", "cancel the incident",
    ),
}  # fmt: skip


def reason_form(scene: Scene, act: str, origin: Origin) -> kit.Block:
    """Why."""
    asking, t = REASONS[act], scene.t
    fields = [words_field(t.gettext(asking.question), block=Block.REASON)]
    return incident_form(scene, asking.callback, t.gettext(asking.title), t.gettext(asking.submit), fields, origin)


def state_form(scene: Scene, origin: Origin, wanted: str | None = None) -> kit.Block:
    """Which state, and what is known: the cause and the remedy of *identified*, what was done of *monitoring*."""
    t = scene.t
    options = [kit.option(state_name(state, t), state) for state in SETTABLE]
    menu = kit.static_select(Block.STATE, options, initial=chosen(options, wanted or _next(scene)))
    hint = t.gettext("Identified: the cause, and how you will mend it. Monitoring: what was done.")
    fields = [
        kit.field(Block.STATE, t.gettext("State"), menu),
        words_field(t.gettext("What is known?"), initial=scene.state.state_text, hint=hint),
    ]
    return incident_form(
        scene, Callback.STATE_MODAL, t.gettext("Change the state"), t.gettext("Change"), fields, origin
    )


def _next(scene: Scene) -> str:
    return "identified" if scene.state.state == "investigating" else "monitoring"
