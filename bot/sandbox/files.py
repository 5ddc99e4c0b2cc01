"""Acts upon files: create, receive the bytes, share in a room, delete.

Must not check scopes or tokens.
"""

import mimetypes
from typing import Any

from bot.sandbox import messages
from bot.sandbox.model import Channel, File, Message
from bot.sandbox.workspace import Event, Workspace


def create(ws: Workspace, name: str, user: str, content: bytes = b"") -> File:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    made = File(ws.ids.new("F"), name, name, user, ws.now(), content, kind)
    ws.files[made.id] = made
    return made


def share(ws: Workspace, room: Channel, user: str, text: str, found: list[File], **fields: Any) -> Message:
    """One message with these files; everybody in the room is told of each file."""
    for file in found:
        file.completed = True
        file.rooms.append(room.id)
    message = messages.post(ws, room, user, text, subtype="file_share", files=list(found), **fields)
    for file in found:
        body = {"type": "file_shared", "file_id": file.id, "user_id": user, "file": {"id": file.id}}
        ws.emit(Event("file_shared", body | {"channel_id": room.id, "event_ts": ws.stamps.next()}, room))
    return message


def delete(ws: Workspace, file: File) -> None:
    file.deleted, file.content = True, b""
    rooms = [ws.channels[room] for room in file.rooms]
    body = {"type": "file_deleted", "file_id": file.id, "event_ts": ws.stamps.next()}
    for room in rooms[:1]:
        ws.emit(Event("file_deleted", body, room))
    ws.changes.notify()


def visible_to(ws: Workspace, file: File, user: str) -> bool:
    """Its author sees a file, and everybody in a room where it was shared."""
    return file.user == user or any(user in ws.channels[room].members for room in file.rooms)
