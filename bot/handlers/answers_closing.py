"""What a person is told on the way to closing; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_closing as cz
from bot.warroom import commands_outputs as co
from bot.warroom.operations.engine import Performed


def doubted(scene: Scene, _command: cz.DoubtRestored, _performed: Performed) -> Markup:
    """Who hears it."""
    mim = scene.state.mim
    said = fill(scene.t.gettext("Thank you. It stands in the room of {reference}."), reference=scene.reference)
    told = fill(scene.t.gettext("{name} was told, and can reopen it."), name=scene.name(mim)) if mim else ""
    return render.join(" ", [said, told])


def raised(scene: Scene, command: co.RaiseOutput, _performed: Performed) -> Markup:
    """It is on the record; whether it goes anywhere else."""
    n = len(scene.state.outputs)
    said = fill(scene.t.gettext("Output {n} is on the record of {reference}."), n=n, reference=scene.reference)
    private = fill(scene.t.gettext("It stays there: a tracker has other readers than a private incident."))
    nobody = fill(scene.t.gettext("Nobody owns it yet: raise it with `@user` to say who."))
    return render.lines(said, private if scene.state.private else "", "" if command.owner else nobody)


def again(scene: Scene, command: co.FileAgain, _performed: Performed) -> Markup:
    """Another try is under way."""
    words = scene.t.gettext("Output {n} goes to the tracker again; its key follows in {room}.")
    return fill(words, n=command.output, room=scene.room)
