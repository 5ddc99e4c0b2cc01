"""The other side of a benchmark, in a process of its own: a sandbox Slack that types, floods and looks at its watch.

`python -m benchmarks.workplace` reads one JSON command a line and answers each with one line. A Slack in the measured
process would take its processor time from what is measured. It knows the sandbox and nothing of the bot but its
manifest.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.manifest import manifest
from bot.sandbox import Channel, Lifetimes, Reply, Sandbox
from bot.sandbox.delivery.parcels import Outcome, Parcel

PEOPLE = ("budi", "dewi", "agus", "putri", "joko", "rina", "fajar", "maya")
INVITED = {"raihan", *PEOPLE}
SAID = (
    "checkout answers 502 for about one request in five, errors began at 10:02",
    "<@{}> can you look at the connection pool of orders-db? <https://dash.example.com/db|dashboard>",
    "restarted two of six pods, latency is down from 9 s to 2 s &amp; falling",
    "nothing unusual in the deploy log since yesterday evening",
)
DECIDED = "DECISION: we fail over to the replica at 10:30 unless the pool recovers"
ONE_IN = 100  # messages of a busy room that are a decision: those also owe an answer in the room and a fresh card
LOST_AFTER = 60.0


@dataclass
class Flood:
    """Messages on their way: what is acked when. `begun` counts from when each should have left, not when it did."""

    latencies: list[float] = field(default_factory=list)
    lost: int = 0

    def settled(self, outcome: Outcome, begun: float) -> None:
        self.latencies.append(time.perf_counter() - begun)
        self.lost += not outcome.acked

    def answer(self, seconds: float) -> dict[str, Any]:
        return {"seconds": seconds, "latencies": self.latencies, "lost": self.lost}


class Workplace:
    """The commands that the measuring process gives."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._numbers = itertools.count(1)

    async def hello(self) -> dict[str, str]:
        """Where Slack is, and with which tokens."""
        there = self.sandbox
        return {"api_url": there.api_url, "bot_token": there.bot_token, "app_token": there.app_token}

    async def latency(self, seconds: float) -> None:
        """Every Web API call takes this much longer from now on."""
        self.sandbox.faults.clear()
        if seconds:
            self.sandbox.faults.slow("*", seconds=seconds)

    async def limits(self, burst: int) -> None:
        """Slack's rate limits hold from now on, with so many posts at once in a channel; calls are counted anew."""
        self.sandbox.rate_limits.enabled, self.sandbox.rate_limits.post_burst = True, burst
        self.sandbox.journal.calls.clear()

    async def calls(self) -> dict[str, tuple[int, int]]:
        """How often each method was called, and how often refused for its rate."""
        counted: dict[str, tuple[int, int]] = {}
        for call in self.sandbox.journal.calls:
            total, refused = counted.get(call.method, (0, 0))
            counted[call.method] = (total + 1, refused + (call.error == "ratelimited"))
        return counted

    async def declare(self, titles: list[str]) -> dict[str, Any]:
        """Everybody types at once. When each was acked, and when each room had everybody in it, in seconds from the
        first keystroke; `began` is that moment on the sandbox's clock.
        """
        await self.sandbox.connected()
        before = set(self._rooms())
        began, at = time.perf_counter(), self.sandbox.clock.now()
        typed = [asyncio.create_task(self._type(title, began)) for title in titles]
        full = await self._full(before, len(titles), began)
        acks = sorted(await asyncio.gather(*typed))
        return {"began": at, "acks": acks, "full": full, "rooms": sorted(set(self._rooms()) - before)}

    async def _type(self, title: str, began: float) -> float:
        reply: Reply = await self.sandbox.person("sari").command(f"/incident declare sev1 {title}")
        acked = time.perf_counter() - began
        await reply.answer(timeout=LOST_AFTER)
        return acked

    async def _full(self, before: set[str], count: int, began: float) -> list[float]:
        full: dict[str, float] = {}

        def look(_workspace: object) -> bool:
            for name, room in self._rooms().items():
                if name not in before and name not in full and self._everybody_in(room):
                    full[name] = time.perf_counter() - began
            return len(full) == count

        await self.sandbox.until(look, timeout=LOST_AFTER)
        return sorted(full.values())

    def _rooms(self) -> dict[str, Channel]:
        channels = self.sandbox.workspace.channels.values()
        return {room.name: room for room in channels if room.name and room.name.startswith("mi-")}

    def _everybody_in(self, room: Channel) -> bool:
        wanted = {self.sandbox.workspace.user(handle).id for handle in (*INVITED, "sari")}
        return wanted <= set(room.members)

    async def complete(self, since: float, rooms: list[str]) -> dict[str, Any]:
        """When the last call since then ended, how many there were, and which rooms lack a card, pin or topic."""
        calls = [call for call in self.sandbox.journal.calls if call.started >= since]
        bare = [name for name in rooms if not self._furnished(self._rooms()[name])]
        return {"seconds": max(call.at for call in calls) - since, "calls": len(calls), "bare": bare}

    def _furnished(self, room: Channel) -> bool:
        return bool(room.pins and room.bookmarks and "MIM" in room.topic["value"])

    async def channel(self, name: str) -> str:
        """A room's id."""
        return self.sandbox.workspace.channel(name).id

    async def flood(self, channel: str, count: int, window: int) -> dict[str, Any]:
        """So many messages as fast as the app acks them, at most `window` of them unacked."""
        flood, free = Flood(), asyncio.Semaphore(window)
        messages = self._messages(channel, count)
        started = time.perf_counter()
        pending = []
        for parcel in messages:
            await free.acquire()
            pending.append(self._push(flood, parcel, time.perf_counter()))
            pending[-1].add_done_callback(lambda _: free.release())
        await asyncio.wait(pending, timeout=LOST_AFTER)
        return flood.answer(time.perf_counter() - started)

    async def offer(self, channel: str, rate: float, seconds: float) -> dict[str, Any]:
        """Messages at a steady rate, whatever the acks do: a late start counts as lateness."""
        flood, pending = Flood(), []
        started = time.perf_counter()
        for position, parcel in enumerate(self._messages(channel, int(rate * seconds))):
            due = started + position / rate
            await asyncio.sleep(due - time.perf_counter())
            pending.append(self._push(flood, parcel, due))
        await asyncio.wait(pending, timeout=LOST_AFTER)
        return flood.answer(time.perf_counter() - started)

    def _push(self, flood: Flood, parcel: Parcel, begun: float) -> asyncio.Future[Outcome]:
        pushed = self.sandbox.sockets.push(parcel, 0, "")
        pushed.add_done_callback(lambda future: flood.settled(future.result(), begun))
        return pushed

    def _messages(self, channel: str, count: int) -> Iterator[Parcel]:
        """Past the workspace and its journal, straight to the sockets: the sandbox must not be the slower one."""
        users = [self.sandbox.workspace.user(handle).id for handle in PEOPLE]
        for _ in range(count):
            number = next(self._numbers)
            ts = f"{int(self.sandbox.clock.now())}.{number % 1_000_000:06d}"
            event = {
                "type": "message",
                "channel": channel,
                "channel_type": "channel",
                "user": users[number % len(users)],
                "text": DECIDED if number % ONE_IN == 0 else SAID[number % len(SAID)].format(users[0]),
                "ts": ts,
                "event_ts": ts,
                "client_msg_id": f"00000000-0000-4000-8000-{number:012d}",
                "team": self.sandbox.workspace.team_id,
            }
            yield Parcel("events_api", "message", self._envelope(event, number))

    def _envelope(self, event: dict[str, Any], number: int) -> dict[str, Any]:
        return {
            "token": "sandbox",
            "team_id": self.sandbox.workspace.team_id,
            "api_app_id": self.sandbox.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{number:09d}",
            "event_time": int(self.sandbox.clock.now()),
            "authorizations": [{"team_id": self.sandbox.workspace.team_id, "user_id": self.sandbox.app.user.id}],
        }


async def _serve() -> None:
    # Acks are judged by their time, not by whether Slack still waits: a message sent again would be counted twice.
    async with Sandbox(manifest("socket", None), lifetimes=Lifetimes(ack=LOST_AFTER)) as sandbox:
        workplace = Workplace(sandbox)
        lines = await _lines()
        while line := await lines.readline():
            asked = json.loads(line)
            command: Callable[..., Awaitable[Any]] = getattr(workplace, asked.pop("do"))
            print(json.dumps(await command(**asked)), flush=True)


async def _lines() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=2**24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    asyncio.run(_serve())
