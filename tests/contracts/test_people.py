"""What somebody chose stays until they choose otherwise."""

from __future__ import annotations

from bot.storage import Database


async def test_the_language_last_chosen_counts_and_none_forgets_it(store: Database):
    for chosen in ("id", "en", ""):
        async with store.writing() as tx:
            await tx.choose_language("U1", chosen)
        async with store.reading() as reader:
            assert (await reader.language("U1"), await reader.language("U2")) == (chosen, "")
