"""What a person is told after they answered a suggestion; see `answers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.comms.words import mark_name, milestone_name
from bot.handlers import answers_objects as objects
from bot.warroom import commands_suggesting as cg
from bot.warroom import events as e
from bot.warroom.commands import Command
from bot.warroom.operations.engine import Performed


def accepted(scene: Scene, command: cg.AcceptSuggestion, performed: Performed) -> Markup:
    """As what it stands on the record now, and what comes next."""
    t, numbered = scene.t, objects.begun(scene, performed)
    if numbered is not None:
        return numbered
    event = performed.entries[0].event if performed.entries else None
    if isinstance(event, e.MilestoneSet):
        words = t.gettext("{name}: {time}, on the record of {reference}. To correct it: "
                          "`{command} milestone {milestone} at 10:05`")  # fmt: skip
        return fill(words, name=milestone_name(event.milestone, t), time=scene.day_time(event.at),
                    reference=scene.reference, command=scene.command, milestone=event.milestone)  # fmt: skip
    words = t.gettext("That message is on the timeline of {reference} now, as: {kind}")
    return fill(words, reference=scene.reference, kind=mark_name(command.mark, t))


def declined(scene: Scene, _command: cg.DeclineSuggestion, _performed: Performed) -> Markup:
    """It is not suggested again."""
    return fill(scene.t.gettext("Not suggested again. A reaction still marks the message, if you change your mind."))


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {
    cg.AcceptSuggestion: accepted,
    cg.DeclineSuggestion: declined,
}
