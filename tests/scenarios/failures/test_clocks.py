"""Slack's clock and ours two minutes apart: promises are kept, the timeline is in order, posts are found again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scenarios.failures.perils import UNHURRIED, Lives
from tests.scenarios.failures.story import assert_once, tell
from tests.scenarios.failures.test_kill import CALLS
from tests.scenarios.world import world

SKEWS = (-120.0, 120.0)


@pytest.mark.parametrize("skew", SKEWS)
async def test_what_was_done_at_a_broken_connection_is_found_whatever_the_clocks_say(database: str, skew: float):
    async with world(database, policy=UNHURRIED, start=False, skew=skew) as made:
        lives = Lives(made)
        lives.watch()
        await lives.live()
        for method, times in CALLS.items():
            made.sandbox.faults.drop_after(method, times=times)
        await tell(lives)
        await assert_once(made)


@pytest.mark.parametrize("skew", SKEWS)
async def test_the_timeline_stands_in_the_order_in_which_it_happened(database: str, skew: float):
    async with world(database, skew=skew) as made:
        where = await made.declare()
        await made.person("sari").say(where, "nobody can pay")
        await made.heard()
        await made.pass_time(seconds=30)
        await made.types("raihan", "/incident mim claim", where)
        await made.pass_time(seconds=30)
        await made.person("budi").say(where, "the cache is full")
        await made.heard()
        await made.pass_time(seconds=30)
        await made.types("raihan", "/incident state identified The cache", where)
        wanted = {"declared", "message", "mim_accepted", "state_changed"}
        happened = [entry for entry in await made.entries() if entry.kind in wanted]
        assert sorted(happened, key=lambda entry: entry.occurred_at) == happened
        assert len(happened) == 5


@pytest.mark.parametrize("skew", SKEWS)
async def test_promises_are_kept_by_the_clock_that_people_see(database: str, skew: float):
    async with world(database, skew=skew) as made:
        await made.declare()
        promises = (await made.state()).promises
        await made.pass_time(minutes=5, seconds=15)
        for audience, channel in (("executives", "exec-updates"), ("internal", "incident-updates")):
            sent = list(made.sandbox.workspace.channel(channel).log)[-1]
            off = float(sent.ts) - promises[audience].due_at.timestamp()
            assert timedelta(0) <= timedelta(seconds=off) <= timedelta(seconds=30)
