"""The workspace: who is there, which rooms exist, and the bell that rings when anything changes.

Holds state and finds things in it; the acts upon rooms and messages are in `rooms` and `messages`.
Must not know Slack's methods, apps' tokens or how events travel: whoever wants events joins `listeners`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.changes import Changes
from bot.sandbox.clock import SandboxClock, Stamps
from bot.sandbox.errors import SandboxError
from bot.sandbox.ids import Ids
from bot.sandbox.model import Channel, File, Message, User, UserGroup


@dataclass(frozen=True)
class Event:
    """Something that happened: `name` is what an app subscribes to, `body` what it is told."""

    name: str
    body: dict[str, Any]
    room: Channel | None = None
    only_for: str | None = None


class Workspace:
    """People, rooms, files and user groups of one Slack workspace."""

    def __init__(self, clock: SandboxClock, name: str = "Nusantara Daring", domain: str = "nusantara") -> None:
        self.clock = clock
        self.name = name
        self.domain = domain
        self.file_address = f"https://files.{domain}.example"
        self.ids = Ids()
        self.team_id = self.ids.new("T")
        self.stamps = Stamps(clock)
        self.changes = Changes()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.files: dict[str, File] = {}
        self.emoji: dict[str, str] = {}
        self.ephemerals: dict[str, list[Message]] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self._handles: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._direct: dict[frozenset[str], str] = {}

    def now(self) -> int:
        return int(self.clock.now())

    def emit(self, event: Event) -> None:
        """Tells every listener, and rings the bell."""
        for listener in self.listeners:
            listener(event)
        self.changes.notify()

    # people

    def admit(self, user: User) -> None:
        """Takes in somebody who has an id already; raises SandboxError when the handle is taken."""
        if user.handle in self._handles:
            raise SandboxError(f"there is already a @{user.handle}")
        self.ids.reserve(user.id)
        self.users[user.id] = user
        self._handles[user.handle] = user.id

    def add_user(self, handle: str, real_name: str = "", **facts: Any) -> User:
        """A new member; raises SandboxError when the handle is taken."""
        email = facts.pop("email", f"{handle}@{self.domain}.example")
        user = User(self.ids.new("U"), handle, real_name or handle.title(), email, **facts)
        user.updated = self.now()
        self.admit(user)
        return user

    def user(self, handle_or_id: str) -> User:
        """Raises SandboxError when nobody is called so."""
        known = handle_or_id.removeprefix("@")
        found = self.users.get(known) or self.users.get(self._handles.get(known, ""))
        if found is None:
            raise SandboxError(f"nobody is called {handle_or_id}; there are {', '.join(sorted(self._handles))}")
        return found

    def find_handle(self, handle: str) -> User | None:
        return self.users.get(self._handles.get(handle, ""))

    def find_email(self, email: str) -> User | None:
        wanted = email.lower()
        return next((user for user in self.users.values() if user.email.lower() == wanted), None)

    def add_group(self, handle: str, name: str = "", members: Iterable[str] = ()) -> UserGroup:
        """A new user group of these people (handles or ids)."""
        people = [self.user(member).id for member in members]
        group = UserGroup(self.ids.new("S"), handle, name or handle.title(), people)
        self.groups[group.id] = group
        return group

    def find_group(self, handle: str) -> UserGroup | None:
        return next((group for group in self.groups.values() if group.handle == handle), None)

    # rooms

    def add_channel(self, channel: Channel) -> None:
        self.ids.reserve(channel.id)
        self.channels[channel.id] = channel
        if channel.kind in ("channel", "group"):
            self._names[channel.name] = channel.id
        else:
            self._direct[frozenset(channel.members)] = channel.id

    def rename_channel(self, channel: Channel, name: str) -> None:
        del self._names[channel.name]
        channel.previous_names.insert(0, channel.name)
        channel.name = name
        self._names[name] = channel.id

    def find_channel(self, name_or_id: str) -> Channel | None:
        known = name_or_id.removeprefix("#")
        return self.channels.get(known) or self.channels.get(self._names.get(known, ""))

    def channel(self, name_or_id: str) -> Channel:
        """Raises SandboxError when there is no such room."""
        found = self.find_channel(name_or_id)
        if found is None:
            raise SandboxError(f"no room {name_or_id}; there are {', '.join(sorted(self._names))}")
        return found

    def find_direct(self, people: Iterable[str]) -> Channel | None:
        return self.channels.get(self._direct.get(frozenset(people), ""))

    def rooms_of(self, user_id: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def message(self, channel: str, ts: str) -> Message:
        """Raises SandboxError when the room has no such message."""
        found = self.channel(channel).log.get(ts)
        if found is None:
            raise SandboxError(f"no message {ts} in {channel}")
        return found
