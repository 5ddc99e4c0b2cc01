"""One Web API call in the hands of a method: who calls, with what, and the usual look-ups.

The look-ups refuse with Slack's codes: a private room that the bot is not in does not exist for it, a
room kind needs its own scope. Must not know HTTP.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.apps import App
from bot.sandbox.clock import micros
from bot.sandbox.core import Core
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel, Message, User
from bot.sandbox.web.arguments import Arguments
from bot.sandbox.web.catalogue import Facts
from bot.sandbox.workspace import Workspace

Answer = dict[str, Any]
_FAMILY = {"channel": "channels:", "group": "groups:", "im": "im:", "mpim": "mpim:"}


@dataclass
class ApiCall:
    """What a method gets to work with."""

    core: Core
    app: App
    facts: Facts
    args: Arguments
    warnings: list[str] = field(default_factory=list)

    @property
    def ws(self) -> Workspace:
        return self.core.ws

    @property
    def me(self) -> str:
        """The user id of the calling bot."""
        return self.app.user.id

    def room(self, name: str = "channel") -> Channel:
        """The room by id, if the bot may know of it and holds the scope for its kind."""
        room = self.ws.channels.get(self.args.text(name))
        if room is None or (room.is_private and self.me not in room.members):
            raise SlackError("channel_not_found")
        self.require_family(room.kind)
        return room

    def room_inside(self, name: str = "channel") -> Channel:
        """The same, and the bot is a member."""
        room = self.room(name)
        if self.me not in room.members:
            raise SlackError("not_in_channel")
        return room

    def require_family(self, kind: str) -> None:
        """Raises missing_scope when the scopes for this kind of room were not granted."""
        fitting = [scope for scope in self.facts.scopes if scope.startswith(_FAMILY[kind])]
        if fitting and not self.app.may(*fitting):
            raise self.missing(*fitting)

    def missing(self, *scopes: str) -> SlackError:
        return SlackError("missing_scope", needed=",".join(scopes), provided=",".join(self.app.scopes))

    def message(self, room: Channel, name: str = "ts", error: str = "message_not_found") -> Message:
        found = room.log.get(self.args.text(name))
        if found is None:
            raise SlackError(error)
        return found

    def person(self, name: str = "user") -> User:
        found = self.ws.users.get(self.args.text(name))
        if found is None:
            raise SlackError("user_not_found")
        return found

    def moment(self, name: str, default: int, error: str) -> int:
        """A timestamp argument in microseconds."""
        if not self.args.has(name):
            return default
        try:
            return micros(self.args.text(name))
        except ValueError:
            raise SlackError(error) from None

    def warn(self, code: str) -> None:
        self.warnings.append(code)
