"""The timeline comes back as it was written, in order, and what was not committed never was."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from bot.storage import Database
from bot.storage.errors import StaleHead
from bot.warroom import events as e
from bot.warroom.base import FileRef
from bot.warroom.errors import UnknownIncident
from bot.warroom.evolution import replay
from bot.warroom.timeline import Fact, check_chain
from tests.contracts.records import NOON, RINA, declare, declared, fact, incidents, note, record, said

NASTY = {
    "NUL": "before\x00after",
    "every control character": "".join(map(chr, range(32))) + "\x7f\x85\u2028\u2029",
    "half a surrogate pair": "broken \ud83d emoji \udc00",
    "emoji": "🔥👩🏽‍🚒🇮🇩 ok",
    "right to left": "انقطاع في الخدمة \u202edrowssap\u202c שירות",
    "an escape that looks like NUL": r"\u0000 \x00 \ud83d",
    "40,000 characters": "Pembayaran gagal — ü\n" * 2000,
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_any_text_comes_back_as_it_was_and_the_chain_still_holds(store: Database, text: str):
    message = Fact(
        event=e.MessagePosted(text=text, files=(FileRef(id="F1", name=text[:100]),)),
        occurred_at=NOON,
        actor=RINA,
        key=f"message:{text[:100]}",
    )
    published = fact(e.UpdatePublished(number=1, audiences=("staff",), facts={"text": text}))
    number = await declared(store, message, note(text), published)
    async with store.reading() as reader:
        entries = await reader.entries(number)
    assert [entry.event for entry in entries[2:]] == [message.event, note(text).event, published.event]
    assert check_chain([entry.model_dump(mode="json") for entry in entries]) is None


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_any_text_can_be_a_title_or_a_key(store: Database, text: str):
    title = text[:200]
    async with store.writing() as tx:
        number = await declare(tx, note("n", key=title), title=title)
        assert await tx.known_keys(number, {title, "other"}) == {title}
    async with store.reading() as reader:
        assert (await reader.incident(number)).title == title


@pytest.mark.parametrize("hours", [7, -3, 0], ids=["Jakarta", "west", "UTC"])
async def test_a_moment_in_any_zone_keeps_the_chain_whole(store: Database, hours: int):
    at = datetime(2026, 11, 24, 12, 34, 56, 789012, tzinfo=timezone(timedelta(hours=hours)))
    number = await declared(store, fact(e.MilestoneSet(milestone="started", at=at, source="rina"), at=at))
    async with store.reading() as reader:
        entries = await reader.entries(number)
    assert entries[-1].occurred_at == at
    assert check_chain([entry.model_dump(mode="json") for entry in entries]) is None


async def test_replaying_the_stored_entries_gives_the_stored_state_and_head(store: Database):
    number = await declared(store, note("a"), said("b", "1.000001"))
    async with store.writing() as tx:
        await record(tx, number, fact(e.SeverityChanged(before="sev1", after="sev2", reason="fewer users")))
    async with store.reading() as reader:
        stored = await reader.stored(number)
        entries = await reader.entries(number)
    assert replay(entries) == stored.state
    assert (entries[-1].seq, entries[-1].hash) == (stored.head.seq, stored.head.hash)


async def test_messages_move_the_head_and_leave_the_state(store: Database):
    number = await declared(store)
    async with store.reading() as reader:
        before = await reader.stored(number)
    async with store.writing() as tx:
        await record(tx, number, *(said(str(each), f"1.{each:06}") for each in range(3)))
    async with store.reading() as reader:
        after = await reader.stored(number)
    assert after.state == before.state
    assert after.head.seq == before.head.seq + 3


async def test_a_failed_transaction_leaves_nothing(store: Database):
    number = await declared(store)

    async def fail() -> None:
        async with store.writing() as tx:
            await record(tx, number, note("never", key="k"))
            await declare(tx)
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await fail()
    async with store.writing() as tx:
        assert len(await tx.entries(number)) == 2
        assert await tx.known_keys(number, {"k"}) == set()
        assert await tx.take_number() == number + 1


async def test_a_transaction_sees_what_it_wrote_and_others_see_it_after_the_commit(store: Database):
    number = await declared(store)
    async with store.writing() as tx:
        await record(tx, number, note("new"))
        async with store.reading() as reader:
            assert len(await reader.entries(number)) == 2
        assert len(await tx.entries(number)) == 3
        assert (await tx.lock(number)).head.seq == 3
    async with store.reading() as reader:
        assert len(await reader.entries(number)) == 3


async def test_a_reader_keeps_its_snapshot_while_others_commit(store: Database):
    number = await declared(store)
    async with store.reading() as reader:
        before = await reader.stored(number)
        async with store.writing() as tx:
            await record(tx, number, note("meanwhile"))
        assert await reader.stored(number) == before
        assert len(await reader.entries(number)) == before.head.seq


async def test_entries_that_do_not_follow_the_stored_head_are_refused(store: Database):
    number = await declared(store)
    async with store.reading() as reader:
        old = await reader.stored(number)
    async with store.writing() as tx:
        await record(tx, number, note("first"))
        stale = (await tx.entries(number))[-1]
    with pytest.raises(StaleHead):
        async with store.writing() as tx:
            await tx.append(old.state, [stale], [None])


async def test_one_incident_holds_a_fact_key_once_and_another_may_hold_it_too(store: Database):
    first, second = await incidents(store, 2)
    async with store.writing() as tx:
        await record(tx, first, note("a", key="k"))
        await record(tx, second, note("b", key="k"), note("no key"), note("no key either"))
    with pytest.raises(IntegrityError):
        async with store.writing() as tx:
            await record(tx, first, note("again", key="k"))


async def test_thousands_of_keys_can_be_asked_at_once(store: Database):
    number = await declared(store, said("a", "1.000007"))
    async with store.writing() as tx:
        keys = {f"message:C1:{each}.000007" for each in range(25_000)}
        assert await tx.known_keys(number, keys) == {"message:C1:1.000007"}
        assert await tx.known_keys(number, []) == set()


async def test_entries_can_be_asked_by_kind_place_and_number(store: Database):
    number = await declared(store, note("n3"), said("m4", "4.0"), note("n5"), said("m6", "6.0"), note("n7"))

    async with store.reading() as reader:

        async def seqs(**wanted: object) -> list[int]:
            return [entry.seq for entry in await reader.entries(number, **wanted)]

        assert await seqs() == [1, 2, 3, 4, 5, 6, 7]
        assert await seqs(kinds={"note"}) == [3, 5, 7]
        assert await seqs(kinds={"note", "message"}, after=4) == [5, 6, 7]
        assert await seqs(after=2, limit=2) == [3, 4]
        assert await seqs(kinds=["note"], limit=2, latest=True) == [5, 7]
        assert await seqs(limit=3, latest=True) == [5, 6, 7]
        assert await seqs(kinds=()) == []
        assert await seqs(after=7) == []


@pytest.mark.parametrize("batch", [1, 2, 3, 500])
async def test_a_stream_gives_every_entry_once_and_in_order(store: Database, batch: int):
    number = await declared(store, *(note(str(each)) for each in range(5)))
    await declared(store)
    async with store.reading() as reader:
        streamed = [entry async for entry in reader.stream(number, batch=batch)]
        assert streamed == await reader.entries(number)
    assert len(streamed) == 7


async def test_some_entries_are_read_again_by_their_sequence(store: Database):
    number = await declared(store, *(note(str(each)) for each in range(3)))
    async with store.reading() as reader:
        every = await reader.entries(number)
        assert await reader.those(number, [4, 2, 99]) == [every[1], every[3]]
        assert await reader.those(number, []) == await reader.those(99, [1]) == []


async def test_an_unknown_incident_is_named(store: Database):
    async with store.writing() as tx:
        for ask in (tx.incident, tx.stored, tx.lock):
            with pytest.raises(UnknownIncident, match="no incident 99"):
                await ask(99)
        assert await tx.entries(99) == []
