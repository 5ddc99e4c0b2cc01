"""Room messages made durable over Socket Mode, beside a bare Bolt app with an empty listener in the same run.

The messages come straight from the sandbox's sockets in another process, past its workspace, which would be slower
than what is measured. Rounds alternate, so that a busy minute of the machine meets all three alike; processor time is
what the machine's other work disturbs least.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from benchmarks.kit import (
    Figure,
    Remote,
    at_least,
    at_most,
    everything,
    median,
    percentile,
    postgresql,
    quiet,
    running,
    seen,
    settings,
    sqlite,
)
from bot.bootstrap import Posko, fixed_authority
from bot.clock import SystemClock
from bot.comms.transports.slack import SlackGateway, open_client, open_session

MESSAGES = 4000
WINDOW = 256
ROUNDS = 5
RATE = 500.0
SECONDS = 10.0


async def run() -> list[Figure]:
    """The figures."""
    async with everything(3) as (stack, (first, second, third)):
        await stack.enter_async_context(bare(first))
        lite = await stack.enter_async_context(running(second, await stack.enter_async_context(sqlite())))
        post = await stack.enter_async_context(running(third, await stack.enter_async_context(postgresql())))
        contenders = {
            "bare Bolt": Contender(first, await first.ask("channel", name="general")),
            "SQLite": await contender(lite, second),
            "PostgreSQL": await contender(post, third),
        }
        for _ in range(ROUNDS):
            for each in contenders.values():
                await each.flood()
        figures = _throughput(contenders)
        for name, each in contenders.items():
            figures += await _at_a_rate(name, each)
    return figures


@dataclass
class Contender:
    """One app with its Slack; `stored` counts what its database holds."""

    remote: Remote
    channel: str
    stored: Callable[[], Awaitable[int]] | None = None
    rates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    async def flood(self) -> None:
        """One round. Raises AssertionError when a message was acked and not stored."""
        before, begun = await self._stored(), time.process_time()
        told = await self.remote.ask("flood", channel=self.channel, count=MESSAGES, window=WINDOW)
        self.processor.append((time.process_time() - begun) / MESSAGES)
        self.rates.append(MESSAGES / told["seconds"])
        assert not told["lost"], told["lost"]
        if self.stored:
            # A message that begins with DECISION: is two entries.
            assert await self._stored() - before >= MESSAGES

    async def _stored(self) -> int:
        return await self.stored() if self.stored else 0


async def contender(bot: Posko, remote: Remote) -> Contender:
    """The bot with one room open."""
    told = await remote.ask("declare", titles=["Shop is down"])
    await quiet(bot)

    async def stored() -> int:
        async with bot.store.reading() as reader:
            return (await reader.stored(1)).head.seq

    return Contender(remote, await remote.ask("channel", name=told["rooms"][0]), stored)


def _throughput(contenders: dict[str, Contender]) -> list[Figure]:
    bare_app = contenders["bare Bolt"]
    figures = []
    for name, each in contenders.items():
        figures.append(seen(f"{name}: messages per second", median(each.rates)))
        figures.append(seen(f"{name}: processor time per message", median(each.processor) * 1e6, " µs"))
        if each is not bare_app:
            share = median([one / other for one, other in zip(each.rates, bare_app.rates, strict=True)])
            spared = median(bare_app.processor) / median(each.processor)
            figures.append(at_least(f"{name}: share of bare Bolt's rate", share, 0.5))
            figures.append(seen(f"{name}: the same by processor time", spared))
    return figures


async def _at_a_rate(name: str, each: Contender) -> list[Figure]:
    told = await each.remote.ask("offer", channel=each.channel, rate=RATE, seconds=SECONDS)
    waits = [seconds * 1000 for seconds in told["latencies"]]
    p99 = f"{name}: ack p99 at {RATE:g} messages/s offered"
    late = percentile(waits, 99)
    return [
        seen(f"{name}: ack p50 at {RATE:g} messages/s offered", percentile(waits, 50), " ms"),
        at_most(p99, late, 100, " ms") if each.stored else seen(p99, late, " ms"),
    ]


@asynccontextmanager
async def bare(remote: Remote) -> AsyncIterator[None]:
    """A Bolt app that does nothing with messages, as fast as Bolt can be told to be."""
    given: Any = settings(remote, "sqlite:///unused")
    session = open_session()
    client = open_client(given.slack_bot_token.get_secret_value(), session, base_url=given.slack_api_url)
    identity = await SlackGateway(client, SystemClock()).identify()
    app = AsyncApp(client=client, authorize=fixed_authority(identity, client.token), signing_secret="unused")

    @app.event("message")
    async def nothing() -> None:
        return None

    handler = AsyncSocketModeHandler(app, given.slack_app_token.get_secret_value())
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()
        await session.close()
