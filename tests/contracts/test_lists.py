"""The lists that others start from: incidents, rooms, threads, counts."""

from __future__ import annotations

from datetime import timedelta

from bot.storage import Database
from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.ports import Owed, Submission, Summary
from bot.warroom.timeline import Fact
from tests.contracts.records import NOON, RINA, declare, declared, fact, incidents, note, record, said

DAY = timedelta(days=1)


async def test_incidents_come_newest_first_and_only_the_open_ones_unless_all_are_asked(store: Database):
    first, second, third = await incidents(store, 3)
    async with store.writing() as tx:
        await record(tx, second, fact(e.IncidentResolved(before="investigating", text="restarted")))
    async with store.reading() as reader:
        assert [each.number for each in await reader.incidents()] == [third, first]
        assert [each.number for each in await reader.incidents(open_only=False)] == [third, second, first]
        assert [each.number for each in await reader.incidents(open_only=False, limit=2)] == [third, second]


async def test_a_reopened_incident_is_listed_as_open_again(store: Database):
    number = await declared(store, fact(e.IncidentResolved(before="investigating", text="restarted")))
    async with store.writing() as tx:
        await record(tx, number, fact(e.IncidentReopened(before="resolved", reason="it failed again")))
    async with store.reading() as reader:
        assert [each.number for each in await reader.incidents()] == [number]


async def test_a_room_leads_to_its_incident_and_any_other_channel_to_none(store: Database):
    _, second = await incidents(store, 2)
    async with store.reading() as reader:
        assert await reader.by_channel(f"C{second}") == second
        assert await reader.by_channel("C99") is None


async def test_rooms_are_listed_until_they_are_archived(store: Database):
    first, second = await incidents(store, 2)
    async with store.writing() as tx:
        await record(tx, first, fact(e.RoomArchived()))
    async with store.reading() as reader:
        assert await reader.rooms() == [(second, f"C{second}", None)]
        assert await reader.by_channel(f"C{first}") == first


async def test_a_room_is_caught_up_to_where_it_was_last_read_whatever_was_stored_meanwhile(store: Database):
    number = await declared(store, said("read", "1700000005.000100"))
    async with store.writing() as tx:
        await tx.caught_up(number, "1700000005.000100")
    async with store.writing() as tx:
        await record(tx, number, said("came live, after a silence", "1700009999.000100"))
    async with store.reading() as reader:
        assert await reader.rooms() == [(number, "C1", "1700000005.000100")]


async def test_how_far_a_room_was_read_never_goes_back(store: Database):
    number = await declared(store)
    for ts in ("1700000005.000200", "1700000005.000100", "999999999.000100"):
        async with store.writing() as tx:
            await tx.caught_up(number, ts)
    async with store.reading() as reader:
        assert await reader.rooms() == [(number, "C1", "1700000005.000200")]
    async with store.writing() as tx:
        await tx.caught_up(number, "1700000005.000201")
    async with store.reading() as reader:
        assert await reader.rooms() == [(number, "C1", "1700000005.000201")]


async def test_being_caught_up_leaves_the_record_alone(store: Database):
    number = await declared(store)
    async with store.reading() as reader:
        before = await reader.stored(number)
    async with store.writing() as tx:
        await tx.caught_up(number, "1700000005.000100")
        await record(tx, number, note("in the same transaction"))
    async with store.reading() as reader:
        assert (await reader.stored(number)).head.seq == before.head.seq + 1


async def test_threads_of_the_room_are_listed_once_each_and_those_of_other_channels_never(store: Database):
    number = await declared(
        store,
        said("root", "5.000000"),
        said("one", "6.000000", thread="5.000000"),
        said("two", "7.000000", thread="5.000000"),
        said("reply to a message never seen", "8.000000", thread="4.000000"),
        Fact(
            event=e.Remark(kind="note", text="from another channel"),
            occurred_at=NOON,
            actor=RINA,
            slack=SlackRef(channel="C77", ts="9.000000", thread_ts="3.000000"),
        ),
    )
    async with store.reading() as reader:
        assert await reader.thread_roots(number) == ["4.000000", "5.000000"]


async def test_the_summary_counts_private_incidents_too_and_shows_what_waits_longest(store: Database, clock):
    started = clock.now()
    async with store.writing() as tx:
        number = await declare(tx, private=True)
        await declare(tx, fact(e.IncidentCancelled(before="investigating", reason="a test")))
        await tx.owe([Owed(key=each, step="say") for each in ("done", "failed", "waits", "leased")])
        await tx.receive([Submission(key=each, kind="command", payload={}, received_at=NOON) for each in ("s1", "s2")])
        await tx.finish_submission("s1")
    done, failed = await store.outbox.claim(started, 2)
    clock.advance(5)
    async with store.writing() as tx:
        await tx.settle_step(done, "done", "")
        await tx.settle_step(failed, "failed", "no such channel")
        await tx.owe([Owed(key="later", step="say", number=number)])
    async with store.reading() as reader:
        assert await reader.summary() == Summary(
            waiting_steps=3, failed_steps=1, waiting_submissions=1, open_incidents=1, oldest_step_at=started
        )


async def test_an_empty_database_has_an_empty_summary(store: Database):
    async with store.reading() as reader:
        assert await reader.summary() == Summary()
        assert await reader.next_timer() is None
    assert await store.outbox.next_due() is None


async def test_incidents_of_a_stretch_of_time_come_in_order_with_the_entries_of_the_kinds_asked(store: Database):
    first, second = await incidents(store, 2)
    async with store.writing() as tx:
        await record(tx, second, fact(e.IncidentResolved(before="investigating", text="restarted")))
    async with store.reading() as reader:
        assert [each.number for each in await reader.declared(NOON - DAY, NOON + DAY)] == [first, second]
        assert await reader.declared(NOON + DAY, NOON + 2 * DAY) == []
        found = await reader.entries_of([second, first], {"declared", "resolved"})
        assert {number: [entry.kind for entry in some] for number, some in found.items()} == {
            first: ["declared"],
            second: ["declared", "resolved"],
        }


async def test_a_channel_of_a_swarm_is_the_incidents_and_is_caught_up_by_itself(store: Database):
    number = await declared(store, fact(e.SwarmOpened(swarm=1, name="db")))
    opened = fact(e.SwarmRoomOpened(swarm=1, channel="C8", name="mi-1-swarm-db"))
    inside = Fact(
        event=e.MessagePosted(text="reply", swarm="db"),
        occurred_at=NOON,
        slack=SlackRef(channel="C8", ts="6.000000", thread_ts="5.000000"),
    )
    async with store.writing() as tx:
        await record(tx, number, opened)
        await record(tx, number, inside)
        await tx.caught_up(number, "7.000000", "C8")
    async with store.reading() as reader:
        assert await reader.by_channel("C8") == number
        assert await reader.swarm_rooms() == [(number, "C8", "7.000000")]
        assert await reader.rooms() == [(number, "C1", None)]
        assert (await reader.thread_roots(number, "C8"), await reader.thread_roots(number)) == (["5.000000"], [])
    async with store.writing() as tx:
        await record(tx, number, fact(e.SwarmRoomArchived(swarm=1, channel="C8")))
    async with store.reading() as reader:
        assert await reader.swarm_rooms() == []
