"""A sandbox workspace with the bot installed, and everything the bot's outward side needs to work in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import ManualClock
from bot.comms.delivery import Executor
from bot.comms.directory import SlackDirectory
from bot.comms.message import Message
from bot.comms.steps import executors
from bot.comms.transports.slack import SlackGateway, open_client, open_session
from bot.manifest import manifest
from bot.sandbox import Channel, Person, Sandbox
from bot.sandbox import Message as SlackMessage
from bot.storage import Database, open_store
from bot.warroom import events as e
from bot.warroom.base import Person as Somebody
from bot.warroom.evolution import evolve
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.policy import Audience, Policy, Role, Severity
from bot.warroom.ports import Step
from bot.warroom.timeline import Entry, Fact, Head, seal
from bot.warroom.updates import UpdateFacts

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
REPORTER = Somebody(id="U0REPORTER", name="Raihan")


class SlackTime:
    """The sandbox's clock, driven by ours; `skew` is how many seconds Slack is ahead."""

    def __init__(self, clock: ManualClock, skew: float = 0) -> None:
        self.clock = clock
        self.skew = skew

    def now(self) -> float:
        return self.clock.now().timestamp() + self.skew

    async def sleep(self, seconds: float) -> None:
        await self.clock.sleep(seconds)


class PlainCards:
    """Cards that say in one line what they are of, so that a test sees which record they were made from."""

    def room_card(self, state: Incident, policy: Policy, now: datetime) -> Message:
        return Message(text=f"card {state.reference} {state.severity}")

    def topic(self, state: Incident, policy: Policy) -> str:
        return f"{state.reference} {state.severity}"

    def entry_message(
        self, entry: Entry, state: Incident, policy: Policy, *, moments: Sequence[Entry] | None = None
    ) -> Message | None:
        told = "" if moments is None else f" since then {[moment.kind for moment in moments]}"
        return None if entry.kind == "topic_set" else Message(text=f"entry {entry.seq} {entry.kind}{told}")

    def direct(
        self, entry: Entry | None, state: Incident, policy: Policy, as_: str, language: str = ""
    ) -> Message | None:
        spoken = f" in {language}" if language == "id" else ""
        return Message(text=f"{as_} {state.reference} entry {entry.seq if entry else 'none'}{spoken}")

    def announcement(self, state: Incident, policy: Policy) -> Message:
        return Message(text=f"announcement {state.reference} {state.severity}")

    def update_message(
        self, facts: UpdateFacts, audience: Audience, policy: Policy, *, standing: bool = False
    ) -> Message:
        what = "stands" if standing else "update"
        return Message(text=f"{what} {facts.number} for {audience.name}: {facts.text}")


class PlainDocuments:
    """Documents whose content is their name."""

    async def summary(self, number: int) -> str:
        return "The course of it"

    async def build(self, number: int, what: str, format_: str, preset: str = "full") -> bytes:
        return f"{what} of {number} as {format_}".encode()

    async def counted(self, number: int, what: str, format_: str, preset: str = "full") -> tuple[bytes, int]:
        return await self.build(number, what, format_, preset), 0


def policy(**changes: Any) -> Policy:
    """Two audiences, of which only the executives see private incidents."""
    values: dict[str, Any] = {
        "severities": {"sev1": Severity(name="sev1", label="Critical"), "sev2": Severity(name="sev2", label="High")},
        "matrix": {"high": {"high": "sev1"}},
        "roles": {"mim": Role(name="mim", title="Major Incident Manager")},
        "audiences": {
            "executives": Audience(name="executives", title="Executives", sees_private=True, channels=("#board",)),
            "staff": Audience(name="staff", title="Staff", channels=("#general",)),
        },
        "room": {"announce_in": "#general"},
    }
    return Policy.model_validate({**values, **changes})


