"""Forty declarations typed at the same moment, with 100 ms per Slack call.

Slack's rate limits are off: with them, twenty channels a minute are what Slack itself allows.
"""

from __future__ import annotations

import time

from benchmarks.kit import POLICY, Figure, at_least, at_most, everything, percentile, quiet, running, seen, sqlite

COUNT = 40
THINGS = ("shop", "login", "payroll", "mail", "search", "warehouse", "invoices", "cinema", "telephony", "backups")
TROUBLES = ("hangs forever", "is gone", "answers garbage", "bounces everybody")


async def run() -> list[Figure]:
    """The figures."""
    titles = [f"{thing} {trouble}" for thing in THINGS for trouble in TROUBLES]
    async with everything() as (stack, (remote,)):
        database = await stack.enter_async_context(sqlite())
        bot = await stack.enter_async_context(running(remote, database, POLICY + "\nsimilar_above: 100\n"))
        await remote.ask("latency", seconds=0.1)
        before = time.process_time()
        told = await remote.ask("declare", titles=titles[:COUNT])
        await quiet(bot)
        processor = time.process_time() - before
        end = await remote.ask("complete", since=told["began"], rooms=told["rooms"])
    acks = told["acks"]
    return [
        at_most("last ack", acks[-1], 3, " s"),
        seen("ack, p50", percentile(acks, 50), " s"),
        seen("ack, p99", percentile(acks, 99), " s"),
        at_least("complete rooms", len(told["rooms"]) - len(end["bare"]), COUNT),
        seen("half of the rooms have everybody in them", percentile(told["full"], 50), " s"),
        seen("the last person is in the last room", told["full"][-1], " s"),
        seen("everything done", end["seconds"], " s"),
        seen("processor time of the bot", processor, " s"),
        seen("calls of Slack's Web API", end["calls"]),
    ]
