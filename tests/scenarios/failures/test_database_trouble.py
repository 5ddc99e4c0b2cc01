"""The database locked or restarted: nothing is acked that was not stored, people hear of it, all is done afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url

from bot.sandbox import NotAcked
from bot.sandbox.tickets import Lifetimes
from tests.databases import PostgresServer
from tests.scenarios.failures.perils import UNHURRIED, Lives
from tests.scenarios.failures.story import assert_once, tell, verified
from tests.scenarios.world import World, world

# Slack's patience is 3 s, the database's 5: the same in an eighth of the time.
PATIENCE = 0.4


@asynccontextmanager
async def locked(database: str) -> AsyncIterator[None]:
    """Another process holds the write lock. It waits for it aside, so that the bot can end what it writes."""
    other = sqlite3.connect(make_url(database).database, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
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
    async with locked(impatient.database):
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
    async with locked(impatient.database):
        with pytest.raises(NotAcked):
            await impatient.person("sari").command("/incident declare sev1 Shop is down")
    await impatient.declare()
    assert len(impatient.rooms()) == 1


async def test_a_command_that_was_stored_just_before_the_lock_is_answered_kindly_and_done_later(impatient: World):
    """The sandbox's clock stands still; the database's patience of five seconds is real."""
    storing: list[str] = []
    other = sqlite3.connect(make_url(impatient.database).database, isolation_level=None, timeout=2)
    writer = impatient.bot.store._engines.writer.sync_engine

    def stating(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        storing[:] = [statement] if statement.startswith("INSERT INTO submissions") else []

    def lock_behind_the_commit(_connection: Any) -> None:
        if storing and not other.in_transaction:
            asyncio.get_running_loop().call_soon(other.execute, "BEGIN IMMEDIATE")

    event.listen(writer, "before_cursor_execute", stating)
    event.listen(writer, "commit", lock_behind_the_commit)
    reply = await impatient.person("sari").command("/incident declare sev1 Shop is down")
    said = await reply.answer(timeout=10)
    assert "you need not repeat it" in said.all_text
    assert impatient.rooms() == []
    event.remove(writer, "commit", lock_behind_the_commit)
    other.execute("COMMIT")
    other.close()
    impatient.clock.advance(61)
    await impatient.bot.sweep()
    await impatient.quiet()
    assert impatient.rooms() == ["mi-1-shop-is-down"]
    assert await verified(impatient)


async def test_a_database_that_is_restarted_again_and_again_loses_and_doubles_nothing(
    postgres: PostgresServer, tmp_path: Path
):
    async with postgres.fresh(tmp_path) as database, AsyncExitStack() as stack:
        options: dict[str, Any] = {"policy": UNHURRIED, "start": False, "lifetimes": Lifetimes(ack=1.0)}
        lives = Lives(await stack.enter_async_context(world(database, **options)))
        lives.watch()
        await lives.live()
        restarts = Restarts(postgres, database)
        lives.on_commit = restarts.count
        restarting = asyncio.create_task(restarts.run())
        await tell(lives)
        restarts.told = True
        restarts.due.set()
        await restarting
        assert restarts.made >= 3
        await lives.settle()
        await assert_once(lives.world)


@dataclass
class Restarts:
    """What a restart is to a client: the server ends every connection to this database, at every seventh commit."""

    server: PostgresServer
    database: str
    commits: int = 0
    made: int = 0
    told: bool = False
    due: asyncio.Event = field(default_factory=asyncio.Event)

    def count(self) -> bool:
        self.commits += 1
        if self.commits % 7 == 0 and self.made < 12:
            self.due.set()
        return False

    async def run(self) -> None:
        """Restart whenever it is due. No restart is on its way any more once the tale is told."""
        name = make_url(self.database).database
        while await self.due.wait() and not self.told:
            self.due.clear()
            await self.server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
            self.made += 1
