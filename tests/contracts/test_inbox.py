"""What a person did is taken once, however often Slack delivers it and whoever picks it up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.storage import Database
from bot.warroom.ports import Submission
from tests.contracts.test_timeline import NASTY
from tests.databases import opened

LEASE = 10


def submission(key: str, clock, **payload: object) -> Submission:
    return Submission(key=key, kind="command", payload=payload, received_at=clock.now())


async def receive(store: Database, *submissions: Submission) -> set[str]:
    async with store.writing() as tx:
        return await tx.receive(submissions)


async def unfinished(store: Database, clock) -> list[str]:
    async with store.reading() as reader:
        return [each.key for each in await reader.submissions(untouched_since=clock.now())]


async def test_only_new_keys_are_reported(store: Database, clock):
    assert await receive(store, submission("a", clock), submission("b", clock)) == {"a", "b"}
    assert await receive(store, submission("b", clock), submission("c", clock)) == {"c"}
    assert await receive(store) == set()


async def test_of_two_with_one_key_the_first_is_kept(store: Database, clock):
    assert await receive(store, submission("a", clock, text="first"), submission("a", clock, text="second")) == {"a"}
    await receive(store, submission("a", clock, text="third"))
    clock.advance(LEASE)
    async with store.reading() as reader:
        [kept] = await reader.submissions(untouched_since=clock.now())
    assert kept.payload == {"text": "first"}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_any_text_can_be_submitted(store: Database, clock, text: str):
    given = submission(text[:200], clock, text=text)
    assert await receive(store, given) == {text[:200]}
    clock.advance(LEASE)
    async with store.reading() as reader:
        [kept] = await reader.submissions(untouched_since=clock.now())
    assert kept.payload == given.payload
    assert kept.received_at == given.received_at
    async with store.writing() as tx:
        assert await tx.finish_submission(text[:200])


async def test_a_submission_is_finished_once(store: Database, clock):
    await receive(store, submission("a", clock))
    async with store.writing() as tx:
        assert await tx.finish_submission("a")
        assert not await tx.finish_submission("a")
    async with store.writing() as tx:
        assert not await tx.finish_submission("a")
        assert not await tx.finish_submission("never received")


async def test_only_one_of_two_replicas_finishes_a_submission(store: Database, url: str, clock):
    await receive(store, submission("a", clock))

    async def finish(database: Database) -> bool:
        async with database.writing() as tx:
            return await tx.finish_submission("a")

    async with opened(url, clock) as replica:
        finished = await asyncio.gather(*(finish(replica if each % 2 else store) for each in range(8)))
    assert sum(finished) == 1


async def test_a_failed_transaction_leaves_the_submission_unfinished(store: Database, clock):
    async def fail() -> None:
        async with store.writing() as tx:
            await tx.finish_submission("a")
            raise RuntimeError

    await receive(store, submission("a", clock))
    with pytest.raises(RuntimeError):
        await fail()
    clock.advance(LEASE)
    assert await unfinished(store, clock) == ["a"]


async def test_an_unfinished_submission_is_found_when_its_lease_has_run_out(store: Database, clock):
    await receive(store, submission("a", clock))
    clock.advance(1)
    await receive(store, submission("b", clock), submission("done", clock))
    async with store.writing() as tx:
        await tx.finish_submission("done")
    clock.advance(LEASE - 2)
    assert await unfinished(store, clock) == []
    clock.advance(1)
    assert await unfinished(store, clock) == ["a"]
    clock.advance(1)
    assert await unfinished(store, clock) == ["a", "b"]


async def test_whoever_takes_a_submission_has_it_for_a_lease(store: Database, clock):
    async def take() -> bool:
        async with store.writing() as tx:
            return await tx.take_submission("a", clock.now())

    await receive(store, submission("a", clock))
    assert not await take()
    clock.advance(LEASE)
    assert [await take(), await take()] == [True, False]
    assert await unfinished(store, clock) == []
    clock.advance(LEASE)
    assert await take()
    async with store.writing() as tx:
        await tx.finish_submission("a")
    clock.advance(LEASE)
    assert not await take()


async def test_purging_forgets_old_finished_submissions_only(store: Database, clock):
    await receive(store, submission("old", clock), submission("unfinished", clock))
    async with store.writing() as tx:
        await tx.finish_submission("old")
    clock.advance(600)
    await receive(store, submission("fresh", clock))
    async with store.writing() as tx:
        await tx.finish_submission("fresh")
    assert await store.purge(clock.now() - timedelta(seconds=1)) == 1
    everything = [submission(key, clock) for key in ("old", "unfinished", "fresh")]
    assert await receive(store, *everything) == {"old"}


async def test_two_replicas_that_get_the_same_batch_in_another_order_do_not_block_each_other(
    store: Database, url: str, clock
):
    # Long enough for several statements, so that the two really meet in the middle.
    batch = [submission(f"{each:04}", clock) for each in range(3000)]
    async with opened(url, clock) as replica:
        new = await asyncio.gather(receive(store, *batch), receive(replica, *reversed(batch)))
    assert sorted(len(keys) for keys in new) == [0, 3000]
