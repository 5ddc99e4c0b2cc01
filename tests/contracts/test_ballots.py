"""An answer to the survey counts once, and nothing that is stored leads from it to whoever gave it."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from bot.storage import Database
from bot.storage.ballots import ALL
from bot.storage.tables import metadata, submissions, survey_answers
from bot.warroom.ports import Submission
from bot.warroom.surveys import Comment, Vote
from tests.contracts.records import declared

PEOPLE = [f"U{number:02}PERSON" for number in range(12)]


def vote(score: int, text: str = "") -> Vote:
    return Vote(group="responders", score=score, comment=Comment(text=text) if text else None)


async def cast(store: Database, number: int, user: str, given: Vote) -> bool:
    async with store.writing() as tx:
        await tx.lock(number)
        return await tx.cast(number, user, given)


async def rows(store: Database, *tables) -> str:
    """Everything that stands in these tables, as text, in the order in which the database gives it out."""
    async with store._engines.reading() as connection:
        found = [str(row) for table in tables for row in await connection.execute(select(table))]
    return "\n".join(found)


async def test_of_several_answers_of_one_person_at_the_same_time_one_counts(store: Database):
    number = await declared(store)
    counted = await asyncio.gather(*(cast(store, number, PEOPLE[0], vote(score)) for score in (1, 2, 3, 4, 5)))
    assert sorted(counted) == [False] * 4 + [True]
    async with store.reading() as reader:
        assert await reader.answered(number) == {"responders": 1}
        assert await reader.has_answered(number, PEOPLE[0])
        assert not await reader.has_answered(number, PEOPLE[1])


async def test_rows_neither_name_the_person_nor_keep_the_order(store: Database):
    number = await declared(store)
    for place, user in enumerate(PEOPLE):
        assert await cast(store, number, user, vote(3, f"comment {place:02}"))
        if place == 10:
            before = await rows(store, survey_answers)
    after = await rows(store, survey_answers)
    whole = await rows(store, *metadata.sorted_tables)
    assert not [user for user in PEOPLE if user in whole]
    assert not set(before.splitlines()) & set(after.splitlines()), "an answer kept its key while another came in"
    said = [line.split("comment ")[1][:2] for line in after.splitlines()]
    assert sorted(said) == [f"{place:02}" for place in range(12)] != said


async def test_closing_gives_the_answers_out_once_and_leaves_nothing(store: Database):
    number, other = await declared(store), await declared(store)
    await cast(store, number, PEOPLE[0], vote(4, "Well led"))
    await cast(store, other, PEOPLE[0], vote(1))
    async with store.writing() as tx:
        assert await tx.take_votes(number) == [vote(4, "Well led")]
    async with store.writing() as tx:
        assert await tx.take_votes(number) == []
        assert await tx.take_votes(other) == [vote(1)]
    assert await rows(store, *ALL) == ""


async def test_what_was_submitted_is_forgotten_once_it_is_done(store: Database, clock):
    payload = {"user": {"id": PEOPLE[0]}, "text": "Nobody called us"}
    async with store.writing() as tx:
        await tx.receive([Submission(key="view:1", kind="view", payload=payload, received_at=clock.now())])
    assert "Nobody called us" in await rows(store, submissions)
    async with store.writing() as tx:
        assert await tx.finish_submission("view:1")
    left = await rows(store, submissions)
    assert "view:1" in left
    assert PEOPLE[0] not in left
    assert "Nobody called us" not in left