@dataclass
class House:
    """The sandbox, the gateway to it, a database, and the steps; `clock` stands still until it is moved."""

    sandbox: Sandbox
    gateway: SlackGateway
    store: Database
    clock: ManualClock
    policy: Policy
    directory: SlackDirectory
    steps: dict[str, Executor]
    calls_seen: list[tuple[str, str]] = field(default_factory=list)
    keys: int = 0

    @property
    def me(self) -> str:
        """The bot's user id."""
        return self.sandbox.app.user.id

    def person(self, handle: str) -> Person:
        return self.sandbox.person(handle)

    def channel(self, name: str) -> Channel:
        return self.sandbox.workspace.channel(name)

    def said(self, where: str) -> list[str]:
        """What the bot has said in a channel, oldest first."""
        return [message.text for message in self.messages(where)]

    def messages(self, where: str) -> list[SlackMessage]:
        """The bot's messages in a channel, without Slack's own notices."""
        room = self.channel(where)
        return [it for it in room.log if it.user == self.me and it.subtype in (None, "bot_message", "file_share")]

    def calls(self, method: str) -> int:
        """How often the bot has called a method, whatever came of it."""
        return len(self.sandbox.journal.calls_of(method))

    async def response_url(self, handle: str, where: str) -> str:
        """The address to answer a command at that somebody has just typed."""
        typed = await self.person(handle).command("/incident list", where)
        assert typed.response_url
        return typed.response_url

    async def declare(
        self, *events: e.Event, private: bool = False, room: str | None = "mi-42", number: int = 42
    ) -> Incident:
        """Incident 42, with its room (unless there should be none) and these events after it."""
        declared = e.IncidentDeclared(
            number=number,
            reference=f"MI-{number}",
            title="Checkout",
            severity="sev1",
            reporter=REPORTER,
            private=private,
        )
        opened: list[e.Event] = []
        if room:
            channel = await self.gateway.create_channel(room, private=private)
            opened = [e.RoomOpened(channel=channel.id, name=room)]
        return await self.record([declared, *opened, *events], number)

    async def record(self, events: Iterable[e.Event], number: int = 42) -> Incident:
        """Append events to an incident, owing nothing for them."""
        async with self.store.writing() as tx:
            numbers = [each.number for each in await tx.incidents(open_only=False)]
            stored = await tx.lock(number) if number in numbers else None
            facts = [Fact(event=event, occurred_at=self.clock.now()) for event in events]
            entries = seal(stored.head if stored else Head(), facts, self.clock.now())
            state = stored.state if stored else None
            for entry in entries:
                state = evolve(state, entry)
            assert state is not None
            await tx.append(state, entries, [None] * len(entries))
            return state

    async def state(self) -> Incident:
        async with self.store.reading() as reader:
            return await reader.incident(42)

    async def entries(self) -> list[Entry]:
        async with self.store.reading() as reader:
            return await reader.entries(42)

    def step(self, name: str, /, *, number: int | None = 42, doubtful: bool = False, **payload: Any) -> Step:
        """A claimed row, owed now."""
        self.keys += 1
        return Step(
            id=self.keys,
            key=f"{name}:{self.keys}",
            step=name,
            number=number,
            payload=payload,
            attempts=0,
            doubtful=doubtful,
            created_at=self.clock.now(),
            lease="test",
        )

    async def do(self, step: Step) -> Outcome:
        """Carry a step out once, and record what came of it."""
        outcome = await self.steps[step.step](step)
        if outcome.events and step.number:
            await self.record(outcome.events)
        return outcome


def again(step: Step) -> Step:
    """The same row, claimed after an attempt that may have taken effect."""
    return step.model_copy(update={"doubtful": True, "attempts": step.attempts + 1})


@asynccontextmanager
async def open_house(url: str, *, rules: Policy | None = None, skew: float = 0) -> AsyncIterator[House]:
    """A house on the migrated database at this address."""
    clock, rules = ManualClock(START), rules or policy()
    seen: list[tuple[str, str]] = []
    store = open_store(url, clock)
    async with AsyncExitStack() as stack, listening() as address, open_session() as session:
        sandbox = Sandbox(manifest("http", address), mode="http", clock=SlackTime(clock, skew))
        await stack.enter_async_context(sandbox)
        client = open_client(sandbox.bot_token, session, sandbox.api_url)
        gateway = SlackGateway(client, clock, lambda method, result: seen.append((method, result)))
        me = (await gateway.identify()).user
        directory = SlackDirectory(gateway, clock, me)
        steps = executors(gateway, store, rules, clock, directory, PlainCards(), PlainDocuments(), me=me)
        clock.advance(60)
        yield House(sandbox, gateway, store, clock, rules, directory, steps, seen)
    await store.close()


@asynccontextmanager
async def listening() -> AsyncIterator[str]:
    """The address of an app that acks whatever Slack sends, and does nothing about it."""

    async def ack(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.router.add_post("/{path:.*}", ack)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))
