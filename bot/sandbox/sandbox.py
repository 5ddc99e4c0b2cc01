"""The sandbox itself: puts its parts together, starts and stops them, and hands out people.

The one object that tests, the demo and the command line hold. Must not know what app is under test: a
manifest and the wire are all there is between them.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from aiohttp import web

from bot.sandbox import apps, company, exports, staff, state
from bot.sandbox import seed as seeds
from bot.sandbox import transcript as transcripts
from bot.sandbox.apps import App, Tokens
from bot.sandbox.clock import SandboxClock, SkewedClock, WallClock
from bot.sandbox.core import Core, Installation
from bot.sandbox.delivery.office import PostOffice
from bot.sandbox.delivery.parcels import Parcel
from bot.sandbox.delivery.pushes import HttpPusher
from bot.sandbox.delivery.quota import PER_HOUR, EventQuota
from bot.sandbox.delivery.sockets import SocketHub
from bot.sandbox.delivery.tampering import EventFaults
from bot.sandbox.errors import NotAcked, SandboxError
from bot.sandbox.faults import CallFaults
from bot.sandbox.journal import Delivery, Journal
from bot.sandbox.limits import RateLimits
from bot.sandbox.model import User
from bot.sandbox.people.person import Person
from bot.sandbox.programme import Programme
from bot.sandbox.scheduled import ScheduleDesk
from bot.sandbox.tickets import Lifetimes, ResponseDesk, TriggerDesk
from bot.sandbox.views import ViewDesk
from bot.sandbox.web import admin
from bot.sandbox.web.server import Server
from bot.sandbox.workspace import Workspace

T = TypeVar("T")
Mode = Literal["socket", "http"]


class Sandbox:
    """A running Slack workspace with one app or more installed; use as `async with`.

    `seed` is the dictionary of `bot.sandbox.seed` (the small company without one); `workspace` makes another in its
    place. `skew` sets Slack's clock that many seconds off. `offline_events` says what becomes of an event sent while
    no socket is open: "lost" as in the worst case of Slack, or "retried". `routes` are served beside our own; a
    `programme` is what is played here, which the page shows and steers.
    """

    def __init__(
        self,
        manifest: dict[str, Any] | None = None,
        mode: Mode = "socket",
        *,
        request_url: str | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: SandboxClock | None = None,
        skew: float = 0.0,
        lifetimes: Lifetimes | None = None,
        seed: seeds.Seed | None = None,
        rate_limits: bool = False,
        offline_events: Literal["lost", "retried"] = "lost",
        tokens: Tokens | None = None,
        workspace: Callable[[SandboxClock], Workspace] | None = None,
        routes: Sequence[web.RouteDef] = (),
        programme: Programme | None = None,
    ) -> None:
        base = clock or WallClock()
        self.clock: SandboxClock = SkewedClock(base, skew) if skew else base
        self.mode = mode
        build = workspace or partial(seeds.workspace, company.nusantara() if seed is None else seed)
        self._core = _core(build(self.clock), lifetimes or Lifetimes(), rate_limits=rate_limits)
        self._core.programme = programme
        self._address = (host, port)
        self._lose = offline_events == "lost"
        self._server = Server(self._core, [*admin.Admin(self._core).routes(), *routes])
        if manifest is not None:
            self.install(manifest, request_url=request_url, tokens=tokens)

    # from files, and back

    @classmethod
    def load(cls, path: Path | str, manifest: dict[str, Any] | None = None, mode: Mode = "socket", **kept: Any) -> Self:
        """A sandbox with what `save` wrote; an app of the same name goes on with its ids and tokens.

        `kept` are the arguments of the constructor. Raises SandboxError for any other file.
        """
        saved = state.read(Path(path))
        known = next(iter(saved.get("tokens", {}).values()), None)
        tokens = kept.pop("tokens", None) or (Tokens(**known) if known else None)
        return cls(manifest, mode, tokens=tokens, workspace=partial(state.workspace, saved), **kept)

    @classmethod
    def replaying(
        cls, path: Path | str, manifest: dict[str, Any] | None = None, mode: Mode = "socket", **kept: Any
    ) -> Self:
        """A sandbox with the people, rooms and messages of a Slack export (zip or folder)."""
        export = exports.read(Path(path))
        return cls(manifest, mode, workspace=partial(exports.workspace, export), **kept)

    def save(self, path: Path | str) -> None:
        """Writes the workspace to a file that `load` reads."""
        state.write(Path(path), self._core.saved())

    def export(self, path: Path | str) -> None:
        """Writes every room in Slack's export format: a zip, or a folder when the name does not end in .zip."""
        exports.write(Path(path), self._core.ws)

    # life

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listens; the addresses are known from here on."""
        self._core.base_url = await self._server.start(*self._address)
        self._core.ws.file_address = self._core.base_url

    async def stop(self) -> None:
        await self._core.scheduled.close()
        for installed in self._core.installed.values():
            await installed.office.close()
            await installed.sockets.close()
        await self._server.stop()

    def install(
        self,
        manifest: dict[str, Any],
        *,
        request_url: str | None = None,
        mode: Mode | None = None,
        tokens: Tokens | None = None,
    ) -> App:
        """Installs an app from its manifest; its bot joins no room."""
        core = self._core
        app = apps.install(core.ws, manifest, request_url, tokens)
        app.socket_mode = (mode or self.mode) == "socket"
        sockets = SocketHub(app.id, core.lifetimes.ack, core.ws.changes.notify)
        sockets.offline_events_are_lost = self._lose
        pusher = HttpPusher(app, core.lifetimes.ack)
        transport = sockets if app.socket_mode else pusher
        office = PostOffice(core.ws, app, transport, core.journal, core.lifetimes)
        office.quota.per_hour = PER_HOUR if core.limits.enabled else None
        core.installed[app.id] = Installation(app, office, sockets, pusher)
        core.ws.listeners.append(office.publish)
        return app

    # addresses and secrets

    @property
    def base_url(self) -> str:
        if not self._core.base_url:
            raise SandboxError("the sandbox is not started")
        return self._core.base_url

    @property
    def api_url(self) -> str:
        """What takes the place of https://slack.com/api/."""
        return f"{self.base_url}/api/"

    @property
    def app(self) -> App:
        """The first app installed."""
        return self._core.installation().app

    @property
    def bot_token(self) -> str:
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.app.signing_secret

    @property
    def request_url(self) -> str | None:
        return self.app.request_url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.app.request_url = url

    async def verify_request_url(self) -> None:
        """Slack's url_verification; raises SandboxError unless the challenge comes back."""
        await self._core.installation().pusher.verify()

    # what is in it

    @property
    def workspace(self) -> Workspace:
        return self._core.ws

    @property
    def journal(self) -> Journal:
        """Every call and delivery so far."""
        return self._core.journal

    @property
    def faults(self) -> CallFaults:
        """Faults of Web API calls."""
        return self._core.faults

    @property
    def rate_limits(self) -> RateLimits:
        return self._core.limits

    @property
    def sockets(self) -> SocketHub:
        """The open sockets of the first app: disconnect, silence, ask_refresh."""
        return self._core.installation().sockets

    @property
    def event_faults(self) -> EventFaults:
        """Events of the first app withheld, repeated or reordered."""
        return self._core.installation().office.faults

    @property
    def event_quota(self) -> EventQuota:
        """How many events an hour the first app gets, and whether failures have switched its subscriptions off."""
        return self._core.installation().office.quota

    @property
    def windows(self) -> int:
        """How many windows of the page are open."""
        return self._core.windows

    @property
    def views(self) -> ViewDesk:
        return self._core.views

    def person(self, handle: str, app: App | None = None) -> Person:
        """Somebody to act as, towards the first app unless another is given."""
        installed = self._core.installation(app.id if app else None)
        return Person(self._core, installed, self._core.ws.user(handle))

    def hire(self, handle: str, real_name: str = "", **facts: Any) -> Person:
        """A new member, of whom apps are told (team_join)."""
        staff.hire(self._core.ws, handle, real_name, **facts)
        return self.person(handle)

    def change_user(self, handle: str, **facts: Any) -> User:
        """Changes facts about somebody (`deleted=True` deactivates), of which apps are told (user_change)."""
        return staff.change(self._core.ws, handle, **facts)

    def transcript(self, channel: str, *, viewer: str | None = None, tz: str = "Asia/Jakarta") -> str:
        """A room as readable text, times in `tz`; with a viewer also what only they see."""
        return transcripts.transcript(self._core.ws, channel, viewer=viewer, tz=tz)

    async def deliver_again(self, sent: Delivery) -> None:
        """Hands the first app a second copy of a command or interaction; raises NotAcked."""
        outcome = await self._core.installation().office.ask(Parcel(sent.kind, sent.name, sent.payload))
        if not outcome.acked:
            raise NotAcked(sent.name, outcome.reason)

    async def until(self, question: Callable[[Workspace], T], timeout: float = 15.0) -> T:  # noqa: ASYNC109
        """Waits for a truthy answer, asked again at every change; raises TimeoutError."""
        return await self._core.ws.changes.until(lambda: question(self._core.ws), timeout)

    async def connected(self, count: int = 1, timeout: float = 15.0) -> None:  # noqa: ASYNC109
        """Waits until this many sockets are open."""
        await self.until(lambda _: len(self.sockets.connections) >= count, timeout)


def _core(ws: Workspace, lifetimes: Lifetimes, *, rate_limits: bool) -> Core:
    clock = ws.clock
    return Core(
        ws=ws,
        lifetimes=lifetimes,
        journal=Journal(ws.changes),
        views=ViewDesk(ws),
        triggers=TriggerDesk(clock, lifetimes),
        responses=ResponseDesk(clock, lifetimes),
        faults=CallFaults(),
        limits=RateLimits(clock, enabled=rate_limits),
        scheduled=ScheduleDesk(ws),
    )
