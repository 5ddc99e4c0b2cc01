"""What a person is told about actions on their way to a verified close; see `answers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_follow_up as cf
from bot.warroom.commands import Command
from bot.warroom.operations.engine import Performed


def agreed(scene: Scene, command: cf.AgreeOutcome, _performed: Performed) -> Markup:
    """Kept, and when it is looked at."""
    words = scene.t.gettext(
        "Kept. When task {n} is done, somebody else looks whether that is so: `{command} task {n} verified`"
    )
    return fill(words, n=command.task, command=scene.command)


def verified(scene: Scene, command: cf.VerifyTask, _performed: Performed) -> Markup:
    """It is closed."""
    words = scene.t.gettext("Task {n} of {reference} is verified and closed. What is left: `{command} actions`")
    return fill(words, n=command.task, reference=scene.reference, command=scene.command)


def doubted(scene: Scene, command: cf.DoubtTask, _performed: Performed) -> Markup:
    """It is open again."""
    words = scene.t.gettext("Task {n} of {reference} is open again; its owner is told why.")
    return fill(words, n=command.task, reference=scene.reference)


def dropped(scene: Scene, command: cf.DropTask, _performed: Performed) -> Markup:
    """It stays on the list with its reason."""
    words = scene.t.gettext("Task {n} is not going to be done; it stays in the review with the reason.")
    return fill(words, n=command.task)


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {
    cf.AgreeOutcome: agreed,
    cf.VerifyTask: verified,
    cf.DoubtTask: doubted,
    cf.DropTask: dropped,
}
