"""A room as text for people to read: the demo prints it, a failing test shows it.

Renders what a member would see on the screen, with times and names. Must not change anything.
"""

import re
import textwrap
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.model import Channel, Message
from bot.sandbox.workspace import Workspace

_WIDTH = 100
_NAME = 18
_INDENT = " " * 7
_ENTITY = re.compile(r"<([^<>]+)>")
_STRONG = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")


def transcript(ws: Workspace, channel: str, *, viewer: str | None = None, tz: str = "Asia/Jakarta") -> str:
    """The whole room, oldest first, replies under their parents; ephemerals only for their viewer."""
    room, zone = ws.channel(channel), ZoneInfo(tz)
    lines = [_heading(ws, room)]
    day = ""
    for message in _in_order(ws, room, viewer):
        today = f"{_when(message, zone):%A %d %B %Y}"
        lines += [f"── {today} ──"] if today != day else []
        day = today
        lines += _entry(ws, message, zone, "")
        for reply in message.replies:
            lines += _entry(ws, reply, zone, "  ↳ ")
    return "\n".join(lines) + "\n"


def _heading(ws: Workspace, room: Channel) -> str:
    name = f"#{room.name}" if room.name else "Direct message"
    people = ", ".join(ws.users[member].handle for member in room.members)
    topic = f"\n   {plain(ws, room.topic['value'])}" if room.topic["value"] else ""
    return f"{name} ({people}){topic}"


def _in_order(ws: Workspace, room: Channel, viewer: str | None) -> list[Message]:
    found = [it for it in room.log if not it.is_reply]
    if viewer is not None:
        shown = ws.ephemerals.get(ws.user(viewer).id, ())
        found = sorted([*found, *(it for it in shown if it.channel == room.id)], key=lambda it: it.ts)
    return found


def _when(message: Message, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(int(message.ts.partition(".")[0]), zone)


def _entry(ws: Workspace, message: Message, zone: ZoneInfo, lead: str) -> Iterator[str]:
    head = f"{lead}{_when(message, zone):%H:%M}  {_author(ws, message):<{_NAME}} "
    body = [line for paragraph in _body(ws, message) for line in _wrapped(paragraph, len(head))]
    yield (head + (body[0] if body else "")).rstrip()
    for line in body[1:]:
        yield (" " * len(head) + line).rstrip()


def _author(ws: Workspace, message: Message) -> str:
    user = ws.users.get(message.user or "")
    name = user.real_name if user else str(message.extra.get("username", "Slack"))
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"


def _wrapped(paragraph: str, indent: int) -> list[str]:
    lines = paragraph.split("\n")
    width = max(_WIDTH - indent, 40)
    return [part for line in lines for part in (textwrap.wrap(line, width) or [""])]


def _body(ws: Workspace, message: Message) -> Iterator[str]:
    if message.ephemeral_for:
        yield "(only visible to you)"
    rich = [line for block in message.blocks if (line := block_text(ws, block))]
    yield from rich or [plain(ws, message.text)]
    for attachment in message.attachments:
        inner = [block_text(ws, block) for block in attachment.get("blocks", ())]
        yield from inner or [plain(ws, str(attachment.get("text") or attachment.get("fallback") or ""))]
    for file in message.files:
        yield f"[file {file.name}, {len(file.content)} bytes]"
    yield from _footer(message)


def _footer(message: Message) -> Iterator[str]:
    marks = [f":{name}: {len(users)}" for name, users in message.reactions.items() if users]
    marks += ["pinned"] if message.pinned_by else []
    marks += ["edited"] if message.edited else []
    if marks:
        yield f"({' · '.join(marks)})"


def block_text(ws: Workspace, block: dict[str, Any]) -> str:
    """One block as lines of text: buttons in brackets, fields below each other."""
    match block.get("type"):
        case "divider":
            return "─" * 20
        case "image":
            return f"[image: {block.get('alt_text', '')}]"
        case "actions":
            return " ".join(_control(ws, it) for it in block.get("elements", ()))
        case "context":
            return " ".join(_words(ws, it) for it in block.get("elements", ()))
        case "rich_text":
            return _rich(ws, block)
        case _:
            return _section(ws, block)


def _section(ws: Workspace, block: dict[str, Any]) -> str:
    lines = [_words(ws, block.get("text"))]
    lines += [_words(ws, field).replace("\n", " ") for field in block.get("fields") or ()]
    lines += [_control(ws, block["accessory"])] if block.get("accessory") else []
    return "\n".join(line for line in lines if line)


def _words(ws: Workspace, text: Any) -> str:
    if isinstance(text, str):
        return plain(ws, text)
    if not isinstance(text, dict):
        return ""
    if text.get("type") == "image":
        return f"[{text.get('alt_text', 'image')}]"
    words = str(text.get("text", ""))
    return words if text.get("type") == "plain_text" else plain(ws, words)


def _control(ws: Workspace, element: dict[str, Any]) -> str:
    if element.get("type") == "image":
        return f"[image: {element.get('alt_text', '')}]"
    label = element.get("text") or element.get("placeholder")
    return f"[{_words(ws, label) if label else element.get('type', 'control')}]"


def _rich(ws: Workspace, part: dict[str, Any]) -> str:
    match part.get("type"):
        case "user":
            user = ws.users.get(part.get("user_id", ""))
            return f"@{user.handle}" if user else ""
        case "link":
            return str(part.get("text") or part.get("url", ""))
        case "text":
            return str(part.get("text", ""))
        case _:
            return "".join(_rich(ws, each) for each in part.get("elements", ()))


def plain(ws: Workspace, text: str) -> str:
    """mrkdwn as somebody reads it: names instead of ids, no escapes, no stars."""
    named = _ENTITY.sub(lambda match: _entity(ws, match[1]), text)
    return unescape(_STRONG.sub(r"\1", named))


def _entity(ws: Workspace, inside: str) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        user = ws.users.get(target[1:])
        return f"@{user.handle}" if user else label or target
    if target.startswith("#"):
        room = ws.channels.get(target[1:])
        return f"#{room.name}" if room else f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return f"{label} ({target})" if label and label != target else target
