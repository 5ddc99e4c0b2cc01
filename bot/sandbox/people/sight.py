"""What one person can see: rooms, messages, ephemerals, modals; everything else does not exist for them.

Must not change anything, except that a direct message comes to be when somebody looks into it.
"""

from collections.abc import Iterator

from bot.sandbox import rooms
from bot.sandbox.apps import App
from bot.sandbox.core import Core
from bot.sandbox.errors import ImpossibleAction
from bot.sandbox.model import Channel, Message, User
from bot.sandbox.people.finding import Place
from bot.sandbox.views import View

Where = str | Channel


class Sight:
    """The workspace through one person's eyes."""

    def __init__(self, core: Core, app: App, user: User) -> None:
        self._core = core
        self._ws = core.ws
        self._app = app
        self._user = user

    def known(self, where: Where) -> Channel:
        """A room by name, id, or `@handle` for the direct message with somebody."""
        if isinstance(where, Channel):
            return where
        if where.startswith("@"):
            return rooms.open_direct(self._ws, [self._ws.user(where).id, self._user.id])
        found = self._ws.find_channel(where)
        if found is None:
            shown = ", ".join(room.name for room in self._ws.rooms_of(self._user.id) if room.name)
            raise ImpossibleAction(f"there is no room {where}; @{self._user.handle} is in {shown}")
        return found

    def room(self, where: Where) -> Channel:
        """A room this person can read: any public one, and private ones they are in."""
        room = self.known(where)
        if room.is_private and self._user.id not in room.members:
            raise ImpossibleAction(f"@{self._user.handle} cannot see the private {room.name}")
        return room

    def member_room(self, where: Where) -> Channel:
        room = self.room(where)
        if self._user.id not in room.members:
            raise ImpossibleAction(f"@{self._user.handle} is not in #{room.name}")
        return room

    def writable(self, where: Where) -> Channel:
        room = self.member_room(where)
        if room.is_archived:
            raise ImpossibleAction(f"#{room.name} is archived")
        return room

    def root(self, room: Channel, thread_ts: str | None) -> str | None:
        """The thread's parent; raises when the room has no such message."""
        if thread_ts is None:
            return None
        parent = room.log.get(thread_ts)
        if parent is None:
            raise ImpossibleAction(f"no message {thread_ts} in #{room.name} to reply to")
        return parent.thread_ts or parent.ts

    def message(self, which: str | Message, where: Where | None = None) -> Message:
        """A message that is still there in a room this person reads."""
        ts = which if isinstance(which, str) else which.ts
        places = [self.room(where)] if where else self._candidates(which)
        for room in places:
            found = room.log.get(ts)
            if found is not None:
                return found
        raise ImpossibleAction(f"@{self._user.handle} sees no message {ts}")

    def _candidates(self, which: str | Message) -> list[Channel]:
        return [self.room(which.channel)] if isinstance(which, Message) else self._ws.rooms_of(self._user.id)

    def own(self, which: str | Message, where: Where | None = None) -> Message:
        found = self.message(which, where)
        if found.user != self._user.id:
            raise ImpossibleAction(f"@{self._user.handle} cannot change somebody else's message")
        return found

    def ephemerals(self, where: Where | None = None) -> list[Message]:
        shown = self._ws.ephemerals.get(self._user.id, [])
        room = self.known(where) if where else None
        return [it for it in shown if room is None or it.channel == room.id]

    def dms(self) -> list[Message]:
        found = self._ws.find_direct([self._app.user.id, self._user.id])
        return found.messages if found else []

    def top(self, callback_id: str | None = None) -> View | None:
        """The topmost modal, if it is the wanted one."""
        stack = self._core.views.stack(self._app.id, self._user.id)
        if not stack or callback_id not in (None, stack[-1].callback_id):
            return None
        return stack[-1]

    def places(self, where: Where | Message | View | None) -> Iterator[Place]:
        """Where a control may be, the likeliest first."""
        if isinstance(where, View):
            yield self._open(where)
        elif isinstance(where, Message):
            yield where if where.ephemeral_for == self._user.id else self.message(where)
        elif where is not None:
            yield from self._in_room(self.room(where))
        else:
            yield from self._everywhere()

    def _open(self, view: View) -> View:
        home = self._core.views.homes.get((self._app.id, self._user.id))
        if view is not home and view not in self._core.views.stack(self._app.id, self._user.id):
            raise ImpossibleAction(f"the view {view.title!r} is not open for @{self._user.handle}")
        return view

    def _in_room(self, room: Channel) -> Iterator[Place]:
        yield from reversed(self.ephemerals(room))
        yield from room.log.backwards(0, 10**18)

    def _everywhere(self) -> Iterator[Place]:
        yield from reversed(self._core.views.stack(self._app.id, self._user.id))
        yield from reversed(self.ephemerals())
        home = self._core.views.homes.get((self._app.id, self._user.id))
        if home is not None:
            yield home
        for room in reversed(self._ws.rooms_of(self._user.id)):
            yield from room.log.backwards(0, 10**18)
