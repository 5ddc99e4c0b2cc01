"""A database belongs to the first workspace that starts on it, for ever."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage import Database, OtherWorkspace


async def test_the_first_workspace_may_come_back(store: Database):
    await store.check_workspace("T1", "Shop")
    await store.bind("T1", "Shop")
    await store.bind("T1", "Shop, renamed")
    await store.check_workspace("T1", "Shop")


async def test_another_is_refused_by_both_names_and_told_what_to_set(store: Database):
    await store.bind("T1", "Shop")
    for ask in (store.bind, store.check_workspace):
        with pytest.raises(OtherWorkspace, match=r"Shop \(T1\).*Bank \(T2\).*POSKO_DATABASE_URL"):
            await ask("T2", "Bank")
    await store.bind("T1", "Shop")


async def test_two_that_start_together_do_not_both_get_it(store: Database):
    ended = await asyncio.gather(store.bind("T1", "Shop"), store.bind("T2", "Bank"), return_exceptions=True)
    assert [type(each) for each in ended if each] == [OtherWorkspace]
