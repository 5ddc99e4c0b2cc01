"""`kill -9` at any moment: whatever was acked is done, whatever is owed goes out, and nothing goes out twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from tests.scenarios.failures.perils import UNHURRIED, Lives
from tests.scenarios.failures.story import assert_answered, assert_once, tell
from tests.scenarios.world import world

# How often the story makes each call when nothing goes wrong. Updates of card and topic coalesce when they are quick.
CALLS = {
    "chat.postMessage": 17,
    "response_url": 4,
    "chat.update": 7,
    "conversations.create": 4,
    "conversations.invite": 4,
    "conversations.list": 4,
    "conversations.setTopic": 3,
    "conversations.open": 2,
    "files.getUploadURLExternal": 2,
    "files.upload": 2,
    "files.completeUploadExternal": 2,
    "pins.add": 1,
}
POINTS = [(method, ordinal) for method, times in CALLS.items() for ordinal in range(times)]
AT_STARTS = {"auth.test", "users.list", "usergroups.list", "apps.connections.open", "conversations.history"}
WALKS = 6
EVERY = 9


@pytest.fixture
async def lives(database: str, request: pytest.FixtureRequest) -> AsyncIterator[Lives]:
    async with world(database, getattr(request, "param", "socket"), policy=UNHURRIED, start=False) as made:
        told = Lives(made)
        told.watch()
        await told.live()
        yield told


async def test_the_walks_cover_every_call_of_the_story(lives: Lives):
    await tell(lives)
    await assert_once(lives.world)
    assert_answered(lives.world)
    made = Counter(call.method for call in lives.world.sandbox.journal.calls)
    assert set(made) - AT_STARTS - set(CALLS) == set()
    assert {method: made[method] for method in made if method in CALLS and made[method] > CALLS[method] + 1} == {}


@pytest.mark.parametrize("walk", range(WALKS))
@pytest.mark.parametrize("moment", ["silent_before", "silent_after"])
async def test_killed_at_a_call_of_slack_everything_is_done_once(lives: Lives, moment: str, walk: int):
    """Before: claimed, and the call never reached Slack. After: Slack did it, and nobody here knows."""
    points = POINTS[walk::WALKS]
    strike = getattr(lives.world.sandbox.faults, moment)
    rules = [strike(method, skip=ordinal) for method, ordinal in points]
    await tell(lives)
    assert [rule.method for rule in rules if not rule.struck] == []
    assert lives.deaths >= 1
    await assert_once(lives.world)
    assert_answered(lives.world)


@pytest.mark.parametrize("lives", ["http"], indirect=True)
@pytest.mark.parametrize("walk", range(2))
async def test_over_http_too_everything_is_done_once(lives: Lives, walk: int):
    for method, ordinal in POINTS[walk::2]:
        lives.world.sandbox.faults.silent_after(method, skip=ordinal)
    await tell(lives)
    assert lives.deaths >= 5
    await assert_once(lives.world)
    assert_answered(lives.world)


@pytest.mark.parametrize("offset", range(EVERY))
async def test_killed_at_each_commit_everything_is_done_once(lives: Lives, offset: int):
    """The commit takes effect, and the bot dies before it hears so: after storing, claiming, recording, settling.

    Together the walks die at every commit of the story, whatever its ordinal.
    """
    count = iter(range(1, 10_000))
    lives.on_commit = lambda: next(count) % EVERY == offset
    await tell(lives)
    assert lives.deaths >= 3
    await assert_once(lives.world)
    assert_answered(lives.world)
