"""Everything one running sandbox consists of, in one place for its parts to reach.

Assembled by `sandbox.Sandbox`. Must not do anything by itself.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from bot.sandbox import state
from bot.sandbox.apps import App
from bot.sandbox.delivery.office import PostOffice
from bot.sandbox.delivery.pushes import HttpPusher
from bot.sandbox.delivery.sockets import SocketHub
from bot.sandbox.errors import SandboxError
from bot.sandbox.faults import CallFaults
from bot.sandbox.journal import Journal
from bot.sandbox.limits import RateLimits
from bot.sandbox.programme import Programme
from bot.sandbox.scheduled import ScheduleDesk
from bot.sandbox.tickets import Lifetimes, ResponseDesk, TriggerDesk
from bot.sandbox.views import ViewDesk
from bot.sandbox.workspace import Workspace


@dataclass
class Installation:
    """An app with its ways in and out."""

    app: App
    office: PostOffice
    sockets: SocketHub
    pusher: HttpPusher


@dataclass
class Core:
    """The workspace and the services around it."""

    ws: Workspace
    lifetimes: Lifetimes
    journal: Journal
    views: ViewDesk
    triggers: TriggerDesk
    responses: ResponseDesk
    faults: CallFaults
    limits: RateLimits
    scheduled: ScheduleDesk
    programme: Programme | None = None
    windows: int = 0
    base_url: str = ""
    installed: dict[str, Installation] = field(default_factory=dict)

    def app_of(self, token: str) -> App | None:
        """Whose bot or app-level token this is."""
        apps = (each.app for each in self.installed.values())
        return next((app for app in apps if token in (app.bot_token, app.app_token)), None)

    def saved(self) -> dict[str, Any]:
        """The workspace with its apps' tokens as JSON."""
        return state.dump(self.ws, {app_id: asdict(it.app.tokens) for app_id, it in self.installed.items()})

    def installation(self, app_id: str | None = None) -> Installation:
        """The app with this id, or the first; raises SandboxError when none is installed."""
        found = self.installed.get(app_id) if app_id else next(iter(self.installed.values()), None)
        if found is None:
            raise SandboxError("no app is installed: give a manifest")
        return found
