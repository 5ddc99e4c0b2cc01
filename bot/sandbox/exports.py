"""Slack's export format, read and written: users.json, channels.json and its kin, a folder of days per room.

A zip or a folder. Of messages every field is kept, also those unknown here; of people and rooms only what the sandbox
has a place for. Addresses of files are left out: theirs would send an app's token to the real Slack. Must not run
anything: `Sandbox.replaying` and the command line do.
"""

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from bot.sandbox import render, state
from bot.sandbox.clock import SandboxClock, micros
from bot.sandbox.errors import SandboxError
from bot.sandbox.model import Channel, File, Message, RoomKind, User
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
# The list of each kind of room, and the word that Slack names the rooms' folders by.
_LISTS: dict[str, tuple[RoomKind, str]] = {
    "channels.json": ("channel", "name"),
    "groups.json": ("group", "name"),
    "mpims.json": ("mpim", "name"),
    "dms.json": ("im", "id"),
}
_PLACED = (
    "ts",
    "user",
    "text",
    "subtype",
    "blocks",
    "attachments",
    "thread_ts",
    "edited",
    "bot_id",
    "app_id",
    "metadata",
)
_COUNTED = ("reply_count", "reply_users", "reply_users_count", "latest_reply", "is_locked", "subscribed", "replies")
_DERIVED = ("type", "team", "parent_user_id", "pinned_to", "pinned_info", "reactions", "files", *_COUNTED)
_FILE_PLACED = ("id", "name", "title", "user", "created", "mimetype", "alt_txt")
_FILE_DERIVED = ("channels", "groups", "ims", "is_public", "shares")
_FILE_ADDRESSES = ("url_", "thumb_", "permalink")


@dataclass
class Export:
    """The files of an export: the lists by name, and the days of each folder."""

    title: str
    lists: dict[str, list[Json]] = field(default_factory=dict)
    days: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))


def read(path: Path) -> Export:
    """Raises SandboxError for what is no export."""
    try:
        found = list(_zipped(path) if zipfile.is_zipfile(path) else _unpacked(path))
        export = Export(path.stem)
        for where, content in found:
            _file_under(export, PurePosixPath(where), json.loads(content))
    except (OSError, ValueError, zipfile.BadZipFile) as problem:
        raise SandboxError(f"{path} is no Slack export: {problem}") from problem
    if "users.json" not in export.lists or "channels.json" not in export.lists:
        raise SandboxError(f"{path} is no Slack export: it has no users.json or no channels.json")
    return export


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                yield name, archive.read(name)


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    for found in sorted(path.glob("**/*.json")):
        yield found.relative_to(path).as_posix(), found.read_bytes()


def _file_under(export: Export, where: PurePosixPath, content: Any) -> None:
    """Day files stand in the folder of their room; some zips put everything into one folder more."""
    if not isinstance(content, list):
        return
    if where.name in (*_LISTS, "users.json"):
        export.lists[where.name] = content
    elif len(where.parts) > 1:
        export.days[where.parent.name].extend(it for it in content if isinstance(it, dict))


def workspace(export: Export, clock: SandboxClock) -> Workspace:
    """A workspace with the export's people and rooms, and their messages as history."""
    ws = Workspace(clock, export.title, export.title.lower().replace(" ", "-"))
    try:
        for user in export.lists["users.json"]:
            _admit(ws, user)
        for name, (kind, folder) in _LISTS.items():
            for room in export.lists.get(name, ()):
                _add_room(ws, kind, room, export.days.get(room[folder], ()))
    except (KeyError, TypeError, ValueError) as problem:
        raise SandboxError(f"the Slack export is damaged: {problem!r}") from problem
    return ws


def _admit(ws: Workspace, told: Json) -> None:
    profile = told.get("profile", {})
    handle = told["name"] if ws.find_handle(told["name"]) is None else f"{told['name']}-{told['id'].lower()}"
    user = User(told["id"], handle, told.get("real_name") or profile.get("real_name") or handle)
    user.email, user.title = profile.get("email") or "", profile.get("title") or ""
    user.tz, user.locale = told.get("tz") or "UTC", told.get("locale") or "en-US"
    user.is_admin, user.is_bot = bool(told.get("is_admin")), bool(told.get("is_bot"))
    user.deleted, user.updated = bool(told.get("deleted")), int(told.get("updated") or 0)
    user.bot_id, user.app_id = profile.get("bot_id"), profile.get("api_app_id") or None
    user.status_text, user.status_emoji = profile.get("status_text") or "", profile.get("status_emoji") or ""
    ws.team_id = told.get("team_id") or ws.team_id
    ws.admit(user)


def _add_room(ws: Workspace, kind: RoomKind, told: Json, found: Iterable[Json]) -> None:
    members = dict.fromkeys(told.get("members", ()))
    creator = told.get("creator") or next(iter(members), "")
    room = Channel(told["id"], told.get("name", ""), kind, creator, int(told.get("created") or 0), members)
    room.is_archived, room.is_general = bool(told.get("is_archived")), bool(told.get("is_general"))
    room.topic |= told.get("topic") or {}
    room.purpose |= told.get("purpose") or {}
    room.previous_names = list(told.get("previous_names", ()))
    told_by_ts = {it["ts"]: it for it in found if _is_message(it)}
    messages = [_message(ws, room, told_by_ts[ts]) for ts in sorted(told_by_ts, key=micros)]
    state.fill(room, messages)
    for pin in told.get("pins") or ():
        _pin(room, pin)
    ws.add_channel(room)
    ws.stamps.resume(max((micros(it.ts) for it in messages), default=0))


