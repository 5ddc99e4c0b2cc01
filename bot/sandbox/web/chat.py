"""The chat.* methods: post, update, delete, show to one person, permalink.

Must not build events: `messages` does.
"""

import re
from typing import Any

from bot.sandbox import blockkit, forms, messages, render, rooms
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel, Message
from bot.sandbox.web.call import Answer, ApiCall

MAX_TEXT = 40_000
MAX_UPDATE = 4_000
_EVENT_TYPE = re.compile(r"[A-Za-z0-9_-]+")


def post(call: ApiCall) -> Answer:
    """Posts to a room by id or name, or to a person's direct message by user id."""
    room = _destination(call)
    content = _content(call)
    if len(content["text"]) > MAX_TEXT:
        content["text"] = content["text"][:MAX_TEXT]
        call.warn("message_truncated")
    thread = _thread(call, room)
    message = messages.post(call.ws, room, call.me, **content, **thread, **_author(call), metadata=_metadata(call))
    return {"channel": room.id, "ts": message.ts, "message": render.message(call.ws, message, metadata=True)}


def _destination(call: ApiCall) -> Channel:
    wanted = call.args.text("channel")
    if wanted in call.ws.users:
        return rooms.open_direct(call.ws, [call.me, wanted])
    room = call.ws.find_channel(wanted)
    if room is None or (room.is_private and call.me not in room.members):
        raise SlackError("channel_not_found")
    if call.me not in room.members and not call.app.may("chat:write.public"):
        raise SlackError("not_in_channel")
    if room.is_archived:
        raise SlackError("is_archived")
    return room


def _content(call: ApiCall, before: Message | None = None) -> dict[str, Any]:
    """Text, blocks and attachments after Slack's checks; what is not given stays as `before`."""
    blocks = call.args.json("blocks", "invalid_blocks_format")
    attachments = call.args.json("attachments", "invalid_attachments")
    text = _markdown(call) if call.args.has("markdown_text") else call.args.text("text")
    blockkit.check_message(blocks or [])
    if attachments is not None and not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if before is not None:
        blocks = before.blocks if blocks is None and not text else blocks
        attachments = before.attachments if attachments is None else attachments
    return {"text": text, "blocks": forms.with_ids(blocks or []), "attachments": attachments or []}


def _markdown(call: ApiCall) -> str:
    if call.args.has("text") or call.args.has("blocks"):
        raise SlackError("markdown_text_conflict")
    text = call.args.text("markdown_text")
    if len(text) > blockkit.MAX_MARKDOWN:
        raise SlackError("msg_too_long")
    return text


def _thread(call: ApiCall, room: Channel) -> dict[str, Any]:
    wanted = call.args.optional("thread_ts")
    if wanted is None:
        return {}
    parent = room.log.get(wanted)
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.subtype not in (None, "bot_message", "thread_broadcast", "tombstone", "file_share", "me_message"):
        raise SlackError("cannot_reply_to_message")
    root = parent.thread_ts or parent.ts
    return {"thread_ts": root, "broadcast": call.args.flag("reply_broadcast")}


def _author(call: ApiCall) -> dict[str, Any]:
    return {"bot_id": call.app.bot_id, "app_id": call.app.id}


def _metadata(call: ApiCall) -> dict[str, Any] | None:
    """The metadata if it is well formed; otherwise a warning, and the call goes on without it."""
    if call.args.raw.get("metadata") in (None, "", "{}", {}):
        return None
    try:
        metadata = call.args.json("metadata", "invalid_metadata_format")
    except SlackError as error:
        call.warn(error.code)
        return None
    if not _well_formed(metadata):
        call.warn("invalid_metadata_schema")
        return None
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _well_formed(metadata: Any) -> bool:
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        return False
    kind = metadata.get("event_type")
    return isinstance(kind, str) and _EVENT_TYPE.fullmatch(kind) is not None


def update(call: ApiCall) -> Answer:
    """Changes a message of the same app: text alone takes the blocks away, blocks leave no edit mark."""
    room = _known(call)
    message = call.message(room)
    if message.app_id != call.app.id:
        raise SlackError("cant_update_message")
    if len(call.args.text("text")) > MAX_UPDATE:
        raise SlackError("msg_too_long")
    changed = _content(call, message)
    if "metadata" in call.args.raw:
        changed["metadata"] = _metadata(call)
    messages.edit(call.ws, message, call.me, marked=not call.args.has("blocks"), **changed)
    shown = render.message(call.ws, message, metadata=True)
    return {"channel": room.id, "ts": message.ts, "text": message.text, "message": shown}


def _known(call: ApiCall) -> Channel:
    room = call.ws.channels.get(call.args.text("channel"))
    if room is None or (room.is_private and call.me not in room.members):
        raise SlackError("channel_not_found")
    if room.is_archived:
        raise SlackError("is_archived")
    return room


def delete(call: ApiCall) -> Answer:
    room = _known(call)
    message = call.message(room)
    if message.app_id != call.app.id:
        raise SlackError("cant_delete_message")
    messages.delete(call.ws, message)
    return {"channel": room.id, "ts": message.ts}


def show(call: ApiCall) -> Answer:
    """An ephemeral message for one member of the room."""
    room = _destination(call)
    if call.me not in room.members:
        raise SlackError("not_in_channel")
    reader = call.args.text("user")
    if reader not in room.members:
        raise SlackError("user_not_in_channel")
    content = _content(call)
    if len(content["text"]) > MAX_TEXT:
        raise SlackError("msg_too_long")
    thread = _thread(call, room)
    shown = messages.show_only(call.ws, room, reader, **content, **thread, **_author(call), user=call.me)
    return {"message_ts": shown.ts}


def permalink(call: ApiCall) -> Answer:
    room = call.room()
    message: Message = call.message(room, "message_ts")
    return {"channel": room.id, "permalink": render.permalink(call.ws, message)}
