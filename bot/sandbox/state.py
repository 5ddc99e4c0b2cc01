"""A workspace as one JSON document, and back: what `Sandbox.save` and `Sandbox.load` write and read.

Kept: people, groups, rooms with topics, members, pins, bookmarks and read marks, messages with threads, reactions and
metadata, files with their bytes, and each app's ids and tokens. Not kept, as in Slack when a client starts anew:
ephemeral messages, open views, triggers, response_urls. Must not know who asks for it.
"""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.errors import SandboxError
from bot.sandbox.model import Bookmark, Channel, File, Message, User, UserGroup
from bot.sandbox.workspace import Workspace

FORMAT = "posko.sandbox/1"
State = Mapping[str, Any]
_OWN_SHAPE = ("files", "replies")


def dump(ws: Workspace, tokens: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The workspace as JSON; `tokens` are those of its apps by app id."""
    return {
        "format": FORMAT,
        "name": ws.name,
        "domain": ws.domain,
        "team_id": ws.team_id,
        "ids": ws.ids.counts,
        "last_ts": ws.stamps.last,
        "emoji": dict(ws.emoji),
        "users": [asdict(it) for it in ws.users.values()],
        "groups": [asdict(it) for it in ws.groups.values()],
        "files": [_file(it) for it in ws.files.values()],
        "channels": [_channel(it) for it in ws.channels.values()],
        "tokens": dict(tokens or {}),
    }


def _file(it: File) -> dict[str, Any]:
    return {**_fields(it, "content"), "content": base64.b64encode(it.content).decode()}


def _channel(it: Channel) -> dict[str, Any]:
    shown = _fields(it, "log", "members", "bookmarks")
    bookmarks = [asdict(each) for each in it.bookmarks.values()]
    return shown | {
        "members": list(it.members),
        "bookmarks": bookmarks,
        "messages": [_message(each) for each in it.log],
    }


def _message(it: Message) -> dict[str, Any]:
    """Only what differs from an empty message, so that a long room stays readable."""
    kept = {key: value for key, value in _fields(it, *_OWN_SHAPE).items() if value not in (None, [], {}, False)}
    return kept | ({"files": [each.id for each in it.files]} if it.files else {})


def _fields(it: Any, *left_out: str) -> dict[str, Any]:
    return {each.name: getattr(it, each.name) for each in fields(it) if each.name not in left_out}


def workspace(state: State, clock: SandboxClock) -> Workspace:
    """The workspace as it was; raises SandboxError for a document of another kind or version."""
    if state.get("format") != FORMAT:
        raise SandboxError(f"this is not a saved sandbox of the form {FORMAT}: {state.get('format')!r}")
    try:
        return _restored(json.loads(json.dumps(state)), clock)
    except (KeyError, TypeError, ValueError) as problem:
        raise SandboxError(f"the saved sandbox is damaged: {problem!r}") from problem


def _restored(state: State, clock: SandboxClock) -> Workspace:
    ws = Workspace(clock, state["name"], state["domain"])
    ws.team_id = state["team_id"]
    ws.ids.resume(state["ids"])
    ws.stamps.resume(state["last_ts"])
    ws.emoji |= state["emoji"]
    for user in state["users"]:
        ws.admit(User(**user))
    ws.groups = {it["id"]: UserGroup(**it) for it in state["groups"]}
    ws.files = {it["id"]: File(**{**it, "content": base64.b64decode(it["content"])}) for it in state["files"]}
    for room in state["channels"]:
        ws.add_channel(_room(ws, room))
    return ws


def _room(ws: Workspace, state: dict[str, Any]) -> Channel:
    found, bookmarks = state.pop("messages"), state.pop("bookmarks")
    room = Channel(**{**state, "members": dict.fromkeys(state["members"])})
    room.bookmarks = {it["id"]: Bookmark(**it) for it in bookmarks}
    fill(room, (_said(ws, it) for it in found))
    return room


def _said(ws: Workspace, state: dict[str, Any]) -> Message:
    files = [ws.files[each] for each in state.get("files", ())]
    return Message(**{"user": None, **state, "files": files})


def fill(room: Channel, found: Iterable[Message]) -> None:
    """Puts messages into a room, oldest first, and replies under the messages they answer."""
    for message in found:
        room.log.add(message)
        parent = room.log.get(message.thread_ts or "")
        if message.is_reply and parent is not None:
            parent.replies.append(message)


def write(path: Path, state: State) -> None:
    """Replaces the file in one step: an interrupted write leaves the old one. Readable by its owner alone."""
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
        json.dump(state, out, ensure_ascii=False, indent=1)
    beside.replace(path)


def read(path: Path) -> State:
    """Raises SandboxError for a file that holds no saved sandbox."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise SandboxError(f"{path} cannot be read: {problem}") from problem
    if not isinstance(state, dict):
        raise SandboxError(f"{path} holds no saved sandbox")
    return state
