"""What a person is told about regulator clocks; see `answers`."""

from __future__ import annotations

from bot.comms.cards.scene import Scene
from bot.comms.describe_clocks import ANSWERS
from bot.comms.render import Markup, fill, lines
from bot.warroom import commands_clocks as ck
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed


def answered(scene: Scene, command: ck.AnswerQuestion, performed: Performed) -> Markup:
    """It counts, and what runs by it."""
    said = fill(scene.t.gettext("On the record of {reference}: *{answer}*."), reference=scene.reference,
                answer=scene.t.gettext(ANSWERS[command.answer]))  # fmt: skip
    started = sum(isinstance(entry.event, e.ClockStarted) for entry in performed.entries)
    words = scene.t.ngettext("{n} clock runs: `{command} clock`", "{n} clocks run: `{command} clock`", started)
    return lines(said, fill(words, n=started, command=scene.command) if started else "")


def submitted(scene: Scene, _command: ck.SubmitClock, performed: Performed) -> Markup:
    """The receipt is kept; and what follows."""
    said = fill(scene.t.gettext("The receipt is on the record of {reference}."), reference=scene.reference)
    following = [entry.event.title for entry in performed.entries if isinstance(entry.event, e.ClockStarted)]
    words = scene.t.gettext("Next report: {titles}. `{command} clock` shows by when.")
    return lines(said, fill(words, titles=scene.t.listing(following), command=scene.command) if following else "")
