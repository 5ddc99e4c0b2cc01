"""Direct messages about finding out whether a hypothesis is true: it is theirs now, or somebody else's."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.objects import hypothesis_buttons
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.objects import Hypothesis, label
from bot.warroom.owing.objects import object_of
from bot.warroom.timeline import Entry


def told(scene: Scene, _event: object, entry: Entry) -> Message | None:
    """What both read, the one who tests it now and the one who did; nothing once it is settled or withdrawn."""
    it = object_of(entry, scene.state)
    tester = _tester(entry.event)
    if not isinstance(it, Hypothesis) or not it.unsettled or it.withdrawn or tester is None:
        return None
    words = scene.t.gettext("🔎 {reference}: {name} asks {tester} to find out whether *{label}* is true: {text}")
    said = fill(words, reference=scene.reference, name=scene.name(entry.actor), tester=scene.name(tester),
                label=label("hypothesis", it.number), text=render.line(it.text, 300))  # fmt: skip
    lines = render.lines(said, scene.owed(None, it.due_at), _instead(scene, entry.event))
    return scene.message(said, kit.section(lines), kit.actions(*hypothesis_buttons(scene, it), *scene.room_button()))


def _tester(event: object) -> Person | None:
    return event.owner if isinstance(event, e.HypothesisTested | e.Remark) else None


def _instead(scene: Scene, event: object) -> Markup:
    before = event.instead_of if isinstance(event, e.HypothesisTested) else None
    return fill(scene.t.gettext("Instead of {name}."), name=scene.name(before)) if before else Markup("")
