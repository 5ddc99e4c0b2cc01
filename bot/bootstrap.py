"""The composition root: builds every object once, opens and closes them in order. It decides nothing.

Tests, the demo and `posko run` all start the bot through here; only what they pass in differs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import SlackTime
from bot.comms.cards import Cards
from bot.comms.delivery import Relay
from bot.comms.directory import SlackDirectory
from bot.comms.documents import Documents
from bot.comms.duty import DutyDirectory
from bot.comms.locale import translator
from bot.comms.steps import executors
from bot.comms.steps.channels import Channels
from bot.comms.steps.subscribers import SubscriberSteps
from bot.comms.transports.errors import Ambiguous, RateLimited, Unavailable
from bot.comms.transports.on_call import provider
from bot.comms.transports.slack import SlackGateway, open_client, open_session
from bot.comms.transports.slack.values import Identity
from bot.handlers.catch_up import CatchUp
from bot.handlers.desk import Desk
from bot.handlers.door import Door
from bot.handlers.names import KnownNames
from bot.handlers.register import Listeners, register
from bot.handlers.sweep import Sweep
from bot.handlers.web.server import Pages, build
from bot.handlers.web.status import StatusDesk
from bot.handlers.web.subscribe import SubscribeDesk, desk_of
from bot.outside import letterhead_of, transports_of
from bot.scheduler import Ticker
from bot.settings import Settings
from bot.storage import open_store
from bot.telemetry import Metrics
from bot.tracking import tracker_of
from bot.warroom.improvements.shelf import Shelf
from bot.warroom.masking import masker_of
from bot.warroom.operations import improving
from bot.warroom.operations.capture import Intake
from bot.warroom.operations.engine import Engine
from bot.warroom.operations.report import gauges, monthly
from bot.warroom.operations.settling import Settlement
from bot.warroom.operations.subscribing import Subscribing
from bot.warroom.operations.timers import fire_due
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, OnCall, StoreUnavailable

CATCH_UP_SECONDS = 300.0
SWEEP_SECONDS = 5.0
# A socket that answers no ping four times over is dead; with Bolt's own 10 s nobody is heard for most of a minute.
PING_SECONDS = 5.0
HOUSEKEEPING_SECONDS = 30.0
FIGURES_SECONDS = 900.0
REPORT_SECONDS = 300.0
INDEX_SECONDS = 3_600.0
KEEP_SUBMISSIONS = timedelta(days=7)
TRANSIENT = (Unavailable, Ambiguous, RateLimited)
T = TypeVar("T")


@dataclass
class Posko:
    """The running bot. Use `async with`: entering connects and serves, leaving drains and closes.

    Without `ticking` nothing happens by itself in time: whoever holds the clock calls the jobs.
    """

    settings: Settings
    policy: Policy
    clock: Clock
    ticking: bool = True
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self.clock = self._slack_time = SlackTime(self.clock)
        self.policy = self.policy.model_copy(update={"models": Shelf(self.policy.models)})

    async def __aenter__(self) -> Posko:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Build, connect, catch up, serve. Raises TransportError when Slack refuses the tokens, OtherWorkspace when
        the database is another workspace's, OSError when the port is taken. What was opened is closed then.
        """
        self.store = open_store(self.settings.database, self.clock)
        self.session = open_session()
        self.outside_session = aiohttp.ClientSession()
        self._background: set[asyncio.Task[Any]] = set()
        async with AsyncExitStack() as opened:
            opened.push_async_callback(self.store.close)
            opened.push_async_callback(self.session.close)
            opened.push_async_callback(self.outside_session.close)
            await self._begin(opened)
            opened.pop_all()

    async def _begin(self, opened: AsyncExitStack) -> None:
        self._build_transport()
        self.identity = await self._until_slack_answers(self.gateway.identify)
        await self.store.bind(self.identity.team, self.identity.team_name)
        await self.store.take_over()
        await self._build_core()
        await self.refresh_models()
        self._build_app()
        await self._serve(opened)
        self.intake.start()
        opened.push_async_callback(self.intake.stop)
        self._spawn(self.relay.run(), "relay")
        opened.push_async_callback(self._end, self._background)
        await self._connect(opened)
        self._spawn(self._warm_channels(), "warm channels")
        self._start_ticker()

    async def stop(self) -> None:
        """Take nothing more in, finish what is in hand, close. What is left is a row and goes on at the next start."""
        await self.ticker.stop()
        if self.socket:
            await self.socket.close_async()  # type: ignore[no-untyped-call]
        await self.server.cleanup()
        await self.intake.stop()
        await self.relay.stop()
        await self.settlement.stop()
        await self._end(self._background)
        await self.session.close()
        await self.outside_session.close()
        await self.store.close()

    def _build_transport(self) -> None:
        token = self.settings.slack_bot_token.get_secret_value()
        self.client = open_client(token, self.session, base_url=self.settings.slack_api_url)
        self.gateway = SlackGateway(
            self.client, self.clock, self._called, self._slack_time.told, masker_of(self.policy.masking)
        )

    async def _until_slack_answers(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask again and again: a restart during Slack's own trouble must not fail. Raises what asking cannot mend."""
        wait = 1.0
        while True:
            try:
                return await ask()
            except TRANSIENT as problem:
                structlog.get_logger().warning("slack_unreachable", error=str(problem), again_in=wait)
                await self.clock.sleep(wait)
                wait = min(wait * 2, 30.0)

    async def _build_core(self) -> None:
        self.directory = SlackDirectory(self.gateway, self.clock, self.identity.user)
        await self._until_slack_answers(self.directory.warm)
        self.duty = DutyDirectory(self.directory, self.policy.schedules, self.clock, self._on_call())
        self.engine = Engine(
            store=self.store,
            policy=self.policy,
            clock=self.clock,
            directory=self.duty,
            ring=self._ring,
            noticed=self.metrics.noticed,
        )
        self.intake = Intake(self.engine)
        self.settlement = Settlement(self.engine)
        self.names = KnownNames(self.directory, self.identity)
        self.documents = Documents(self.store, self.policy, self.clock)
        self.letterhead = letterhead_of(self.settings, self.policy)
        self.channels = self._channels()
        self.relay = self._relay()

    def _on_call(self) -> OnCall | None:
        token = self.settings.on_call_token
        return provider(
            self.session,
            file=self.settings.on_call_file,
            url=self.settings.on_call_url,
            token=token.get_secret_value() if token else "",
        )

    def _channels(self) -> Channels:
        return Channels(self.gateway, create_missing=self.policy.create_missing_channels)

    async def _warm_channels(self) -> None:
        """Know the channels of the policy before somebody waits for them."""
        named = (self.policy.room.announce_in, *(place.target for place in self.policy.places("slack")))
        await self.channels.warm([ref for ref in named if ref])

    def _relay(self) -> Relay:
        steps = executors(
            self.gateway,
            self.store,
            self.policy,
            self.clock,
            self.duty,
            Cards(command=self.settings.command),
            self.documents,
            me=self.identity.user,
            channels=self.channels,
            tracker=tracker_of(self.settings, self.policy, self.session),
            outside=transports_of(self.settings, self.clock, self.outside_session, lambda: self.address),
        )
        mails = SubscriberSteps(self.store, self.clock, self.letterhead, self.metrics.subscription)
        return Relay(
            self.store.outbox,
            {**steps, **mails.executors()},
            self.settlement.settle,
            self.clock,
            translator(self.policy.language),
            watch=self.metrics.step_ended,
        )

    def _ring(self) -> None:
        self.relay.doorbell.set()

    def _called(self, method: str, result: str) -> None:
        if result == "rate_limited":
            self.metrics.rate_limited(method)

    def _build_app(self) -> None:
        secret = self.settings.slack_signing_secret
        self.app = AsyncApp(
            client=self.client,
            authorize=fixed_authority(self.identity, self.client.token),
            signing_secret=secret.get_secret_value() if secret else "unused-in-socket-mode",
            name="posko",
            # Two of Bolt's steps for things we have not: a check that Slack no longer makes, and workflow functions.
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
        )
        self.desk = Desk(self.engine, self.gateway, translator(self.policy.language), self.settings.command)
        door = Door(
            self.engine, self.intake, self.names, self.metrics.acked, self.directory.person, self.gateway.message
        )
        listeners = Listeners(self.desk)
        register(self.app, door, listeners, self.settings.command)
        self.sweep = Sweep(self.engine, self.desk, listeners.in_hand, self.metrics.submitted).run
        self.catching_up = CatchUp(self.engine, self.intake, self.gateway, self.names)

    async def _serve(self, opened: AsyncExitStack) -> None:
        http = self.settings.mode == "http"
        pages = Pages(self.readiness, self.metrics.page)
        self.server = web.AppRunner(build(pages, self.app if http else None, self._status()), access_log=None)
        opened.push_async_callback(self.server.cleanup)
        await self.server.setup()
        site = web.TCPSite(self.server, self.settings.host, self.settings.port, reuse_address=True)
        await site.start()
        self.address = self.server.addresses[0][:2]

    def _status(self) -> StatusDesk:
        token = self.settings.status_token
        shown = token.get_secret_value() if token else ""
        self.subscribe = self._subscribe()
        return StatusDesk(self.store, self.policy, self.clock, self.settings.public_url, shown, self.subscribe)

    def _subscribe(self) -> SubscribeDesk | None:
        head = self.letterhead
        if head is None:
            return None
        counted = self.metrics.subscription
        subscribing = Subscribing(self.store, self.policy, self.clock, head.links, self._ring, counted)
        return desk_of(subscribing, head.audience, head.public_url, self.settings.proxies)

    async def _connect(self, opened: AsyncExitStack) -> None:
        self.socket: AsyncSocketModeHandler | None = None
        if self.settings.mode == "http":
            await self.catching_up.after_absence()
            return
        secret = self.settings.slack_app_token
        token = secret.get_secret_value() if secret else ""
        self.socket = AsyncSocketModeHandler(self.app, token, ping_interval=PING_SECONDS)
        opened.push_async_callback(self.socket.close_async)
        self.socket.client.on_message_listeners.append(self._greeted)
        # Asked here, since Slack's client gives up when this fails, and never asks again when the address has expired.
        self.socket.client.wss_uri = await self._until_slack_answers(lambda: self.gateway.socket_address(token))
        await self.socket.connect_async()  # type: ignore[no-untyped-call]

    async def _greeted(self, message: aiohttp.WSMessage) -> None:
        """Slack says hello on every new connection: whatever was said while there was none is fetched now."""
        if '"hello"' in message.data[:200]:
            self._spawn(self.catching_up.after_absence(), "catch-up")

    def _start_ticker(self) -> None:
        jobs = {
            "timers": (self.fire_timers, self.settings.tick_seconds),
            "sweep": (self.sweep, SWEEP_SECONDS),
            "catch_up": (self.catching_up.run, CATCH_UP_SECONDS),
            "housekeeping": (self.keep_house, HOUSEKEEPING_SECONDS),
            "figures": (self.measure, FIGURES_SECONDS),
            "report": (self.report_monthly, REPORT_SECONDS),
            "index": (self.store.index_all, INDEX_SECONDS),
            "models": (self.refresh_models, SWEEP_SECONDS),
            "improvements": (self.remind_improvements, REPORT_SECONDS),
        }
        self.ticker = Ticker(jobs if self.ticking else {}, self.metrics)
        self.ticker.start()

    async def fire_timers(self) -> int:
        """Fire everything that is due; how many that were."""
        fired = await fire_due(self.engine)
        for timer, fired_at in fired:
            self.metrics.timer_fired(timer.kind, (fired_at - timer.due_at).total_seconds())
        return len(fired)

    async def keep_house(self) -> None:
        """Have a lost connection made anew, refresh the gauges, and forget old submissions."""
        if self.socket and self._slack_trouble():
            # Slack's client tries its last address for ever; without one it asks for another.
            self.socket.client.wss_uri = None
        if self.subscribe:
            await self.subscribe.keep_house()
        async with self.store.reading() as reader:
            self.metrics.stands(await reader.summary())
            self.metrics.subscribed(await reader.subscribers())
        await self.store.purge(self.clock.now() - KEEP_SUBMISSIONS)

    async def measure(self) -> None:
        """Show the KPIs of this month and the last; private incidents are in neither."""
        async with self.store.reading() as reader:
            self.metrics.figures(await gauges(reader, self.policy, self.clock.now()))

    async def report_monthly(self) -> None:
        """Owe last month's report when it is due, where the policy says."""
        await monthly(self.engine)

    async def refresh_models(self) -> None:
        """Know the models that other replicas approved."""
        await improving.refresh(self.engine)

    async def remind_improvements(self) -> None:
        """Owe the reminders of the improvement register that have come due."""
        await improving.remind(self.engine)

    async def readiness(self) -> Mapping[str, str]:
        """Each check by name, with what is wrong in words; empty when fine."""
        return {
            "slack": self._slack_trouble(),
            "database": await self._database_trouble(),
            "delivery": "; ".join(self.relay.complaints),
        }

    def _slack_trouble(self) -> str:
        if self.socket is None or self.socket.client.current_session is None:
            return "" if self.settings.mode == "http" else "not connected"
        return "not connected" if self.socket.client.current_session.closed else ""

    async def _database_trouble(self) -> str:
        try:
            await self.store.ping()
            return "" if await self.store.is_current() else "migrations are missing: run `posko migrate`"
        except StoreUnavailable as problem:
            return str(problem)

    def _spawn(self, work: Any, name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._background.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            structlog.get_logger().error("background_task_failed", task=task.get_name(), exc_info=problem)

    async def _end(self, tasks: set[asyncio.Task[Any]]) -> None:
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def fixed_authority(identity: Identity, token: str | None) -> Callable[..., Awaitable[AuthorizeResult]]:
    """An `authorize` for Bolt that asks nobody: asking Slack for every event would stampede.

    A function, since Bolt fills in arguments by name and a method's `self` confuses it.
    """
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team,
        bot_user_id=identity.user,
        bot_id=identity.bot,
        bot_token=token,
    )

    async def authorize() -> AuthorizeResult:
        return result

    return authorize
