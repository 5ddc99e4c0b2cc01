"""What a person is told about workarounds and debt; see `answers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms import render
from bot.comms.cards.debts import wanting
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_debt as cd
from bot.warroom.commands import Command
from bot.warroom.operations.engine import Performed


def recorded(scene: Scene, _command: cd.RecordWorkaround, _performed: Performed) -> Markup:
    """Its reference, and what nobody has said yet."""
    item = scene.state.debts[-1]
    said = fill(scene.t.gettext("Kept on the timeline of {reference}: {ref}"), reference=scene.reference,
                ref=render.bold(item.reference))  # fmt: skip
    return render.lines(said, scene.owed(item.owner, item.due_at), wanting(scene, item))


def changed(scene: Scene, command: cd.ChangeDebt | cd.ExtendDebt, _performed: Performed) -> Markup:
    """How it stands."""
    item = next(each for each in scene.state.debts if each.number == command.debt)
    said = fill(scene.t.gettext("Kept: {ref}"), ref=render.bold(item.reference))
    return render.lines(render.join(" · ", [said, scene.owed(item.owner, item.due_at)]), wanting(scene, item))


def paid(scene: Scene, _command: cd.PayDebt | cd.WithdrawDebt, _performed: Performed) -> Markup:
    """What is left."""
    left = sum(item.is_open for item in scene.state.debts)
    words = scene.t.ngettext("Kept. {n} workaround of {reference} still stands.",
                             "Kept. {n} workarounds of {reference} still stand.", left)  # fmt: skip
    return fill(words, n=left, reference=scene.reference)


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {
    cd.RecordWorkaround: recorded,
    cd.ChangeDebt: changed,
    cd.ExtendDebt: changed,
    cd.PayDebt: paid,
    cd.WithdrawDebt: paid,
}
