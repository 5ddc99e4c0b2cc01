"""Addresses that asked for updates: kept once, confirmed once, dealt into shares, forgotten."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import ManualClock
from bot.storage import Database
from bot.warroom.ports import Owed
from bot.warroom.subscribers import Subscribers

DAY = timedelta(days=1)


async def test_a_request_is_confirmed_once_and_in_time(store: Database, clock: ManualClock):
    now = clock.now()
    async with store.writing() as tx:
        handle = await tx.ask_subscriber("a@example.com", "h1", "first", now + DAY)
        assert await tx.ask_subscriber("a@example.com", "h2", "second", now + DAY) == handle == "h1"
        assert not await tx.confirm_subscriber("h1", "first", now)
        assert not await tx.confirm_subscriber("h1", "second", now + DAY)
        assert await tx.confirm_subscriber("h1", "second", now)
        assert not await tx.confirm_subscriber("h1", "second", now)
        await tx.ask_subscriber("b@example.com", "h3", "once", now + DAY)
    async with store.reading() as reader:
        assert await reader.subscribers() == Subscribers(confirmed=1, waiting=1)
        assert await reader.subscriber("h2") is None
    async with store.writing() as tx:
        assert await tx.forget_requests(now + DAY) == 1
        assert await tx.forget_subscriber("h1")
        assert not await tx.forget_subscriber("h1")


async def test_each_subscriber_is_in_one_share_and_those_who_came_later_in_none(store: Database, clock: ManualClock):
    now = clock.now()
    async with store.writing() as tx:
        for number in range(9):
            await tx.ask_subscriber(f"{number}@example.com", f"h{number}", "x", now + DAY)
        for number in range(8):
            await tx.confirm_subscriber(f"h{number}", "x", now + (number == 7) * timedelta(seconds=1))
    found = []
    async with store.reading() as reader:
        for share in range(4):
            after = 0
            while one := await reader.next_subscriber(after, share, 4, now):
                found.append(one.address)
                after = one.id
    assert sorted(found) == [f"{number}@example.com" for number in range(7)]


async def test_steps_of_mails_are_forgotten_with_the_submissions_and_others_kept(store: Database, clock: ManualClock):
    async with store.writing() as tx:
        await tx.owe([Owed(key=name, step=name) for name in ("subscriber.mail", "reply")])
    for step in await store.outbox.claim(clock.now(), 5):
        async with store.writing() as tx:
            await tx.settle_step(step, "done", "")
    await store.purge(clock.now() + DAY)
    async with store.writing() as tx:
        await tx.owe([Owed(key=name, step=name) for name in ("subscriber.mail", "reply")])
    assert [step.key for step in await store.outbox.claim(clock.now(), 5)] == ["subscriber.mail"]
