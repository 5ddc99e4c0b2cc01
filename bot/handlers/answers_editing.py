"""What a person is told who corrected something on the record; see `answers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.describe import describe
from bot.comms.render import Markup, fill
from bot.warroom import commands_editing as ced
from bot.warroom.commands import Command
from bot.warroom.operations.engine import Performed


def _said(scene: Scene, performed: Performed) -> tuple[Markup, int]:
    entry = performed.entries[0]
    return render.line(describe(entry, scene.t, scene.policy.timezone, scene.policy), 500), entry.seq


def corrected(scene: Scene, _command: ced.CorrectEntry, performed: Performed) -> Markup:
    """What reads otherwise now, and how to take it back."""
    said, seq = _said(scene, performed)
    words = scene.t.gettext("{said}. What it said before stays on the record. Wrong? `{command} undo {seq}`")
    return fill(words, said=said, command=scene.command, seq=seq)


def undone(scene: Scene, _command: ced.UndoCorrection, performed: Performed) -> Markup:
    """What it reads like again, and how to take that back."""
    said, seq = _said(scene, performed)
    return fill(scene.t.gettext("{said}. Wrong? `{command} undo {seq}`"), said=said, command=scene.command, seq=seq)


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {
    ced.CorrectEntry: corrected,
    ced.UndoCorrection: undone,
}
