"""Whoever writes into the review hears at once that a sentence looks for who instead of what."""

from __future__ import annotations

from tests.handlers.stage import Stage


async def test_the_answer_to_a_section_counts_the_sentences_that_may_read_as_blame(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("review edit factors Budi forgot the test. The team was careless.", where=room)
    assert "2 sentences may read as blame" in said
    said = await stage.type("review edit factors The test did not run before the release.", where=room)
    assert "version 2" in said
    assert "blame" not in said
