"""What a person is told on the way to closing; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_closing as cz
from bot.warroom.operations.engine import Performed


def doubted(scene: Scene, _command: cz.DoubtRestored, _performed: Performed) -> Markup:
    """Who hears it."""
    mim = scene.state.mim
    said = fill(scene.t.gettext("Thank you. It stands in the room of {reference}."), reference=scene.reference)
    told = fill(scene.t.gettext("{name} was told, and can reopen it."), name=scene.name(mim)) if mim else ""
    return render.join(" ", [said, told])


def given(scene: Scene, command: cz.GiveTask, _performed: Performed) -> Markup:
    """Whose task it is."""
    words = scene.t.gettext("Task {n} belongs to {name} now.")
    return fill(words, n=command.task, name=scene.name(command.owner))
