"""The part of somebody who plays along in a terminal: each line they type is a message, a command, or an act with `!`.

They can do what the person could do in Slack, and nothing else. The browser page is the better seat; this one needs no
browser.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.demo.cast import CANNOT, holding
from bot.demo.player import Player
from bot.sandbox import Person

HELP = (
    "What you type is said in your room; /incident … is a command. "
    "!press mim_accept · !react bulb some words · !in support · !look · !hint · !pause · !go · !speed 10 · !quit"
)


class Part:
    """One person's seat. `say` shows a line to them."""

    def __init__(self, player: Player, say: Callable[[str], None]) -> None:
        self._player = player
        self._say = say
        self._chosen = ""
        self._acts: Mapping[str, Callable[[str], Awaitable[None]]] = {
            "press": self._press,
            "react": self._react,
            "in": self._go_to,
            "look": self._look,
            "hint": self._hint,
            "pause": self._pause,
            "go": self._go,
            "speed": self._speed,
            "quit": self._quit,
            "help": self._help,
        }

    @property
    def person(self) -> Person:
        """Whom they play."""
        return self._player.on.sandbox.person(self._player.trainee)

    @property
    def place(self) -> str:
        """Where they are: the room they chose, else the room of the latest incident, else the first room they know."""
        if self._chosen:
            return self._chosen
        mine = {room.name for room in self.person.channels() if room.name}
        rooms = [state.room.name for state in self._player.witness.states if state.room and state.room.name in mine]
        return rooms[-1] if rooms else "general"

    async def act(self, typed: str) -> None:
        """Do what the line says; what cannot be done is told, and changes nothing."""
        text = typed.strip()
        if not text:
            return
        try:
            await self._do(text)
        except CANNOT as why:
            self._say(f"You cannot: {why}")

    async def _do(self, text: str) -> None:
        if text.startswith("!"):
            name, _, rest = text[1:].partition(" ")
            await self._acts.get(name, self._help)(rest.strip())
        elif text.startswith("/"):
            await self._player.witness.look()
            await self._player.cast.command(self.person, text, self.place)
        else:
            await self._player.witness.look()
            await self.person.say(self.place, text)

    async def _press(self, action: str) -> None:
        await self._player.cast.press(self.person, action)

    async def _react(self, rest: str) -> None:
        name, _, words = rest.partition(" ")
        await self.person.react(holding(self.person.messages(self.place), words), name)

    async def _go_to(self, room: str) -> None:
        self._chosen = room.removeprefix("#")
        self._say(f"You are in #{self.place}.")

    async def _look(self, _rest: str) -> None:
        rooms = ", ".join(f"#{room.name}" for room in self.person.channels() if room.name)
        self._say(f"You are in #{self.place}; you could go to {rooms}.")

    async def _hint(self, _rest: str) -> None:
        self._say(self._player.due_for_trainee() or "Nothing is asked of you just now.")

    async def _pause(self, _rest: str) -> None:
        self._player.pause()
        self._say("Paused. !go goes on.")

    async def _go(self, _rest: str) -> None:
        self._player.resume()

    async def _speed(self, rest: str) -> None:
        try:
            self._player.set_speed(float(rest))
        except ValueError:
            self._say(f"`{rest}` is no speed; say !speed 10.")

    async def _quit(self, _rest: str) -> None:
        self._player.stop()

    async def _help(self, _rest: str) -> None:
        self._say(HELP)
