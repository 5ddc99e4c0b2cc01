"""What is owed goes out once, in its order, to one relay at a time; what may have gone out comes back doubtful."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Database
from bot.storage.engine import open_engines
from bot.storage.outbox import CLAIMABLE
from bot.warroom.ports import Owed, Step
from tests.contracts.test_timeline import NASTY
from tests.databases import PostgresServer, opened


async def owe(store: Database, *owed: Owed) -> None:
    async with store.writing() as tx:
        await tx.owe(owed)


def say(key: str, **more: object) -> Owed:
    return Owed(key=key, step="say", **more)


async def claim(store: Database, clock, limit: int = 100) -> list[Step]:
    return await store.outbox.claim(clock.now(), limit)


async def claimed(store: Database, clock) -> list[str]:
    return [step.key for step in await claim(store, clock)]


async def settle(store: Database, step: Step, status: str = "done") -> bool:
    async with store.writing() as tx:
        return await tx.settle_step(step, status, "")


async def test_a_step_is_claimed_as_it_was_owed(store: Database, clock):
    await owe(store, say("k", number=7, payload={"text": "hello", "blocks": [{"type": "section"}]}))
    [step] = await claim(store, clock)
    assert (step.key, step.step, step.number, step.attempts, step.doubtful) == ("k", "say", 7, 0, False)
    assert step.payload == {"text": "hello", "blocks": [{"type": "section"}]}
    assert step.created_at == clock.now()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_any_text_can_be_owed(store: Database, clock, text: str):
    name = text[:200]
    await owe(store, say(name, payload={"text": text}, lane=name, slot=name))
    [step] = await claim(store, clock)
    assert step.payload == {"text": text}
    await store.outbox.postpone(step, clock.now(), error=text, doubtful=False, counted=True)
    [step] = await claim(store, clock)
    async with store.writing() as tx:
        assert await tx.settle_step(step, "failed", text)


async def test_steps_are_claimed_in_the_order_they_were_owed_up_to_the_limit(store: Database, clock):
    await owe(store, *(say(str(each)) for each in range(5)))
    assert [step.key for step in await claim(store, clock, limit=3)] == ["0", "1", "2"]
    assert await claimed(store, clock) == ["3", "4"]
    assert await claimed(store, clock) == []


async def test_a_key_is_owed_once_for_ever(store: Database, clock):
    await owe(store, say("k", payload={"text": "first"}), say("k", payload={"text": "second"}))
    await owe(store, say("k"), say("other"))
    first, other = await claim(store, clock)
    assert (first.payload, other.key) == ({"text": "first"}, "other")
    await settle(store, first)
    await owe(store, say("k"))
    assert await claimed(store, clock) == []


async def test_one_row_waits_in_a_slot(store: Database, clock):
    await owe(store, say("card:1", slot="card"), say("card:2", slot="card"), say("topic:1", slot="topic"))
    await owe(store, say("card:3", slot="card"))
    assert await claimed(store, clock) == ["card:1", "topic:1"]


async def test_a_row_owed_while_another_of_its_slot_is_under_way_goes_out_after_it(store: Database, clock):
    await owe(store, say("card:1", slot="card"))
    [under_way] = await claim(store, clock)
    await owe(store, say("card:2", slot="card"))
    await owe(store, say("card:3", slot="card"))
    assert await claimed(store, clock) == []
    await settle(store, under_way)
    assert await claimed(store, clock) == ["card:2"]


async def test_a_slot_whose_row_was_put_off_stays_in_order(store: Database, clock):
    await owe(store, say("card:1", slot="card"))
    [under_way] = await claim(store, clock)
    await owe(store, say("card:2", slot="card"))
    later = clock.now().replace(minute=30)
    await store.outbox.postpone(under_way, later, error="limited", doubtful=False, counted=False)
    await owe(store, say("card:3", slot="card"))
    assert await claimed(store, clock) == []
    assert await store.outbox.next_due() == later


@pytest.mark.parametrize("status", ["done", "skipped", "failed"])
async def test_a_lane_goes_one_by_one_and_a_settled_row_blocks_nobody(store: Database, clock, status: str):
    await owe(store, say("a1", lane="a"), say("a2", lane="a"), say("b1", lane="b"), say("free"))
    first, *others = await claim(store, clock)
    assert [step.key for step in others] == ["b1", "free"]
    assert await claimed(store, clock) == []
    await settle(store, first, status)
    assert await claimed(store, clock) == ["a2"]


async def test_a_row_that_is_not_due_yet_holds_its_lane(store: Database, clock):
    later = clock.now().replace(minute=30)
    await owe(store, say("a1", lane="a", not_before=later), say("a2", lane="a"), say("b1", lane="b"))
    [free] = await claim(store, clock)
    assert free.key == "b1"
    await settle(store, free)
    clock.advance(3600)
    assert await claimed(store, clock) == ["a1"]


async def test_a_row_is_not_claimed_before_its_time(store: Database, clock):
    later = clock.now().replace(minute=1)
    await owe(store, say("k", not_before=later))
    assert await store.outbox.next_due() == later
    clock.advance(59)
    assert await claimed(store, clock) == []
    clock.advance(1)
    assert await claimed(store, clock) == ["k"]


async def test_a_row_claimed_and_never_settled_comes_back_doubtful_after_its_lease(store: Database, clock):
    await owe(store, say("k"))
    [lost] = await claim(store, clock)
    assert (await store.outbox.next_due() - clock.now()).total_seconds() == 60
    clock.advance(59)
    assert await claim(store, clock) == []
    clock.advance(1)
    [again] = await claim(store, clock)
    assert (again.doubtful, again.attempts) == (True, 1)
    assert not await settle(store, lost)
    assert await settle(store, again)
    assert not await settle(store, again)


async def test_an_outdated_lease_cannot_put_a_row_off(store: Database, clock):
    await owe(store, say("k"))
    [lost] = await claim(store, clock)
    clock.advance(60)
    [again] = await claim(store, clock)
    await store.outbox.postpone(lost, clock.now(), error="too late", doubtful=False, counted=True)
    assert await claim(store, clock) == []
    assert await settle(store, again)


async def test_a_late_settlement_counts_while_nobody_else_has_the_row(store: Database, clock):
    await owe(store, say("k"))
    [slow] = await claim(store, clock)
    clock.advance(600)
    assert await settle(store, slow)


async def test_a_row_put_off_comes_back_with_its_attempts_counted_as_asked(store: Database, clock):
    await owe(store, say("k"))
    for counted, attempts in ((False, 0), (True, 1), (False, 1), (True, 2)):
        [step] = await claim(store, clock)
        until = clock.now().replace(microsecond=clock.now().microsecond + 1)
        await store.outbox.postpone(step, until, error="500", doubtful=False, counted=counted)
        assert await claim(store, clock) == []
        assert await store.outbox.next_due() == until
        clock.advance(1)
        [step] = await store.outbox.claim(clock.now(), 1)
        assert (step.attempts, step.doubtful) == (attempts, False)
        await store.outbox.postpone(step, clock.now(), error="", doubtful=False, counted=False)


async def test_a_doubtful_row_stays_doubtful_until_it_is_settled(store: Database, clock):
    await owe(store, say("k"))
    for doubtful in (True, False):
        [step] = await claim(store, clock)
        await store.outbox.postpone(step, clock.now(), error="timeout", doubtful=doubtful, counted=True)
    [step] = await claim(store, clock)
    assert step.doubtful


async def test_rows_behind_others_do_not_wake_the_relay(store: Database, clock):
    await owe(store, say("a1", lane="a"), say("a2", lane="a"))
    await claim(store, clock)
    assert await store.outbox.next_due() > clock.now()


async def test_two_relays_never_hold_one_row(store: Database, url: str, clock):
    await owe(store, *(say(str(each), lane=f"lane {each % 40}" if each % 2 else None) for each in range(200)))
    held: list[str] = []
    in_lane: dict[str, list[int]] = {}

    async def relay(database: Database) -> None:
        while len(held) < 200:
            for step in await database.outbox.claim(clock.now(), 7):
                held.append(step.key)
                in_lane.setdefault(f"lane {int(step.key) % 40}", []).append(int(step.key))
                assert await settle(database, step)

    async with opened(url, clock) as replica, asyncio.timeout(60):
        await asyncio.gather(*(relay(replica if each % 2 else store) for each in range(6)))
    assert sorted(held, key=int) == [str(each) for each in range(200)]
    assert all(keys == sorted(keys) for lane, keys in in_lane.items() if int(lane.split()[1]) % 2)


async def test_a_relay_waits_for_the_change_that_counts_on_its_row(store: Database, databases, url: str, clock):
    """A change drops its own card because one waits: nobody may render that one before the change is committed."""
    await owe(store, say("card:1", slot="card"))
    async with opened(url, clock) as replica:
        async with store.writing() as tx:
            await tx.owe([say("card:2", slot="card")])
            claiming = asyncio.create_task(replica.outbox.claim(clock.now(), 10))
            if isinstance(databases, PostgresServer):
                assert await claiming == []
        assert [step.key for step in [*await claiming, *await claim(store, clock)]] == ["card:1"]


async def test_a_claim_reads_the_rows_that_wait_and_not_the_thousands_that_are_done(store: Database, url: str, clock):
    await owe(store, *(say(str(each), lane=f"lane {each % 50}") for each in range(3000)))
    engines = open_engines(url)
    async with engines.writing() as connection:
        await connection.exec_driver_sql("UPDATE outbox SET status = 'done' WHERE id <= 2950")
        await connection.exec_driver_sql("ANALYZE outbox")
    async with engines.reading() as connection:
        plan = await explained(connection, CLAIMABLE.params(now=clock.now(), at_most=50))
    await engines.close()
    assert "ix_outbox_waiting" in plan
    assert "ix_outbox_lane" in plan or "hash" in plan.lower()
    assert len(await claim(store, clock)) == 50


async def explained(connection: AsyncConnection, query: Select) -> str:
    """The plan of a query, as the database words it."""
    words = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    sql = str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    return "\n".join(str(row[-1]) for row in await connection.execute(text(f"{words} {sql}")))


async def test_what_brings_people_into_a_room_is_claimed_before_everything_else(store: Database, clock):
    early = [say(f"say:{number}") for number in range(3)]
    await owe(store, *early, Owed(key="invite", step="room.invite"), Owed(key="create", step="room.create"))
    assert [step.key for step in await claim(store, clock, 2)] == ["invite", "create"]
    assert await claimed(store, clock) == ["say:0", "say:1", "say:2"]


async def test_even_what_brings_people_in_waits_for_its_lane(store: Database, clock):
    await owe(store, say("first", lane="l"), Owed(key="create", step="room.create", lane="l"))
    assert await claimed(store, clock) == ["first"]
