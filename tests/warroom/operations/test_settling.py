"""Steps that end together are settled together, and none of them pays for another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

import pytest

from bot.storage import Database
from bot.warroom import events as e
from bot.warroom.operations.settling import Settlement
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Owed, Reader, Step, StoreUnavailable, Transaction
from tests.warroom.operations.office import Office


@dataclass
class Counted:
    """The store, with its transactions counted. The next `away` of them find no database."""

    store: Database
    transactions: int = 0
    away: int = 0

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        self.transactions += 1
        if self.away:
            self.away -= 1
            raise StoreUnavailable("the database is away")
        async with self.store.writing() as tx:
            yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        async with self.store.reading() as reader:
            yield reader


def settlement(office: Office) -> tuple[Settlement, Counted]:
    counted = Counted(office.store)
    return Settlement(replace(office.engine, store=counted)), counted


async def steps(office: Office, *keys: str, number: int | None = None) -> list[Step]:
    async with office.store.writing() as tx:
        await tx.owe([Owed(key=key, step="say", number=number) for key in keys])
    return [step for step in await office.claim() if step.key in keys]


async def waiting(office: Office) -> int:
    async with office.store.reading() as reader:
        return (await reader.summary()).waiting_steps


def failed(why: str) -> Outcome:
    return Outcome(status="failed", events=(e.StepFailed(step="say", why=why),))


async def test_steps_that_end_during_a_transaction_share_the_next_one(office: Office):
    owed = await steps(office, *(f"k{number}" for number in range(20)))
    together, counted = settlement(office)
    assert await asyncio.gather(*(together.settle(step, Outcome()) for step in owed)) == [True] * 20
    assert counted.transactions <= 2
    assert await waiting(office) == 0


async def test_outcomes_of_one_incident_are_recorded_in_the_order_in_which_they_ended(office: Office):
    number = await office.declared()
    before = len(await office.entries(number))
    owed = await steps(office, "a", "b", "c", number=number)
    together, _ = settlement(office)
    await asyncio.gather(*(together.settle(step, failed(step.key)) for step in owed))
    assert [event.why for event in await office.events(number, after=before)] == ["a", "b", "c"]


async def test_a_step_whose_lease_is_lost_is_told_so_and_the_others_are_settled(office: Office):
    number = await office.declared()
    before = len(await office.entries(number))
    mine, lost = await steps(office, "mine", "lost", number=number)
    together, _ = settlement(office)
    outdated = lost.model_copy(update={"lease": "somebody else's"})
    ends = together.settle(mine, failed("mine")), together.settle(outdated, failed("lost"))
    assert await asyncio.gather(*ends) == [True, False]
    assert [event.why for event in await office.events(number, after=before)] == ["mine"]


async def test_an_outcome_that_cannot_be_recorded_holds_up_no_other(office: Office):
    good, bad, last = await steps(office, "good", "bad", "last")
    together, _ = settlement(office)
    unknown = bad.model_copy(update={"number": 99})
    ends = [together.settle(good, Outcome()), together.settle(unknown, failed("x")), together.settle(last, Outcome())]
    first, problem, third = await asyncio.gather(*ends, return_exceptions=True)
    assert (first, third) == (True, True)
    assert "99" in str(problem)
    assert isinstance(problem, Exception)
    assert await waiting(office) == 1, "the bad one waits for its lease to run out"


async def test_without_a_database_every_step_hears_of_it_at_once_and_can_be_settled_later(office: Office):
    owed = await steps(office, "a", "b", "c")
    together, counted = settlement(office)
    counted.away = 1
    ends = await asyncio.gather(*(together.settle(step, Outcome()) for step in owed), return_exceptions=True)
    assert [type(end) for end in ends] == [StoreUnavailable] * 3
    assert counted.transactions == 1, "three patient waits for a locked database would be three times the wait"
    assert await together.settle(owed[0], Outcome())


async def test_a_step_that_is_cut_off_takes_no_other_with_it(office: Office):
    first, second = await steps(office, "first", "second")
    together, _ = settlement(office)
    cut_off = asyncio.create_task(together.settle(first, Outcome()))
    other = asyncio.create_task(together.settle(second, Outcome()))
    await asyncio.sleep(0)
    cut_off.cancel()
    assert await other
    with suppress(asyncio.CancelledError):
        await cut_off
    await together.stop()
    assert await waiting(office) == 0


@pytest.mark.parametrize("count", [0, 3])
async def test_stopping_waits_for_what_has_ended(office: Office, count: int):
    owed = await steps(office, *(f"k{number}" for number in range(count)))
    together, _ = settlement(office)
    ends = [asyncio.create_task(together.settle(step, Outcome())) for step in owed]
    await asyncio.sleep(0)
    await together.stop()
    await asyncio.sleep(0)
    assert [end.done() for end in ends] == [True] * count
    assert await asyncio.gather(*ends) == [True] * count
