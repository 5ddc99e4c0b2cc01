"""What a person is told about risks; see `answers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_risks as ck
from bot.warroom.commands import Command
from bot.warroom.operations.engine import Performed


def raised(scene: Scene, _command: ck.RaiseRisk, _performed: Performed) -> Markup:
    """Its number, and how it ends."""
    words = scene.t.gettext("Risk {n} is on the record; whoever takes over must accept it. "
                            "Over? `{command} risk {n} closed <why>`")  # fmt: skip
    return fill(words, n=len(scene.state.risks), command=scene.command)


def closed(scene: Scene, command: ck.CloseRisk, _performed: Performed) -> Markup:
    """Over."""
    return fill(scene.t.gettext("Risk {n} is over."), n=command.risk)


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {ck.RaiseRisk: raised, ck.CloseRisk: closed}
