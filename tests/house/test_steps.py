"""Every step that the bot can owe has words for the sentence that says it could not be done."""

from __future__ import annotations

from bot.comms.step_words import STEPS
from bot.comms.steps import INSIDE, OUTSIDE


def test_every_step_has_words_and_no_words_are_left_over() -> None:
    assert set(STEPS) == {*INSIDE, *OUTSIDE}
