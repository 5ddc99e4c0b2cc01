"""Two replicas on one PostgreSQL, either of which may be killed: nothing is doubled and nothing is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.bootstrap import Posko
from tests.databases import PostgresServer
from tests.scenarios.failures.perils import LEASE_SECONDS, Lives
from tests.scenarios.failures.story import key_of, verified
from tests.scenarios.test_export import Shell
from tests.scenarios.world import POLICY, World, world

WORDS = [f"word {index}" for index in range(100)]


@pytest.fixture
async def pair(postgres: PostgresServer, tmp_path: Path) -> AsyncIterator[tuple[Lives, Lives]]:
    async with postgres.fresh(tmp_path) as database, world(database, start=False) as made:
        one = Lives(made, "one")
        one.watch()
        two = one.beside("two")
        await one.live()
        await two.live()
        yield one, two


def keys_twice(made: World) -> dict[str, int]:
    channels = made.sandbox.workspace.channels.values()
    keys = Counter(key for channel in channels for message in channel.log if (key := key_of(message)))
    return {key: times for key, times in keys.items() if times > 1}


async def everything_done(*lives: Lives) -> None:
    """Until nothing is owed, whoever is alive; the leases of the dead run out."""
    for each in lives:
        await each.settle()
    lives[0].world.clock.advance(LEASE_SECONDS)
    for each in lives:
        await each.settle()


async def test_a_hundred_messages_are_stored_once_while_either_replica_is_killed(pair: tuple[Lives, Lives]):
    one, two = pair
    made = one.world
    where = await made.declare()
    await one.settle()
    for index, word in enumerate(WORDS):
        await made.person("sari").say(where, word)
        if index in {20, 70}:
            await one.kill()
        if index == 45:
            await one.live()
            await two.kill()
    await one.live()
    await two.live()
    for seconds in (61, 301):  # Slack sends again what was not acked
        await made.clock.run(seconds)
    await made.heard()
    await asyncio.gather(*(each.bot.catching_up.run() for each in pair))
    entries = await made.recorded(lambda found: len([each for each in found if each.kind == "message"]) >= len(WORDS))
    assert Counter(entry.event.text for entry in entries if entry.kind == "message") == dict.fromkeys(WORDS, 1)
    assert await verified(made)


@pytest.mark.parametrize("every", [3, 7])
async def test_timers_and_updates_happen_once_while_either_replica_is_killed(pair: tuple[Lives, Lives], every: int):
    """At every so many commits of a replica it dies; both fire what is due at the same moments."""
    one, two = pair
    made = one.world
    await made.declare()
    for lives, first in ((one, 0), (two, every // 2)):
        commits = count(first + 1)
        lives.on_commit = lambda commits=commits: next(commits) % every == 0 and sum(each.deaths for each in pair) < 12
    for _ in range(24):
        made.clock.advance(15)
        await asyncio.gather(*(_tick(each) for each in pair))
    await everything_done(one, two)
    assert sum(each.deaths for each in pair) >= 4
    assert keys_twice(made) == {}
    entries = await made.entries()
    published = [entry for entry in entries if entry.kind == "update_published"]
    told = Counter((audience, entry.event.number) for entry in published for audience in entry.event.audiences)
    assert set(told.values()) == {1}
    assert {audience for audience, _number in told} == {"executives", "internal"}
    for audience, channel in (("executives", "exec-updates"), ("internal", "incident-updates")):
        sent = [
            message for message in made.sandbox.workspace.channel(channel).log if key_of(message) and message.thread_ts
        ]
        assert len(sent) == len([1 for heard, _number in told if heard == audience]) >= 1
    drafted = Counter(
        (entry.event.audiences, entry.event.due_at) for entry in entries if entry.kind == "update_drafted"
    )
    assert set(drafted.values()) == {1}
    assert Counter(entry.kind for entry in entries)["mim_paged"] == len(
        {entry.event.person.id for entry in entries if entry.kind == "mim_paged"}
    )
    assert await verified(made)


async def _tick(lives: Lives) -> None:
    """What the ticker does, in a replica that may die of it, and is started again."""
    if lives.bot is None:
        await lives.live()
    await lives.through(_work(lives.bot))


async def _work(bot: Posko) -> None:
    await bot.fire_timers()
    await bot.sweep()
    await bot.relay.drain()


async def test_declarations_at_both_replicas_get_their_own_numbers_and_rooms(pair: tuple[Lives, Lives]):
    made = pair[0].world
    titles = [f"{thing} is down" for thing in ("Checkout", "Payroll", "Warehouse", "Telephony", "Intranet", "Website")]
    people = ["sari", "budi", "dewi", "agus", "putri", "joko"]
    asked = [
        made.person(who).command(f"/incident declare sev2 {title}") for who, title in zip(people, titles, strict=True)
    ]
    await asyncio.gather(*asked)
    await everything_done(*pair)
    assert sorted(name.split("-")[1] for name in made.rooms()) == ["1", "2", "3", "4", "5", "6"]
    assert keys_twice(made) == {}
    for number in range(1, 7):
        assert await verified(made, number)


WITH_LISTS = (
    POLICY
    + """
workarounds: {digest_in: "#incidents"}
reports: {post_in: "#incidents", day: 1, hour: 8}
vendors: {telkom: {title: Telkom Indonesia, response_target: 30m, chase_every: 10m}}
"""
)
FORTNIGHT = 15 * 86_400


async def test_two_replicas_post_one_weekly_list_and_one_monthly_report_and_the_vendors_pack_is_written(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    async with (
        postgres.fresh(tmp_path) as database,
        world(database, policy=WITH_LISTS) as made,
    ):
        name = await made.declare("sev2 Shop is down")
        for line in (
            "workaround Cache is off owner @budi by 30d",
            "vendor telkom contacted",
            "vendor telkom case 4711",
        ):
            await made.types("raihan", f"/incident {line}", name)
        code, pack, err = await Shell(made, tmp_path).posko("export", "MI-1", "--vendor", "telkom", "--format", "md")
        assert (code, err) == (0, "")
        assert "Telkom Indonesia" in pack
        assert "4711" in pack
        await made.start_bot()
        made.clock.advance(FORTNIGHT)
        await asyncio.gather(*(_lists(bot) for bot in made.bots))
        for _second in range(10):  # Slack takes a message a second in one channel
            await made.clock.run(2)
            await asyncio.gather(*(_lists(bot) for bot in made.bots))
        said = made.said("incidents")
        assert len([it for it in said if "1 workaround waits to be replaced" in it]) == 1
        assert len([it for it in said if "Major incidents of 2026-11" in it]) == 1
        assert keys_twice(made) == {}


async def _lists(bot: Posko) -> None:
    """One tick at both replicas in the same moment: each leaves to the next tick what the other holds."""
    await asyncio.gather(bot.fire_timers(), bot.report_monthly())
    await bot.relay.drain()
