"""The cast: does what a line says, as that person would in Slack, and nothing a person could not do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.demo.checks import ROOM
from bot.demo.scenario import MONITORING, Line
from bot.demo.stage import PATIENCE_SECONDS, Stage
from bot.demo.witness import Witness
from bot.sandbox import ImpossibleAction, Message, NotAcked, Person, messages
from bot.sandbox.forms import elements

CANNOT = (ImpossibleAction, NotAcked, TimeoutError)
"""Why a person could not do it now; perhaps later they can."""


class Watcher(Protocol):
    """Is shown what no message of the workspace shows."""

    def typed(self, who: str, what: str, place: str) -> None:
        """A slash command or a press, which nobody else sees in Slack."""
        ...

    def answered(self, who: str, answer: Message) -> None:
        """What the bot told one person only."""
        ...

    def noted(self, what: str) -> None:
        """A word to whoever watches: trouble begins, a line could not be played."""
        ...

    def hinted(self, what: str) -> None:
        """What the person who plays a part could do now."""
        ...


class Unwatched:
    """The watcher that shows nothing."""

    def typed(self, who: str, what: str, place: str) -> None:
        """Nothing."""

    def answered(self, who: str, answer: Message) -> None:
        """Nothing."""

    def noted(self, what: str) -> None:
        """Nothing."""

    def hinted(self, what: str) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Cast:
    """Everybody who has a line."""

    on: Stage
    witness: Witness
    watcher: Watcher

    async def perform(self, line: Line) -> None:
        """Do it. Raises one of `CANNOT` when the person cannot (yet)."""
        if line.deed == "alert":
            self._alert(line)
            return
        person = self.on.sandbox.person(line.who)
        match line.deed:
            case "says":
                await self._say(person, line)
            case "types":
                await self.command(person, line.what, self.place(line))
            case "presses":
                await self.press(person, line.what, line.where or None)
            case "reacts":
                await person.react(holding(self._readable(person, line), line.on), line.what)
            case "shares":
                content = f"{line.content}\n".encode()
                await person.upload(self.place(line), line.what, content, line.saying)
            case "joins":
                await person.join(self.place(line) if line.what == ROOM else line.what)

    async def _say(self, person: Person, line: Line) -> None:
        if line.on:
            await person.reply(holding(self._readable(person, line), line.on), line.what)
        else:
            await person.say(self.place(line), line.what)

    def _readable(self, person: Person, line: Line) -> Iterable[Message]:
        return person.messages(self.place(line))

    def _alert(self, line: Line) -> None:
        workspace = self.on.sandbox.workspace
        author = workspace.user(line.who or MONITORING)
        room = workspace.channel(self.place(line))
        messages.post(workspace, room, author.id, line.what, subtype="bot_message", bot_id=f"B{author.id[1:]}")

    async def command(self, person: Person, text: str, place: str) -> None:
        """Type a slash command, and wait for what it answers."""
        self.watcher.typed(person.user.real_name, text, f"#{place}")
        reply = await person.command(text, channel=place)
        self.watcher.answered(person.user.real_name, await reply.answer(timeout=PATIENCE_SECONDS))

    async def press(self, person: Person, action: str, where: str | None = None) -> None:
        """Press a button that this person sees."""
        label = label_of(person, action, where)
        reply = await person.click(where, action_id=action)
        self.watcher.typed(person.user.real_name, f"presses “{label or action}”", "button")
        await self.on.settled()
        for answer in reply.answers:
            self.watcher.answered(person.user.real_name, answer)

    def place(self, line: Line) -> str:
        """The room that the line means. Raises ImpossibleAction while there is none."""
        if line.where:
            return line.where
        state = self.witness.state(line.incident)
        if state is None or state.room is None:
            raise ImpossibleAction("the incident has no room yet")
        return state.room.name


def holding(said: Iterable[Message], words: str) -> Message:
    """The latest message that holds these words. Raises ImpossibleAction."""
    found = [message for message in said if words in message.all_text]
    if not found:
        raise ImpossibleAction(f"no message holds “{words}”")
    return found[-1]


def label_of(person: Person, action: str, where: str | None = None) -> str:
    """The words on the latest button of that id among what the person reads; empty if there is none."""
    rooms = [where] if where else [*(room.id for room in person.channels()), "@posko"]
    seen = [message for room in rooms for message in person.messages(room)]
    found = [element for message in seen for _, element in elements(message.blocks) if element["action_id"] == action]
    return str(found[-1].get("text", {}).get("text", "")) if found else ""
