"""What a play shows in the terminal while it happens: who says what, where, at which time. It changes nothing.

With a `viewer` it shows only what that person can see: the rooms they are in, and what is said to them alone.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from bot.sandbox import Channel, Message, Sandbox, User
from bot.sandbox.forms import elements
from bot.sandbox.transcript import plain
from bot.sandbox.workspace import Event

NAME_WIDTH = 18
PLACE_WIDTH = 16
QUIET = frozenset({"channel_join", "channel_topic", "channel_purpose", "group_join", "group_topic", "message_changed"})
LINES = 6


class Screen:
    """Prints each new message of the workspace as one short paragraph."""

    def __init__(self, console: Console, sandbox: Sandbox, zone: str, viewer: User | None = None) -> None:
        self._console = console
        self._sandbox = sandbox
        self._zone = ZoneInfo(zone)
        self._viewer = viewer
        sandbox.workspace.listeners.append(self._happened)

    def headline(self, words: str) -> None:
        """A line across the screen."""
        self._console.rule(f"[bold]{words}")

    def typed(self, who: str, what: str, place: str) -> None:
        """A slash command or a press, which nobody else sees in Slack."""
        if self._viewer is None or who == self._viewer.real_name:
            self._line(self._now(), place, who, what, "cyan")

    def answered(self, who: str, answer: Message) -> None:
        """What the bot told one person only."""
        if self._viewer and who != self._viewer.real_name:
            return
        words = plain(self._sandbox.workspace, answer.text).splitlines()
        shown = words
        self._line(self._now(), "only for them", who, f"← {chr(10).join(shown)}{self._buttons(answer)}", "dim")

    def noted(self, what: str) -> None:
        """A word of the stage, not of anybody on it."""
        self._line(self._now(), "", "", f"({what})", "yellow")

    def hinted(self, what: str) -> None:
        """A hint for whoever plays a part."""
        self._line(self._now(), "hint", "", f"💭 {what}", "magenta")

    def _happened(self, event: Event) -> None:
        if event.name != "message" and not event.name.startswith("message."):
            return
        if event.body.get("subtype") in QUIET or event.room is None:
            return
        if self._viewer and self._viewer.id not in event.room.members:
            return
        message = event.room.log.get(event.body["ts"])
        if message:
            self._show(event.room, message)

    def _show(self, room: Channel, message: Message) -> None:
        workspace = self._sandbox.workspace
        author = workspace.users.get(message.user or "")
        is_bot = bool(author and author.is_bot)
        said = plain(workspace, message.text)
        said += "".join(f"\n📎 {file.name}" for file in message.files) + self._buttons(message)
        at = datetime.fromtimestamp(int(message.ts.partition(".")[0]), self._zone)
        place = f"#{room.name}" if room.name else "direct message"
        place = f"↳ {place}" if message.is_reply else place
        self._line(at, place, author.real_name if author else "?", said, "green" if is_bot else "default")

    def _buttons(self, message: Message) -> str:
        """What the viewer could press here: they have no mouse in a terminal."""
        if self._viewer is None:
            return ""
        found = [it for _, it in elements(message.blocks) if it["type"] == "button" and not it.get("url")]
        return "".join(f"\n  [{it['text']['text']}]  !press {it['action_id']}" for it in found)

    def _line(self, at: datetime, place: str, who: str, what: str, style: str) -> None:
        lines = what.splitlines() or [""]
        most = LINES if self._viewer is None else 3 * LINES
        shown = [*lines[:most], *(["…"] if len(lines) > most else [])]
        indent = "\n" + " " * (PLACE_WIDTH + NAME_WIDTH + 8)
        self._console.print(
            Text.assemble(
                (f"{at:%H:%M} ", "dim"),
                (f"{_fit(place, PLACE_WIDTH)} ", "dim"),
                (f"{_fit(who, NAME_WIDTH)} ", f"bold {style}"),
                (indent.join(shown), style),
            ),
            soft_wrap=True,
        )

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._sandbox.clock.now(), self._zone)


def _fit(text: str, width: int) -> str:
    return f"{text[: width - 1]}…" if len(text) > width else text.ljust(width)
