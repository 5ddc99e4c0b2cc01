"""200 open incidents × 7 audiences, all due in the same minute, within Slack's limits, with a mail server that hangs.

The first updates go out unhindered, so that every thread stands; then Slack's limits are switched on (a post a second
per channel, its tiers for the other methods) and all promises fall due within seconds. Slack itself lets 200 posts into
a channel in 200 seconds: that floor is printed beside what the bot takes. Two audiences are told by e-mail as well, by
a server that takes connections and says nothing: none of it may delay Slack.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from benchmarks.kit import Figure, Remote, at_most, everything, quiet, seen, settings, sqlite
from bot.bootstrap import Posko
from bot.cli.running import favour_acks
from bot.clock import SystemClock
from bot.policy.loading import read
from bot.warroom import commands as c
from bot.warroom.base import Person
from bot.warroom.events import UpdateDelivered
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Asked
from bot.warroom.operations.run_room import perform

INCIDENTS = 200
NAMES = ("board", "directors", "everybody", "resellers", "sales", "staff", "suppliers")
MAILED = frozenset({"board", "resellers"})
CADENCE = 180
BURST = 3
GIVE_UP = 1200.0
MARGIN = 1.25
LEAD = Person(id="U1", name="Raihan")
AUDIENCE = """
  {name}: {{title: {name}, severities: [], channels: ["#{name}"{more}], cadence: {{default: {cadence}s}}}}"""
POLICY = (
    "similar_above: 100\nroom: {announce_in: ''}\nseverities: {sev1: {teams: []}}\naudiences:"
    + "\n  customers: false\n  executives: false\n  internal: false"
    + "".join(
        AUDIENCE.format(name=name, cadence=CADENCE, more=f", mailto:{name}@example.com" if name in MAILED else "")
        for name in NAMES
    )
)
Told = dict[tuple[int, str], datetime]


async def run() -> list[Figure]:
    """The figures."""
    async with everything() as (stack, (remote,)):
        url = await stack.enter_async_context(sqlite())
        port = await stack.enter_async_context(hanging())
        bot = await stack.enter_async_context(_running(remote, url, port))
        await _seed(bot)
        due = await _promised(bot)
        await remote.ask("limits", burst=BURST)
        await _fallen_due(bot, due)
        told = await _delivered(bot, len(due))
        calls = await remote.ask("calls")
    return [*_figures(due, told), *_calls(calls)]


@asynccontextmanager
async def hanging() -> AsyncIterator[int]:
    """The port of a mail server that takes connections and never says a word."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()


@asynccontextmanager
async def _running(remote: Remote, url: str, port: int) -> AsyncIterator[Posko]:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mail_from": "bot@example.com"}
    given = settings(remote, url).model_copy(update=mail)
    async with Posko(given, read(POLICY, "the benchmark's policy"), SystemClock()) as bot:
        favour_acks()
        yield bot


async def _seed(bot: Posko) -> None:
    """The incidents, each with its room and lead, and a thread in every channel."""
    person = await bot.directory.person("raihan") or LEAD
    asked = Asked(actor=person)
    for number in range(1, INCIDENTS + 1):
        await declare_incident(
            bot.engine, c.DeclareIncident(title=f"Trouble {number}", severity="sev1", anyway=True), asked
        )
    await quiet(bot)
    for number in range(1, INCIDENTS + 1):
        await perform(bot.engine, number, c.ClaimMim(), asked)
    await quiet(bot)
    for number in range(1, INCIDENTS + 1):
        await perform(bot.engine, number, c.PublishUpdate(text="We look into it", audiences=NAMES), asked)
    await _delivered(bot, INCIDENTS * len(NAMES), number=1)


async def _promised(bot: Posko) -> Told:
    async with bot.store.reading() as reader:
        states = await reader.incidents(limit=INCIDENTS)
    return {(it.number, name): it.promises[name].due_at for it in states for name in NAMES}


async def _fallen_due(bot: Posko, due: Told) -> None:
    """Until every incident has published; then nothing more falls due."""
    end = max(due.values())
    print(f"  … all due between {min(due.values()):%H:%M:%S} and {end:%H:%M:%S}", flush=True)
    while True:
        async with bot.store.reading() as reader:
            states = await reader.incidents(limit=INCIDENTS)
        if all(state.updates >= 2 for state in states):
            await bot.ticker.stop()
            return
        await asyncio.sleep(1)


async def _delivered(bot: Posko, wanted: int, number: int = 2) -> Told:
    """When each audience was told in Slack of that update, once all were, or once patience ends."""
    begun = time.monotonic()
    while True:
        async with bot.store.reading() as reader:
            found = await reader.entries_of(range(1, INCIDENTS + 1), {"delivery"})
        told = {
            (incident, entry.event.audience): entry.recorded_at
            for incident, entries in found.items()
            for entry in entries
            if isinstance(entry.event, UpdateDelivered) and entry.event.channel.startswith("#")
            if entry.event.number == number
        }
        if len(told) >= wanted or time.monotonic() - begun > GIVE_UP:
            return told
        print(f"  … update {number}: {len(told)} of {wanted}", flush=True)
        await asyncio.sleep(10)


def _figures(due: Told, told: Told) -> list[Figure]:
    spread = (max(due.values()) - min(due.values())).total_seconds()
    floor = INCIDENTS - BURST - spread
    return [
        seen("all promises due within", spread, " s"),
        at_most("updates that did not reach Slack", len(due) - len(told), 0),
        seen("what Slack forces on the last of a channel", floor, " s"),
        *(_worst(name, due, told, floor * MARGIN) for name in NAMES),
    ]


def _worst(name: str, due: Told, told: Told, limit: float) -> Figure:
    late = [(told[key] - due[key]).total_seconds() for key in due if key[1] == name and key in told]
    mailed = " (by e-mail too)" if name in MAILED else ""
    return at_most(f"{name}{mailed}: worst lateness", max(late, default=GIVE_UP), limit, " s")


def _calls(calls: dict[str, tuple[int, int]]) -> list[Figure]:
    wanted = ("chat.postMessage", "chat.update", "conversations.setTopic")
    return [
        Figure(f"{method}: calls, of them refused (429)", f"{total:,}, {refused}")
        for method, (total, refused) in calls.items()
        if method in wanted
    ]
