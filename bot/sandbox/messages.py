"""Acts upon messages: post, edit, delete, react, pin, show to one person.

Each act changes the workspace and emits Slack's events. Must not check who may do it, nor the limits
of Block Kit: the Web API and the scripted person do.
"""

import re
from typing import Any

from bot.sandbox import render
from bot.sandbox.model import Channel, Message
from bot.sandbox.workspace import Event, Workspace

SUBSCRIPTION = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
_TYPE = {"channel": "channel", "group": "group", "im": "im", "mpim": "mpim"}
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def post(ws: Workspace, room: Channel, user: str | None, text: str, **fields: Any) -> Message:
    """A new message, a thread reply when `thread_ts` names a message of the room."""
    message = Message(ws.stamps.next(), room.id, user, text, **fields)
    room.log.add(message)
    if message.is_reply:
        _join_thread(room, message)
    _tell(ws, room, render.message(ws, message) | {"channel": room.id, "event_ts": message.ts})
    _mention(ws, room, message)
    return message


def _join_thread(room: Channel, message: Message) -> None:
    parent = room.log.get(message.thread_ts or "")
    if parent is not None:
        parent.replies.append(message)
    if message.broadcast:
        message.subtype = "thread_broadcast"


def system(ws: Workspace, room: Channel, user: str, subtype: str, text: str, **extra: Any) -> Message:
    """A message that Slack itself writes, such as channel_join."""
    return post(ws, room, user, text, subtype=subtype, extra=extra)


def edit(ws: Workspace, message: Message, editor: str, *, marked: bool = True, **fields: Any) -> Message:
    """Changes the given fields; `marked` shows that the message was edited."""
    room = ws.channels[message.channel]
    before = render.message(ws, message)
    ts = ws.stamps.next()
    for name, value in fields.items():
        setattr(message, name, value)
    if marked:
        message.edited = {"user": editor, "ts": ts}
    after = render.message(ws, message)
    _tell_change(ws, room, "message_changed", ts, message=after, previous_message=before)
    return message


def delete(ws: Workspace, message: Message) -> None:
    """Removes the message; one with replies leaves a tombstone, as in Slack."""
    room = ws.channels[message.channel]
    before = render.message(ws, message)
    ts = ws.stamps.next()
    if message.ts in room.pins:
        room.pins.remove(message.ts)
    if message.replies:
        _bury(message)
        after = render.message(ws, message)
        _tell_change(ws, room, "message_changed", ts, message=after, previous_message=before)
        return
    _take_out(room, message)
    _tell_change(ws, room, "message_deleted", ts, deleted_ts=message.ts, previous_message=before)


def _bury(message: Message) -> None:
    message.subtype, message.text, message.user = "tombstone", "This message was deleted.", "USLACKBOT"
    message.blocks, message.attachments, message.files = [], [], []
    message.metadata = message.bot_id = message.app_id = None
    message.extra = {"hidden": True}


def _take_out(room: Channel, message: Message) -> None:
    room.log.remove(message.ts)
    parent = room.log.get(message.thread_ts or "")
    if parent is not None and message in parent.replies:
        parent.replies.remove(message)


def show_only(ws: Workspace, room: Channel, reader: str, text: str, **fields: Any) -> Message:
    """An ephemeral message: one person sees it, history does not."""
    message = Message(ws.stamps.next(), room.id, fields.pop("user", None), text, ephemeral_for=reader, **fields)
    ws.ephemerals.setdefault(reader, []).append(message)
    ws.changes.notify()
    return message


def alter_ephemeral(ws: Workspace, message: Message, **fields: Any) -> Message:
    for name, value in fields.items():
        setattr(message, name, value)
    ws.changes.notify()
    return message


def remove_ephemeral(ws: Workspace, message: Message) -> None:
    shown = ws.ephemerals.get(message.ephemeral_for or "", [])
    if message in shown:
        shown.remove(message)
    ws.changes.notify()


def react(ws: Workspace, message: Message, user: str, name: str) -> None:
    message.reactions.setdefault(name, []).append(user)
    _tell_reaction(ws, "reaction_added", message, user, name)


def unreact(ws: Workspace, message: Message, user: str, name: str) -> None:
    message.reactions[name].remove(user)
    if not message.reactions[name]:
        del message.reactions[name]
    _tell_reaction(ws, "reaction_removed", message, user, name)


def pin(ws: Workspace, message: Message, user: str) -> None:
    room = ws.channels[message.channel]
    room.pins.append(message.ts)
    message.pinned_by = {"channel": room.id, "pinned_by": user, "pinned_ts": ws.now()}
    _tell_pin(ws, "pin_added", room, message, user)


def unpin(ws: Workspace, message: Message, user: str) -> None:
    room = ws.channels[message.channel]
    room.pins.remove(message.ts)
    message.pinned_by = None
    _tell_pin(ws, "pin_removed", room, message, user)


def _tell(ws: Workspace, room: Channel, body: dict[str, Any]) -> None:
    kind = {"channel_type": _TYPE[room.kind]}
    ws.emit(Event(SUBSCRIPTION[room.kind], body | kind, room))


def _tell_change(ws: Workspace, room: Channel, subtype: str, ts: str, **parts: Any) -> None:
    head = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": room.id,
        "ts": ts,
        "event_ts": ts,
    }
    _tell(ws, room, head | parts)


def _mention(ws: Workspace, room: Channel, message: Message) -> None:
    if room.kind not in ("channel", "group") or message.subtype is not None:
        return
    body = render.message(ws, message) | {"type": "app_mention", "channel": room.id, "event_ts": message.ts}
    for user_id in dict.fromkeys(_MENTION.findall(message.text)):
        user = ws.users.get(user_id)
        if user is not None and user.app_id and user.id != message.user:
            ws.emit(Event("app_mention", dict(body), room, only_for=user.app_id))


def _tell_reaction(ws: Workspace, name: str, message: Message, user: str, reaction: str) -> None:
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    body = {"type": name, "user": user, "reaction": reaction, "item_user": message.user, "item": item}
    body["event_ts"] = ws.stamps.next()
    ws.emit(Event(name, body, ws.channels[message.channel]))


def _tell_pin(ws: Workspace, name: str, room: Channel, message: Message, user: str) -> None:
    item = {
        "type": "message",
        "channel": room.id,
        "created": ws.now(),
        "created_by": user,
        "message": render.message(ws, message) | {"permalink": render.permalink(ws, message)},
    }
    body = {"type": name, "user": user, "channel_id": room.id, "item": item, "event_ts": ws.stamps.next()}
    ws.emit(Event(name, body | {"pin_count": len(room.pins)}, room))