def _is_message(told: Json) -> bool:
    return told.get("type", "message") == "message" and isinstance(told.get("ts"), str)


def _message(ws: Workspace, room: Channel, told: Json) -> Message:
    placed: Json = {key: told[key] for key in _PLACED if told.get(key) is not None}
    placed.setdefault("user", None)
    placed.setdefault("text", "")
    extra = {key: value for key, value in told.items() if key not in (*_PLACED, *_DERIVED)}
    reactions = {it["name"]: list(it.get("users", ())) for it in told.get("reactions", ())}
    files = [_file(ws, room, it) for it in told.get("files") or () if it.get("id")]
    broadcast = told.get("subtype") == "thread_broadcast"
    return Message(channel=room.id, reactions=reactions, files=files, extra=extra, broadcast=broadcast, **placed)


def _file(ws: Workspace, room: Channel, told: Json) -> File:
    found = ws.files.get(told["id"])
    if found is None:
        kept = {key: value for key, value in told.items() if _is_extra(key)}
        placed: Json = {key: told[key] for key in _FILE_PLACED if told.get(key) is not None}
        for key, usual in (("name", "file"), ("title", ""), ("user", ""), ("created", 0)):
            placed.setdefault(key, usual)
        found = File(**placed, extra=kept, completed=True, deleted=told.get("mode") == "tombstone")
        ws.ids.reserve(found.id)
        ws.files[found.id] = found
    found.rooms += [] if room.id in found.rooms else [room.id]
    return found


def _unaddressed(told: Json) -> Json:
    return {key: value for key, value in told.items() if not key.startswith(_FILE_ADDRESSES)}


def _is_extra(key: str) -> bool:
    return key not in (*_FILE_PLACED, *_FILE_DERIVED) and not key.startswith(_FILE_ADDRESSES)


def _pin(room: Channel, told: Json) -> None:
    message = room.log.get(str(told.get("id", "")))
    if message is not None:
        room.pins.append(message.ts)
        message.pinned_by = {"channel": room.id, "pinned_by": told.get("user"), "pinned_ts": told.get("created", 0)}


def write(path: Path, ws: Workspace) -> None:
    """Every room of the workspace: a zip when the name ends in .zip, otherwise a folder."""
    if path.suffix == ".zip":
        path.write_bytes(zipped(ws))
        return
    for where, content in _files(ws):
        target = path / where
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_text(content), encoding="utf-8")


def zipped(ws: Workspace) -> bytes:
    """The export as the bytes of a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for where, content in _files(ws):
            archive.writestr(where, _text(content))
    return out.getvalue()


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=4)


def _files(ws: Workspace) -> Iterator[tuple[str, Any]]:
    yield "users.json", [render.user(ws, it, locale=True) for it in ws.users.values()]
    for name, (kind, folder) in _LISTS.items():
        found = [room for room in ws.channels.values() if room.kind == kind]
        yield name, [_room(room) for room in found]
        for room in found:
            for day, told in _by_day(ws, room).items():
                yield f"{room.id if folder == 'id' else room.name}/{day}.json", told


def _room(it: Channel) -> Json:
    shown: Json = {"id": it.id, "created": it.created, "members": list(it.members)}
    if it.kind == "im":
        return shown
    shown |= {"name": it.name, "creator": it.creator, "is_archived": it.is_archived}
    shown |= {"topic": it.topic, "purpose": it.purpose}
    shown |= {"previous_names": list(it.previous_names)} if it.previous_names else {}
    if it.kind == "channel":
        shown["is_general"] = it.is_general
    return shown | {"pins": [_pinned(it, ts) for ts in it.pins]}


def _pinned(room: Channel, ts: str) -> Json:
    message = room.log.get(ts)
    by: Mapping[str, Any] = (message.pinned_by if message else None) or {}
    owner = message.user if message else None
    return {"id": ts, "type": "C", "created": by.get("pinned_ts"), "user": by.get("pinned_by"), "owner": owner}


def _by_day(ws: Workspace, room: Channel) -> dict[str, list[Json]]:
    days: dict[str, list[Json]] = {}
    for message in room.log:
        moment = datetime.fromtimestamp(micros(message.ts) // 1_000_000, UTC)
        days.setdefault(f"{moment:%Y-%m-%d}", []).append(_told(ws, message))
    return days


def _told(ws: Workspace, message: Message) -> Json:
    told = render.message(ws, message, metadata=True)
    told.pop("pinned_info", None)
    if "files" in told:
        told["files"] = [_unaddressed(it) for it in told["files"]]
    if message.replies:
        told["replies"] = [{"user": it.user, "ts": it.ts} for it in message.replies]
    return told
