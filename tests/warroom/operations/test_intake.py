"""Taking in: durable before it is acked, once however often Slack delivers it, many in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from bot.storage import Database
from bot.warroom.base import SlackRef
from bot.warroom.events import MessageMarked, MessagePosted
from bot.warroom.operations.capture import Heard, Intake
from bot.warroom.ports import Reader, StoreUnavailable, Submission, Transaction
from bot.warroom.timeline import Fact, check_chain
from tests.warroom.builders import ADI
from tests.warroom.operations.office import Office


@dataclass
class Watched:
    """A store that counts its write transactions, and fails to commit while `broken`."""

    store: Database
    writes: int = 0
    broken: bool = False

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        self.writes += 1
        async with self.store.writing() as tx:
            yield tx
            if self.broken:
                raise StoreUnavailable

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        async with self.store.reading() as reader:
            yield reader


@pytest.fixture
def watched(office: Office) -> Watched:
    return Watched(office.store)


@pytest.fixture
async def intake(office: Office, watched: Watched) -> AsyncIterator[Intake]:
    taking = Intake(replace(office.engine, store=watched))
    taking.start()
    yield taking
    await taking.stop()


def message(office: Office, ts: str, channel: str = "C1ROOM1", text: str = "hello") -> Heard:
    fact = Fact(
        event=MessagePosted(text=text),
        occurred_at=office.clock.now(),
        actor=ADI,
        source="message",
        slack=SlackRef(channel=channel, ts=ts),
        key=f"m:{channel}:{ts}",
    )
    return Heard(channel=channel, facts=(fact,))


def submission(office: Office, key: str) -> Submission:
    return Submission(key=key, kind="command", payload={"text": "list"}, received_at=office.clock.now())


async def words(office: Office, number: int) -> list[str]:
    return [event.text for event in await office.events(number) if isinstance(event, MessagePosted)]


async def test_what_was_said_is_stored_when_the_call_returns(office: Office, intake: Intake):
    number = await office.declared()
    assert await intake.hear(message(office, "1.1"))
    assert await words(office, number) == ["hello"]
    assert (await office.entries(number))[-1].slack == SlackRef(channel="C1ROOM1", ts="1.1")


async def test_a_channel_that_is_no_room_is_none_of_our_business(office: Office, intake: Intake):
    await office.declared()
    before = await office.everything()
    assert not await intake.hear(message(office, "1.1", channel="C0RANDOM"))
    assert await office.everything() == before


async def test_a_channel_that_becomes_a_room_later_is_heard_from_then_on(office: Office, intake: Intake):
    assert not await intake.hear(message(office, "1.1"))
    await office.declared()
    assert await intake.hear(message(office, "1.2"))


async def test_deliveries_that_arrive_together_share_one_transaction(office: Office, intake: Intake, watched: Watched):
    number = await office.declared()
    heard = await asyncio.gather(*(intake.hear(message(office, f"1.{each:03}")) for each in range(100)))
    assert all(heard)
    assert watched.writes <= 2
    assert len(await words(office, number)) == 100
    entries = [entry.model_dump(mode="json") for entry in await office.entries(number)]
    assert check_chain(entries) is None


async def test_the_order_of_arrival_is_kept(office: Office, intake: Intake):
    number = await office.declared()
    said = [f"word {each}" for each in range(30)]
    await asyncio.gather(*(intake.hear(message(office, f"1.{at:03}", text=each)) for at, each in enumerate(said)))
    assert await words(office, number) == said


async def test_a_delivery_repeated_in_the_same_batch_is_stored_once(office: Office, intake: Intake):
    number = await office.declared()
    assert await asyncio.gather(*(intake.hear(message(office, "1.1")) for _ in range(5))) == [True] * 5
    assert await words(office, number) == ["hello"]


async def test_a_delivery_repeated_later_is_stored_once_and_still_acked(office: Office, intake: Intake):
    number = await office.declared()
    for _ in range(3):
        assert await intake.hear(message(office, "1.1"))
    assert await words(office, number) == ["hello"]


async def test_rooms_are_kept_apart(office: Office, intake: Intake):
    one, two = await office.declared(), await office.declared(title="Mail is slow")
    both = (message(office, "1.1", "C1ROOM1", "pay"), message(office, "1.1", "C1ROOM2", "mail"))
    await asyncio.gather(*(intake.hear(each) for each in both))
    assert (await words(office, one), await words(office, two)) == (["pay"], ["mail"])


async def test_a_submission_is_new_once(office: Office, intake: Intake):
    together = await asyncio.gather(*(intake.receive(submission(office, "view:1")) for _ in range(2)))
    assert any(together)
    assert not await intake.receive(submission(office, "view:1"))


async def test_a_commit_that_fails_reaches_everybody_who_waits(office: Office, intake: Intake, watched: Watched):
    await office.declared()
    before = await office.everything()
    watched.broken = True
    waiting = [
        *(intake.hear(message(office, f"1.{each}")) for each in range(5)),
        intake.receive(submission(office, "v")),
    ]
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in results] == [StoreUnavailable] * 6
    assert await office.everything() == before


async def test_after_a_failure_it_goes_on(office: Office, intake: Intake, watched: Watched):
    number = await office.declared()
    watched.broken = True
    with pytest.raises(StoreUnavailable):
        await intake.hear(message(office, "1.1"))
    watched.broken = False
    assert await intake.hear(message(office, "1.1"))
    assert await words(office, number) == ["hello"]


async def test_somebody_who_stops_waiting_takes_nothing_from_the_others(office: Office, intake: Intake):
    number = await office.declared()
    gone = asyncio.create_task(intake.hear(message(office, "1.1")))
    stays = asyncio.create_task(intake.hear(message(office, "1.2")))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays
    assert len(await words(office, number)) == 2


async def test_stopping_finishes_what_was_queued(office: Office):
    number = await office.declared()
    intake = Intake(office.engine)
    intake.start()
    queued = [asyncio.create_task(intake.hear(message(office, f"1.{each}"))) for each in range(3)]
    await asyncio.sleep(0)
    await intake.stop()
    assert [await each for each in queued] == [True] * 3
    assert len(await words(office, number)) == 3


async def test_the_relay_is_woken_only_by_what_owes_it_something(office: Office, intake: Intake):
    number = await office.declared()
    before = len(office.rings)
    assert await intake.hear(message(office, "1.0", f"C1ROOM{number}"))
    assert len(office.rings) == before, "a message that only goes on the record"
    [fact] = message(office, "1.0", f"C1ROOM{number}").facts
    mark = MessageMarked(mark="decision", target="1.0", text="hello")
    decided = fact.model_copy(update={"event": mark, "key": "p:1.0"})
    await intake.hear(Heard(channel=f"C1ROOM{number}", facts=(decided,)))
    assert len(office.rings) == before + 1, "a key moment is shown on the card"
