"""What a person is told who ended a satisfaction survey; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.cards.survey import results
from bot.comms.render import Markup, fill
from bot.warroom import commands_survey as cv
from bot.warroom.operations.engine import Performed


def closed(scene: Scene, _command: cv.CloseSurvey, _performed: Performed) -> Markup:
    """The answer to closing it early: what came of it."""
    return render.lines(fill(scene.t.gettext("The survey is closed.")), *results(scene))


def skipped(scene: Scene, _command: cv.SkipSurvey, _performed: Performed) -> Markup:
    """The answer to dropping it."""
    said = scene.t.gettext("There is no survey of {reference}; what had been answered is thrown away.")
    return fill(said, reference=scene.reference)
