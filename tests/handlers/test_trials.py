"""The button that sends a test asks for permission again: it may be pressed long after the question."""

from __future__ import annotations

from bot.comms.cards.ids import Action
from tests.handlers.stage import BUDI, Stage


async def test_whoever_may_not_test_presses_in_vain(stage: Stage) -> None:
    said = await stage.press(Action.COMMS_TEST, "0123456789abcdef:", by=BUDI)
    assert "test the channels" in said
    async with stage.store.reading() as reader:
        assert (await reader.summary()).waiting_steps == 0
