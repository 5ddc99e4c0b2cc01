"""What somebody does on the page, carried out by the scripted person of that name.

The same acts as tests use, so that apps see real traffic. What cannot be done raises ImpossibleAction.
Must not act for anybody but the window's own person.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox import forms, messages, rooms
from bot.sandbox.core import Core, Installation
from bot.sandbox.errors import ImpossibleAction
from bot.sandbox.model import Channel, Message
from bot.sandbox.page import entries
from bot.sandbox.page.reader import Reader
from bot.sandbox.people.person import Person
from bot.sandbox.people.replies import Reply
from bot.sandbox.views import View

Given = dict[str, Any]
Said = dict[str, Any]
BUILT_IN = {
    "/invite": "@somebody: bring people into this channel",
    "/join": "#channel: join a channel",
    "/leave": "leave this channel",
    "/topic": "words: set the channel's topic",
}


class Acts:
    """The hands of one person; `do` is the only way in."""

    def __init__(self, core: Core, reader: Reader) -> None:
        self._core = core
        self._ws = core.ws
        self._reader = reader

    async def do(self, name: str, given: Given) -> Said:
        """Carries out one act; what it returns goes back to the page. Raises SandboxError."""
        act = _ACTS.get(name)
        if act is None:
            raise ImpossibleAction(f"nobody can {name}")
        return await act(self, given) or {}

    def person(self, app_id: str | None = None) -> Person:
        return Person(self._core, self._core.installation(app_id), self._reader.user)

    def _installed(self, command: str) -> Installation:
        for installed in self._core.installed.values():
            if command in installed.app.commands:
                return installed
        raise ImpossibleAction(
            f"{command} is not a valid command. In Slack, begin with a space to send it as a message."
        )

    # speaking

    async def say(self, given: Given) -> Said:
        text, room, thread = _text(given, "text"), _text(given, "room"), _text(given, "thread") or None
        if not text.strip():
            raise ImpossibleAction("there is nothing to send")
        if text.startswith("/"):
            if thread:
                raise ImpossibleAction("Slash commands do not work in threads. Type it in the channel.")
            return await self._command(room, text.strip())
        message = await self.person().say(
            room, text, thread_ts=thread, broadcast=bool(thread and given.get("broadcast"))
        )
        return {"ts": message.ts}

    async def _command(self, room: str, text: str) -> Said:
        name, _, rest = text.partition(" ")
        if name in BUILT_IN:
            return await self._built_in(room, name, rest.strip())
        installed = self._installed(name)
        return _told(await self.person(installed.app.id).command(text, room))

    async def _built_in(self, room: str, name: str, rest: str) -> Said:
        person = self.person()
        match name:
            case "/topic":
                await person.set_topic(room, rest)
            case "/invite":
                await person.invite(room, *(word.lstrip("@") for word in rest.split()))
            case "/join":
                found = self._ws.channel(rest)
                await person.join(found)
                return {"place": found.id}
            case _:
                await person.leave(room)
        return {}

    async def edit(self, given: Given) -> None:
        await self.person().edit(_text(given, "ts"), _text(given, "text"), where=_text(given, "room"))

    async def delete(self, given: Given) -> None:
        await self.person().delete(_text(given, "ts"), where=_text(given, "room"))

    async def react(self, given: Given) -> None:
        """Gives a reaction, or takes one's own back."""
        message, name = self._message(given), _text(given, "name").strip(": ")
        if not name:
            raise ImpossibleAction("name an emoji")
        person = self.person()
        mine = person.id in message.reactions.get(name, ())
        await (person.unreact if mine else person.react)(message, name)

    async def pin(self, given: Given) -> None:
        message, person = self._message(given), self.person()
        await (person.unpin if message.pinned_by else person.pin)(message)

    async def dismiss(self, given: Given) -> None:
        """Puts away a message that only this person sees."""
        messages.remove_ephemeral(self._ws, self._shown(given))

    def _room(self, given: Given) -> Channel:
        found = self._ws.channels.get(_text(given, "room"))
        if found is None or not self._reader.sees(found):
            raise ImpossibleAction("there is no such room")
        return found

    def _message(self, given: Given) -> Message:
        found = self._room(given).log.get(_text(given, "ts"))
        if found is None:
            raise ImpossibleAction("the message is no longer there")
        return found

    def _shown(self, given: Given) -> Message:
        """A message of a room, or one that only this person sees."""
        ts = _text(given, "ts")
        own = next((it for it in self._ws.ephemerals.get(self._reader.id, ()) if it.ts == ts), None)
        return own or self._message(given)

    # rooms

    async def bookmark(self, given: Given) -> None:
        await self.person().bookmark(_text(given, "room"), _text(given, "title"), _text(given, "link").strip())

    async def unbookmark(self, given: Given) -> None:
        await self.person().unbookmark(_text(given, "room"), _text(given, "bookmark"))

    async def steer(self, given: Given) -> None:
        """Passes on to the story what was pressed in its bar."""
        if self._core.programme is None:
            raise ImpossibleAction("nothing is played here")
        await self._core.programme.steer(_text(given, "deed"), _text(given, "value"))

    async def create_channel(self, given: Given) -> Said:
        name = _text(given, "name").strip().lstrip("#").lower().replace(" ", "-")
        if not name or self._ws.find_channel(name):
            raise ImpossibleAction(f"there is already a #{name}" if name else "name the channel")
        made = await self.person().create_channel(name, private=bool(given.get("private")))
        return {"place": made.id}

    async def direct(self, given: Given) -> Said:
        """The direct message with somebody."""
        other = self._ws.user(_text(given, "handle"))
        return {"place": rooms.open_direct(self._ws, [self._reader.id, other.id]).id}

    async def join(self, given: Given) -> None:
        await self.person().join(self._room(given))

    async def leave(self, given: Given) -> None:
        await self.person().leave(self._room(given))

    async def archive(self, given: Given) -> None:
        await self.person().archive(self._room(given))

    async def unarchive(self, given: Given) -> None:
        await self.person().unarchive(self._room(given))

    async def invite(self, given: Given) -> None:
        await self.person().invite(self._room(given), _text(given, "handle"))

    async def set_topic(self, given: Given) -> None:
        await self.person().set_topic(self._room(given), _text(given, "set_topic"))

    async def rename(self, given: Given) -> None:
        room, name = self._room(given), _text(given, "rename").strip()
        if name != room.name and (not name or self._ws.find_channel(name)):
            raise ImpossibleAction("that name is taken, or none")
        await self.person().rename(room, name)

    # apps

    async def open_home(self, given: Given) -> None:
        await self.person(_text(given, "app")).open_home()

    async def shortcut(self, given: Given) -> Said:
        return _told(await self.person(_text(given, "app")).shortcut(_text(given, "callback")))

    async def message_shortcut(self, given: Given) -> Said:
        person = self.person(_text(given, "app"))
        return _told(await person.message_shortcut(_text(given, "callback"), self._message(given)))

    def _view(self, given: Given) -> View:
        wanted = _text(given, "view")
        homes = [it for (_, user), it in self._core.views.homes.items() if user == self._reader.id]
        for view in [*self._core.views.stacks_of(self._reader.id), *homes]:
            if view.id == wanted:
                return view
        raise ImpossibleAction("this form is no longer open")

    async def press(self, given: Given) -> Said:
        """Presses a button or chooses in a menu, in a view or a message."""
        place: View | Message = self._view(given) if given.get("view") else self._shown(given)
        person = self.person(place.app_id)
        block_id, action_id = _text(given, "block"), _text(given, "action")
        if isinstance(place, View) and given.get("values"):
            held = entries.values(self._reader, place, given["values"])
            if place in person.views():
                await person.fill(held, place)
        value = given.get("value")
        element = _element(place, block_id, action_id)
        if element["type"] not in ("button", "overflow"):
            value = entries.value(self._reader, element, value)
        return _told(await person.click(place, action_id, value, block_id=block_id))

    async def submit(self, given: Given) -> Said:
        view = self._view(given)
        held = entries.values(self._reader, view, given.get("values"))
        wrong = entries.faults(view, held)
        if wrong:
            return {"errors": wrong}
        done = await self.person(view.app_id).submit(view, held)
        return {"errors": done.errors}

    async def close(self, given: Given) -> None:
        view = self._view(given)
        await self.person(view.app_id).close(view, all_views=bool(given.get("all")))

    async def suggest(self, given: Given) -> Said:
        """The options an app offers for what was typed into an external select."""
        view = self._view(given)
        person = self.person(view.app_id)
        return {"options": await person.suggestions(_text(given, "action"), _text(given, "typed"), view)}


def _text(given: Given, key: str) -> str:
    value = given.get(key)
    return value if isinstance(value, str) else ""


def _told(reply: Reply) -> Said:
    return {"answered": bool(reply.answers)}


def _element(place: View | Message, block_id: str, action_id: str) -> dict[str, Any]:
    blocks = [*place.blocks]
    if isinstance(place, Message):
        blocks += [block for each in place.attachments for block in each.get("blocks", ())]
    for block, element in forms.elements(blocks):
        if (block.get("block_id"), element.get("action_id")) == (block_id, action_id):
            return element
    raise ImpossibleAction("the button is no longer there")


_Act = Callable[[Acts, Given], Awaitable[Said | None]]
_NAMES = (
    "say edit delete react pin dismiss create_channel direct join leave archive unarchive invite set_topic rename "
    "open_home shortcut message_shortcut press submit close suggest "
    "bookmark unbookmark steer"
)
_ACTS: dict[str, _Act] = {name: getattr(Acts, name) for name in _NAMES.split()}
