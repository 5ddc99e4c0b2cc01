"""One declaration with 100 ms per Slack call: round trips until people are in the room, and until all is done.

A round trip is what one bare call takes in the same run: 100 ms and the way there and back. The first declaration in
a workspace also makes #incidents; cold is the first one after a later start, warm are those that follow (median).
"""

from __future__ import annotations

import time

from benchmarks.kit import Figure, Remote, at_most, everything, median, quiet, running, seen, sqlite
from bot.bootstrap import Posko

LATENCY = 0.1
CALLS = 20
FIRST = "Shop is down"
TITLES = (
    "Payroll export hangs",
    "Warehouse scanners offline",
    "Login refuses tokens",
    "Mail bounces",
    "Search finds nothing",
)


async def run() -> list[Figure]:
    """The figures."""
    async with everything() as (stack, (remote,)):
        database = await stack.enter_async_context(sqlite())
        async with running(remote, database) as bot:
            await remote.ask("latency", seconds=LATENCY)
            people, everything_done = await declared(bot, remote, FIRST)
        await remote.ask("latency", seconds=0)
        bot = await stack.enter_async_context(running(remote, database))
        await remote.ask("latency", seconds=LATENCY)
        trip = await bare_call(bot)
        cold, *warm = [await declared(bot, remote, title) for title in TITLES]
    figures = [
        seen("one bare call: a round trip", trip * 1000, " ms"),
        seen("first ever: ack to everybody in the room, round trips", people / trip),
        seen("first ever: ack to everything done, round trips", everything_done / trip),
    ]
    figures += _figures("cold", trip, *cold)
    return figures + _figures("warm", trip, median([one for one, _ in warm]), median([all_ for _, all_ in warm]))


async def bare_call(bot: Posko) -> float:
    """The median seconds of a call that does nothing."""
    seconds = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        await bot.gateway.identify()
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


async def declared(bot: Posko, remote: Remote, title: str) -> tuple[float, float]:
    """Seconds from the ack to the last person in the room, and to the end of the last call."""
    told = await remote.ask("declare", titles=[title])
    await quiet(bot)
    end = await remote.ask("complete", since=told["began"], rooms=told["rooms"])
    assert not end["bare"], end
    return told["full"][-1] - told["acks"][0], end["seconds"] - told["acks"][0]


def _figures(how: str, trip: float, people: float, everything_done: float) -> list[Figure]:
    return [
        at_most(f"{how}: ack to everybody in the room, round trips", people / trip, 2.5),
        seen(f"{how}: the same", people, " s"),
        at_most(f"{how}: ack to everything done, round trips", everything_done / trip, 4),
        seen(f"{how}: the same", everything_done, " s"),
    ]
