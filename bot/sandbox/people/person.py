"""A scripted person: does in the workspace what somebody at the Slack client can do, and no more.

What Slack's screen would not allow (a button that is not there, a room one is not in) raises
ImpossibleAction. Must not reach into the app under test.
"""

from typing import Any

from bot.sandbox import files, messages, rooms, unfurling
from bot.sandbox.core import Core, Installation
from bot.sandbox.errors import ImpossibleAction
from bot.sandbox.model import Bookmark, Channel, Message, User
from bot.sandbox.people import typing
from bot.sandbox.people.forms_filling import Filling
from bot.sandbox.people.interactions import Interactions
from bot.sandbox.people.pressing import Pressing
from bot.sandbox.people.replies import Reply, Submission
from bot.sandbox.people.sight import Sight
from bot.sandbox.views import View
from bot.sandbox.views import render as render_view
from bot.sandbox.workspace import Event

Where = str | Channel
Which = str | Message


class Person:
    """Somebody in the workspace; rooms are named by name, id or `@handle` for a direct message."""

    def __init__(self, core: Core, installed: Installation, user: User) -> None:
        self._core = core
        self._ws = core.ws
        self._app = installed.app
        self._send = Interactions(core, installed)
        self._sight = Sight(core, installed.app, user)
        self._pressing = Pressing(core.ws, self._send, self._sight, user)
        self._filling = Filling(core, self._send, self._sight, user)
        self.user = user

    def __repr__(self) -> str:
        return f"<Person @{self.user.handle} {self.user.id}>"

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    # seeing

    def channels(self) -> list[Channel]:
        """The rooms this person is in."""
        return self._ws.rooms_of(self.id)

    def messages(self, where: Where) -> list[Message]:
        """Every message of a room that this person can read, oldest first."""
        return self._sight.room(where).messages

    def ephemerals(self, where: Where | None = None) -> list[Message]:
        """Messages only this person sees, oldest first, those of response_urls included."""
        return self._sight.ephemerals(where)

    def dms(self) -> list[Message]:
        """The messages of the direct message with the app."""
        return self._sight.dms()

    def views(self) -> list[View]:
        """The open modals, the topmost last."""
        return self._core.views.stack(self._app.id, self.id)

    @property
    def home(self) -> View | None:
        return self._core.views.homes.get((self._app.id, self.id))

    async def modal(self, callback_id: str | None = None, timeout: float = 15.0) -> View:  # noqa: ASYNC109
        """Waits until a modal (with this callback_id) is on top; raises TimeoutError."""
        found = await self._ws.changes.until(lambda: self._sight.top(callback_id), timeout)
        assert found is not None  # noqa: S101 - `until` returns only truthy answers
        return found

    # speaking

    async def say(
        self, where: Where, text: str, *, thread_ts: str | None = None, raw: bool = False, broadcast: bool = False
    ) -> Message:
        """Posts a message; typed words are encoded as Slack does unless `raw`."""
        room = self._sight.writable(where)
        said = text if raw else typing.encoded(self._ws, text)
        extra = {"client_msg_id": f"00000000-0000-4000-8000-{len(room.log):012d}"}
        root = self._sight.root(room, thread_ts)
        made = messages.post(self._ws, room, self.id, said, thread_ts=root, broadcast=broadcast, extra=extra)
        unfurling.preview(self._ws, made, self.id, links=True, media=True)
        return made

    async def reply(self, message: Message, text: str, *, broadcast: bool = False) -> Message:
        """Answers in the thread of a message."""
        root = message.thread_ts or message.ts
        return await self.say(message.channel, text, thread_ts=root, broadcast=broadcast)

    async def edit(self, message: Which, text: str, *, where: Where | None = None) -> Message:
        """Changes one's own message."""
        found = self._sight.own(message, where)
        return messages.edit(self._ws, found, self.id, text=typing.encoded(self._ws, text))

    async def delete(self, message: Which, *, where: Where | None = None) -> None:
        """Takes back one's own message."""
        messages.delete(self._ws, self._sight.own(message, where))

    async def react(self, message: Which, name: str, *, where: Where | None = None) -> None:
        found, name = self._sight.message(message, where), name.strip(":")
        if self.id in found.reactions.get(name, ()):
            raise ImpossibleAction(f"@{self.user.handle} has already reacted with {name}")
        messages.react(self._ws, found, self.id, name)

    async def unreact(self, message: Which, name: str, *, where: Where | None = None) -> None:
        found, name = self._sight.message(message, where), name.strip(":")
        if self.id not in found.reactions.get(name, ()):
            raise ImpossibleAction(f"@{self.user.handle} has not reacted with {name}")
        messages.unreact(self._ws, found, self.id, name)

    async def pin(self, message: Which, *, where: Where | None = None) -> None:
        messages.pin(self._ws, self._sight.message(message, where), self.id)

    async def unpin(self, message: Which, *, where: Where | None = None) -> None:
        messages.unpin(self._ws, self._sight.message(message, where), self.id)

    async def upload(
        self, where: Where, name: str, content: bytes, text: str = "", *, thread_ts: str | None = None
    ) -> Message:
        """Shares a file in a room."""
        room = self._sight.writable(where)
        made = files.create(self._ws, name, self.id, content)
        root = self._sight.root(room, thread_ts)
        return files.share(self._ws, room, self.id, typing.encoded(self._ws, text), [made], thread_ts=root)

    # rooms

    async def create_channel(self, name: str, *, private: bool = False) -> Channel:
        return rooms.create(self._ws, name, self.id, private=private)

    async def join(self, where: Where) -> None:
        room = self._sight.known(where)
        if room.is_private and self.id not in room.members:
            raise ImpossibleAction(f"@{self.user.handle} cannot join the private {room.name} without an invitation")
        rooms.join(self._ws, room, self.id)

    async def leave(self, where: Where) -> None:
        rooms.leave(self._ws, self._sight.member_room(where), self.id)

    async def invite(self, where: Where, *handles: str) -> None:
        """Brings people (or bots) into a room one is in."""
        room = self._sight.member_room(where)
        for handle in handles:
            rooms.join(self._ws, room, self._ws.user(handle).id, inviter=self.id)

    async def archive(self, where: Where) -> None:
        rooms.archive(self._ws, self._sight.member_room(where), self.id)

    async def unarchive(self, where: Where) -> None:
        rooms.unarchive(self._ws, self._sight.known(where), self.id)

    async def rename(self, where: Where, name: str) -> None:
        rooms.rename(self._ws, self._sight.member_room(where), name, self.id)

    async def set_topic(self, where: Where, topic: str) -> None:
        rooms.set_topic(self._ws, self._sight.member_room(where), topic, self.id)

    async def bookmark(self, where: Where, title: str, link: str) -> Bookmark:
        """Puts a link into the bar of a room one is in."""
        room = self._sight.member_room(where)
        if not title.strip():
            raise ImpossibleAction("name the bookmark")
        if not link.startswith(("http://", "https://")):
            raise ImpossibleAction(f"{link or 'nothing'} is no link: it begins with https://")
        made = Bookmark(self._ws.ids.new("Bk"), room.id, title.strip(), link)
        made.created, made.by = self._ws.now(), self.id
        room.bookmarks[made.id] = made
        self._ws.changes.notify()
        return made

    async def unbookmark(self, where: Where, bookmark_id: str) -> None:
        """Takes it out of the bar."""
        room = self._sight.member_room(where)
        if room.bookmarks.pop(bookmark_id, None) is None:
            raise ImpossibleAction("the bookmark is no longer there")
        self._ws.changes.notify()

    # the app

    async def command(self, text: str, channel: Where = "general") -> Reply:
        """Types a slash command in a room; raises NotAcked when the app does not answer in time."""
        name, _, rest = text.partition(" ")
        self._require_commands()
        command = self._app.commands.get(name)
        if command is None:
            known = ", ".join(sorted(self._app.commands)) or "none"
            raise ImpossibleAction(f"{name} is not a command of {self._app.name}; there is {known}")
        room = self._sight.member_room(channel)
        typed = typing.command_text(self._ws, rest.strip(), should_escape=command.should_escape)
        return await self._send.command(self.user, room, name, typed)

    async def click(
        self,
        where: Where | Message | View | None = None,
        action_id: str | None = None,
        value: Any = None,
        *,
        block_id: str | None = None,
        text: str | None = None,
    ) -> Reply:
        """Presses a button or chooses `value` in a menu: in a message, room, modal or home tab.

        Without `where` the open modal, ephemerals, home tab and all rooms are searched, newest first.
        """
        return await self._pressing.press(where, action_id, value, block_id, text)

    async def fill(self, values: dict[str, dict[str, Any]], view: View | None = None) -> View:
        """Types into an open modal without submitting it."""
        return self._filling.fill(view, values)

    async def submit(self, view: View | None = None, values: dict[str, dict[str, Any]] | None = None) -> Submission:
        """Fills in and submits a modal (the topmost); raises ImpossibleAction for a missing field."""
        return await self._filling.submit(view, values or {})

    async def close(self, view: View | None = None, *, all_views: bool = False) -> None:
        """Closes the topmost modal, or the whole stack; the app is told if it asked to be."""
        await self._filling.close(view, all_views=all_views)

    async def suggestions(self, action_id: str, typed: str, place: View | Message | None = None) -> list[Any]:
        """The options offered for an external select of a message or a modal (the topmost)."""
        return await self._filling.suggestions(place, action_id, typed)

    async def shortcut(self, callback_id: str) -> Reply:
        """Starts a global shortcut."""
        self._require_shortcut(callback_id, "global")
        return await self._send.shortcut(self.user, callback_id)

    async def message_shortcut(self, callback_id: str, message: Which, *, where: Where | None = None) -> Reply:
        """Starts a message shortcut from the menu of a message."""
        self._require_shortcut(callback_id, "message")
        found = self._sight.message(message, where)
        room = self._ws.channels[found.channel]
        return await self._send.message_shortcut(self.user, room, found, callback_id)

    def _require_commands(self) -> None:
        if not self._app.may("commands"):
            raise ImpossibleAction(f"{self._app.name} lacks the scope commands: Slack offers none of its commands")

    def _require_shortcut(self, callback_id: str, kind: str) -> None:
        self._require_commands()
        known = self._app.shortcuts.get(callback_id)
        if known is None or known.kind != kind:
            shown = ", ".join(it.callback_id for it in self._app.shortcuts.values() if it.kind == kind)
            raise ImpossibleAction(f"no {kind} shortcut {callback_id}; there is {shown or 'none'}")

    async def open_home(self) -> None:
        """Opens the app's home tab, of which the app is told."""
        if not self._app.home_tab:
            raise ImpossibleAction(f"{self._app.name} has no home tab")
        room = rooms.open_direct(self._ws, [self._app.user.id, self.id])
        body: dict[str, Any] = {"type": "app_home_opened", "user": self.id, "channel": room.id, "tab": "home"}
        if self.home is not None:
            body["view"] = render_view(self._ws, self.home, self._app.bot_id)
        body["event_ts"] = self._ws.stamps.next()
        self._ws.emit(Event("app_home_opened", body, only_for=self._app.id))
