"""Slack in trouble: 429, 5xx, broken connections at every method. Everything is done, and once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.scenarios.failures.perils import UNHURRIED, Lives
from tests.scenarios.failures.story import assert_answered, assert_once, tell
from tests.scenarios.failures.test_kill import CALLS
from tests.scenarios.world import world

# Besides what the story calls: what the bot asks when it starts, and where it looks when it is in doubt.
ASKED_AT_START = ("auth.test", "users.list", "usergroups.list", "apps.connections.open")
LOOKED_IN = ("conversations.history", "files.list")
TROUBLE = {
    "rate_limit": {"retry_after": 20},
    "status": {"status": 503},
    "error": {"code": "internal_error"},
    "drop_before": {},
    "drop_after": {},
}


@pytest.fixture
async def lives(database: str) -> AsyncIterator[Lives]:
    async with world(database, policy=UNHURRIED, start=False) as made:
        told = Lives(made)
        told.watch()
        yield told


@pytest.mark.parametrize("skip", [0, 2])
@pytest.mark.parametrize("kind", TROUBLE)
async def test_what_slack_refuses_for_now_is_done_once(lives: Lives, kind: str, skip: int):
    await lives.live()
    strike = getattr(lives.world.sandbox.faults, kind)
    for method in LOOKED_IN:
        strike(method, **TROUBLE[kind])
    # The addresses beside the Web API answer with a status, and know no codes of "for now".
    struck = [method for method in CALLS if kind != "error" or "." in method.replace("files.upload", "")]
    rules = [strike(method, skip=min(skip, CALLS[method] - 1), times=2, **TROUBLE[kind]) for method in struck]
    await tell(lives)
    assert [rule.method for rule in rules if not rule.struck] == []
    await assert_once(lives.world)
    assert_answered(lives.world)


@pytest.mark.parametrize("kind", TROUBLE)
async def test_a_start_in_the_midst_of_slacks_trouble_only_takes_longer(lives: Lives, kind: str):
    for method in ASKED_AT_START:
        getattr(lives.world.sandbox.faults, kind)(method, times=2, **TROUBLE[kind])
    starting = asyncio.create_task(lives.live())
    while not starting.done():
        await asyncio.sleep(0.01)
        lives.world.clock.advance(5)
    await starting
    await tell(lives)
    await assert_once(lives.world)
