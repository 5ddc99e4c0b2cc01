"""The register and the approved models: numbered once, changed by one at a time, versions only added."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock import ManualClock
from bot.storage import Database
from bot.warroom.improvements.errors import UnknownImprovement
from bot.warroom.improvements.item import Improvement, ModelVersion
from bot.warroom.policy import IncidentModel


def item(clock: ManualClock, source: str, **more: object) -> Improvement:
    values = {"number": 0, "source": source, "kind": "improvement", "title": "T\0 \ud83d", "raised_at": clock.now()}
    return Improvement.model_validate({**values, **more})


async def test_an_item_is_numbered_once_for_its_source_and_read_back_whole(store: Database, clock: ManualClock):
    async with store.writing() as tx:
        first = await tx.add_improvement(item(clock, "a"))
        assert await tx.add_improvement(item(clock, "a")) is None
        second = await tx.add_improvement(item(clock, "b", state="approved", due_at=clock.now()))
        assert first
        assert second
        assert (first.number, second.number) == (1, 2)
    async with store.reading() as reader:
        assert await reader.improvements() == [first, second]
        assert await reader.improvements({"approved"}) == [second]
        with pytest.raises(UnknownImprovement):
            await reader.improvement(3)
    async with store.writing() as tx:
        held = await tx.lock_improvement(1)
        await tx.save_improvement(held.moved("refused", clock.now(), None, "No"))
    async with store.reading() as reader:
        assert (await reader.improvement(1)).reason == "No"
        assert [each.number for each in await reader.improvements({"proposed"})] == []


async def test_those_who_add_or_change_at_once_come_one_after_the_other(store: Database, clock: ManualClock):
    async def add(source: str) -> None:
        async with store.writing() as tx:
            await tx.add_improvement(item(clock, source))

    await asyncio.gather(*(add(f"s{n % 4}") for n in range(12)))

    async def approve() -> bool:
        async with store.writing() as tx:
            held = await tx.lock_improvement(1)
            if held.state != "proposed":
                return False
            await asyncio.sleep(0)
            await tx.save_improvement(held.moved("approved", clock.now(), None))
            return True

    assert sorted(await asyncio.gather(*(approve() for _ in range(5)))) == [False] * 4 + [True]
    async with store.reading() as reader:
        assert [each.number for each in await reader.improvements()] == [1, 2, 3, 4]


async def test_versions_of_models_are_only_added(store: Database, clock: ManualClock):
    versions = [
        ModelVersion(model=IncidentModel(name=name, title="M", version=number), at=clock.now())
        for name, number in (("a", 1), ("a", 2), ("b", 1))
    ]
    async with store.writing() as tx:
        for each in reversed(versions):
            await tx.add_model_version(each)
    async with store.reading() as reader:
        assert await reader.model_versions() == versions
        assert await reader.count_model_versions() == 3
    with pytest.raises(Exception, match=r"(?i)unique"):
        async with store.writing() as tx:
            await tx.add_model_version(versions[0])
