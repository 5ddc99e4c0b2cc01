"""The card's menu “More…”: rarer acts that each open a form, so that the card keeps one row of buttons."""

from __future__ import annotations

from collections.abc import Iterator

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.warroom.lifecycle import SETTABLE

LABELS = {
    "state": _("Change the state…"),
    "handover": _("Hand over the lead…"),
    "promote": _("It is a major incident…"),
    "demote": _("It is no major incident…"),
    "abandon": _("The model does not fit…"),
    "cancel": _("Cancel: declared in error…"),
}


def more(scene: Scene) -> Iterator[kit.Element]:
    """The menu of an incident that is being worked on; nothing otherwise."""
    if scene.state.state not in SETTABLE:
        return
    t, number = scene.t, scene.state.number
    options = [
        kit.option(render.clip(t.gettext(LABELS[act]), kit.OPTION), value(number, name=act)) for act in _acts(scene)
    ]
    yield kit.overflow(Action.CARD_MORE, options)


def _acts(scene: Scene) -> Iterator[str]:
    yield "state"
    yield "handover"
    yield "demote" if scene.state.major else "promote"
    if scene.state.model:
        yield "abandon"
    yield "cancel"
