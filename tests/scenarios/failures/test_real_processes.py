"""`posko run` as a real process, ended by SIGKILL at the worst moments, and two of them on one PostgreSQL."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from tests.databases import PostgresServer
from tests.scenarios.failures.perils import UNHURRIED
from tests.scenarios.failures.processes import Processes, processes
from tests.scenarios.failures.story import STORY, assert_once, key_of, verified
from tests.scenarios.world import POLICY

# The last call that each chapter's process ever makes: Slack carried it out, and the process is gone.
LAST_CALLS = {
    0: ("conversations.create", 0),
    3: ("chat.postMessage", 0),
    4: ("files.completeUploadExternal", 0),
}
HASTY = POLICY + "updates: {first_within: 8s, grace: 2s}\n"
WORDS = [f"word {index}" for index in range(100)]


async def test_a_process_killed_in_every_chapter_leaves_an_incident_that_is_complete_and_nothing_twice(
    database: str, tmp_path: Path
):
    async with processes(database, UNHURRIED, tmp_path) as made:
        process = await made.start()
        for chapter, part in enumerate(STORY):
            method, skip = LAST_CALLS.get(chapter, ("", 0))
            fault = made.world.sandbox.faults.silent_after(method, skip=skip) if method else None
            await part.act(made.world)
            if fault:
                await made.world.sandbox.until(lambda _ws, fault=fault: fault.struck, timeout=30)
                await made.kill(process)
                await made.leases_run_out()
                process = await made.start()
            await made.until(made.settled)
            assert await part.told(made.world)
        await made.until(lambda: made.world.entries(1, "message"))
        await assert_once(made.world)


async def test_two_processes_of_which_either_is_killed_lose_and_double_nothing(
    postgres: PostgresServer, tmp_path: Path
):
    async with postgres.fresh(tmp_path) as database, processes(database, HASTY, tmp_path) as made:
        one, two = await made.start(), await made.start()
        sandbox = made.world.sandbox
        await made.world.person("sari").command("/incident declare sev1 Shop is down")
        await sandbox.until(lambda _ws: made.world.rooms(), timeout=30)
        await made.until(made.settled)
        where = made.world.rooms()[0]
        for index, word in enumerate(WORDS):
            await made.world.person("sari").say(where, word)
            await asyncio.sleep(0.005)
            if index == 30:
                await made.kill(one)
            if index == 50:
                one = await made.start()
            if index == 60:
                await made.kill(two)
        two = await made.start()
        await made.leases_run_out()
        await made.until(lambda: said_at_least(made, len(WORDS)))
        await made.until(lambda: made.world.entries(1, "update_published"))
        await made.until(made.settled)
        await everything_once(made)


async def said_at_least(made: Processes, times: int) -> bool:
    return len(await made.world.entries(1, "message")) >= times


async def everything_once(made: Processes) -> None:
    entries = await made.world.entries(1)
    assert Counter(entry.event.text for entry in entries if entry.kind == "message") == dict.fromkeys(WORDS, 1)
    channels = made.world.sandbox.workspace.channels.values()
    keys = Counter(key for channel in channels for message in channel.log if (key := key_of(message)))
    assert {key: times for key, times in keys.items() if times > 1} == {}
    published = [entry for entry in entries if entry.kind == "update_published"]
    told = Counter((audience, entry.event.number) for entry in published for audience in entry.event.audiences)
    assert set(told.values()) == {1}
    assert {audience for audience, _number in told} == {"executives", "internal"}
    assert await verified(made.world)
