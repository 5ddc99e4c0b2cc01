"""An app as it is installed: what its manifest asked for, its bot user, tokens and signing secret.

Reads Slack's app manifest (version 2). Must not deliver anything.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import SandboxError
from bot.sandbox.model import User
from bot.sandbox.workspace import Workspace

# The scopes of which one lets an app receive the event; an event not named here needs none.
EVENT_SCOPES: dict[str, frozenset[str]] = {
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "app_mention": frozenset({"app_mentions:read"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "pin_added": frozenset({"pins:read"}),
    "pin_removed": frozenset({"pins:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_archive": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "file_shared": frozenset({"files:read"}),
    "file_created": frozenset({"files:read"}),
    "file_deleted": frozenset({"files:read"}),
    "subteam_created": frozenset({"usergroups:read"}),
    "subteam_updated": frozenset({"usergroups:read"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
}


@dataclass(frozen=True)
class Command:
    """A slash command of the manifest."""

    name: str
    url: str | None = None
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut of the manifest."""

    callback_id: str
    kind: str
    name: str


def _bot_token() -> str:
    return f"xoxb-sandbox-{secrets.token_hex(12)}"


def _app_token() -> str:
    return f"xapp-1-sandbox-{secrets.token_hex(12)}"


@dataclass(frozen=True)
class Tokens:
    """The secrets of an installed app; fixed ones let a standing sandbox be restarted."""

    bot: str = field(default_factory=_bot_token)
    app: str = field(default_factory=_app_token)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass
class App:
    """One installed app."""

    id: str
    name: str
    user: User
    bot_id: str
    scopes: tuple[str, ...]
    events: frozenset[str]
    commands: dict[str, Command]
    shortcuts: dict[str, Shortcut]
    interactive: bool
    home_tab: bool
    socket_mode: bool
    request_url: str | None
    tokens: Tokens

    @property
    def bot_token(self) -> str:
        return self.tokens.bot

    @property
    def app_token(self) -> str:
        return self.tokens.app

    @property
    def signing_secret(self) -> str:
        return self.tokens.signing_secret

    def may(self, *scopes: str) -> bool:
        """Whether one of these scopes was granted; without any, always."""
        return not scopes or any(scope in self.scopes for scope in scopes)

    def receives(self, event: str) -> bool:
        return event in self.events and self.may(*EVENT_SCOPES.get(event, ()))


def install(
    ws: Workspace, manifest: dict[str, Any], request_url: str | None = None, tokens: Tokens | None = None
) -> App:
    """Makes the app's bot user and keeps what the manifest asked for; raises SandboxError for no name.

    A saved workspace or an export may hold the bot from before: it goes on as the same one.
    """
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    name = manifest.get("display_information", {}).get("name")
    if not name:
        raise SandboxError("the manifest has no display_information.name")
    subscriptions = settings.get("event_subscriptions", {})
    user = _bot_user(ws, name, features)
    app = App(
        id=user.app_id or ws.ids.new("A"),
        name=name,
        user=user,
        bot_id=user.bot_id or ws.ids.new("B"),
        scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(subscriptions.get("bot_events", ())),
        commands=_commands(features),
        shortcuts=_shortcuts(features),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled")),
        home_tab=bool(features.get("app_home", {}).get("home_tab_enabled")),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        request_url=request_url or subscriptions.get("request_url"),
        tokens=tokens or Tokens(),
    )
    app.user.app_id, app.user.bot_id = app.id, app.bot_id
    return app


def _bot_user(ws: Workspace, name: str, features: dict[str, Any]) -> User:
    shown = features.get("bot_user", {}).get("display_name") or name
    handle = shown.lower().replace(" ", "_")
    known = ws.find_handle(handle)
    if known is not None and known.is_bot:
        return known
    while ws.find_handle(handle) is not None:
        handle += "_app"
    return ws.add_user(handle, shown, is_bot=True, email="", tz="America/Los_Angeles", locale="en-US")


def _commands(features: dict[str, Any]) -> dict[str, Command]:
    listed = features.get("slash_commands", ())
    return {it["command"]: Command(it["command"], it.get("url"), bool(it.get("should_escape"))) for it in listed}


def _shortcuts(features: dict[str, Any]) -> dict[str, Shortcut]:
    listed = features.get("shortcuts", ())
    return {it["callback_id"]: Shortcut(it["callback_id"], it["type"], it["name"]) for it in listed}
