"""What the record keeps of a step that failed: the organisation's words for it, and their phrase beside them."""

from __future__ import annotations

from bot.comms.locale import Translator
from bot.comms.phrasing import say
from bot.warroom.events import StepFailed
from bot.warroom.phrases import told
from bot.warroom.ports import Step


def step_failed(step: Step, why: str, remedy: str, t: Translator) -> StepFailed:
    """The step, why it failed, and what a person can do."""
    return StepFailed(
        step=step.step, why=say(why, t), remedy=say(remedy, t), why_told=told(why), remedy_told=told(remedy)
    )
