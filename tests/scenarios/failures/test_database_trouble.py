"""The database locked or restarted: nothing is acked that was not stored, people hear of it, all is done afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.sandbox import NotAcked
from bot.sandbox.tickets import Lifetimes
from tests.databases import PostgresServer
from tests.scenarios.failures.perils import UNHURRIED
from tests.scenarios.failures.story import verified
from tests.scenarios.world import World, world

# Slack's patience is 3 s, the database's 5: the same in an eighth of the time.
PATIENCE = 0.4


@contextmanager
def locked(database: str) -> Iterator[None]:
    """Another process holds the write lock."""
    other = sqlite3.connect(make_url(database).database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("COMMIT")
        other.close()


@pytest.fixture
async def impatient(database: str) -> AsyncIterator[World]:
    """A world whose Slack waits a moment only."""
    async with world(database, policy=UNHURRIED, lifetimes=Lifetimes(ack=PATIENCE)) as made:
        yield made


def acked(made: World, name: str) -> list[bool | None]:
    return [delivery.acked for delivery in made.sandbox.journal.deliveries_of(name)]


async def test_a_message_is_not_acked_while_the_database_is_locked_and_stored_when_slack_sends_it_again(
    impatient: World,
):
    where = await impatient.declare()
    await impatient.heard()
    before = len(impatient.sandbox.journal.deliveries_of("message"))
    with locked(impatient.database):
        await impatient.person("sari").say(where, "said while it was locked")
        await impatient.sandbox.until(lambda _ws: False in acked(impatient, "message")[before:])
        assert True not in acked(impatient, "message")[before:]
    await impatient.clock.run(61)
    await impatient.recorded(lambda found: [entry for entry in found if entry.kind == "message"])
    await impatient.clock.run(301)
    await impatient.heard()
    assert [entry.event.text for entry in await impatient.entries(1, "message")] == ["said while it was locked"]
    assert await verified(impatient)


async def test_a_command_that_could_not_be_stored_is_not_acked_and_can_be_typed_again(impatient: World):
    with locked(impatient.database), pytest.raises(NotAcked):
        await impatient.person("sari").command("/incident declare sev1 Shop is down")
    await impatient.declare()
    assert len(impatient.rooms()) == 1
