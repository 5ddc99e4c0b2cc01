"""Acts upon rooms: create, join, leave, archive, rename, topic, purpose, direct messages.

Each act changes the workspace, leaves Slack's system message in the room and emits Slack's events.
Must not check who may do it: that is the Web API's and the scripted person's business.
"""

from collections.abc import Iterable
from typing import Any

from bot.sandbox import messages
from bot.sandbox.model import Channel, RoomKind
from bot.sandbox.workspace import Event, Workspace

_PREFIX: dict[str, str] = {"channel": "C", "group": "C", "im": "D", "mpim": "G"}


def create(ws: Workspace, name: str, creator: str, *, private: bool = False) -> Channel:
    """A new room with its creator inside."""
    kind: RoomKind = "group" if private else "channel"
    room = Channel(ws.ids.new(_PREFIX[kind]), name, kind, creator, ws.now())
    ws.add_channel(room)
    if not private:
        brief = {"id": room.id, "name": name, "created": room.created, "creator": creator}
        _emit(ws, "channel_created", room, everyone=True, channel=brief)
    join(ws, room, creator)
    return room


def join(ws: Workspace, room: Channel, user: str, inviter: str | None = None) -> None:
    """The user becomes a member; nothing happens to one who is."""
    if user in room.members:
        return
    room.members[user] = None
    word = "channel" if room.kind == "channel" else "group"
    extra = {"inviter": inviter} if inviter else {}
    messages.system(ws, room, user, f"{word}_join", f"<@{user}> has joined the {word}", **extra)
    kind = "C" if room.kind == "channel" else "G"
    body: dict[str, Any] = {
        "user": user,
        "channel": room.id,
        "channel_type": kind,
        "team": ws.team_id,
        **extra,
    }
    _emit(ws, "member_joined_channel", room, **body)


def leave(ws: Workspace, room: Channel, user: str) -> None:
    """The user is no longer a member; the one who leaves is still told."""
    word = "channel" if room.kind == "channel" else "group"
    messages.system(ws, room, user, f"{word}_leave", f"<@{user}> has left the {word}")
    kind = "C" if room.kind == "channel" else "G"
    _emit(ws, "member_left_channel", room, user=user, channel=room.id, channel_type=kind, team=ws.team_id)
    room.members.pop(user, None)
    ws.changes.notify()


def archive(ws: Workspace, room: Channel, user: str) -> None:
    word = "channel" if room.kind == "channel" else "group"
    messages.system(ws, room, user, f"{word}_archive", f"<@{user}> archived the channel")
    room.is_archived = True
    _emit(ws, f"{word}_archive", room, everyone=not room.is_private, channel=room.id, user=user)


def unarchive(ws: Workspace, room: Channel, user: str) -> None:
    room.is_archived = False
    word = "channel" if room.kind == "channel" else "group"
    _emit(ws, f"{word}_unarchive", room, everyone=not room.is_private, channel=room.id, user=user)


def rename(ws: Workspace, room: Channel, name: str, user: str) -> None:
    old = room.name
    ws.rename_channel(room, name)
    word = "channel" if room.kind == "channel" else "group"
    text = f'<@{user}> has renamed the channel from "{old}" to "{name}"'
    messages.system(ws, room, user, f"{word}_name", text, old_name=old, name=name)
    brief = {"id": room.id, "name": name, "created": room.created}
    _emit(ws, f"{word}_rename", room, everyone=not room.is_private, channel=brief)


def set_topic(ws: Workspace, room: Channel, topic: str, user: str) -> None:
    room.topic = {"value": topic, "creator": user, "last_set": ws.now()}
    word = "channel" if room.kind == "channel" else "group"
    text = f"<@{user}> set the channel topic: {topic}" if topic else f"<@{user}> cleared the channel topic"
    messages.system(ws, room, user, f"{word}_topic", text, topic=topic)


def set_purpose(ws: Workspace, room: Channel, purpose: str, user: str) -> None:
    room.purpose = {"value": purpose, "creator": user, "last_set": ws.now()}
    word = "channel" if room.kind == "channel" else "group"
    text = f"<@{user}> set the channel description: {purpose}"
    messages.system(ws, room, user, f"{word}_purpose", text, purpose=purpose)


def open_direct(ws: Workspace, people: Iterable[str]) -> Channel:
    """The direct message of these people, made at the first call."""
    members = dict.fromkeys(people)
    found = ws.find_direct(members)
    if found is not None:
        return found
    kind: RoomKind = "im" if len(members) <= 2 else "mpim"
    room = Channel(ws.ids.new(_PREFIX[kind]), "", kind, next(iter(members)), ws.now(), members)
    room.name = "" if kind == "im" else "mpdm-" + "--".join(ws.users[it].handle for it in members) + "-1"
    ws.add_channel(room)
    ws.changes.notify()
    return room


def _emit(ws: Workspace, name: str, room: Channel, *, everyone: bool = False, **body: Any) -> None:
    stamped = {"type": name, **body, "event_ts": ws.stamps.next()}
    ws.emit(Event(name, stamped, None if everyone else room))
