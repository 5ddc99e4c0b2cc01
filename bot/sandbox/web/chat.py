"""The chat.* methods: post, update, delete, show to one person, permalink.

Must not build events: `messages` does.
"""

from typing import Any

from bot.sandbox import messages, render, rooms, unfurling
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel, Message
from bot.sandbox.web import uploads, wording
from bot.sandbox.web.call import Answer, ApiCall

MAX_TEXT = 40_000
MAX_UPDATE = 4_000


def post(call: ApiCall) -> Answer:
    """Posts to a room by id or name, or to a person's direct message by user id."""
    room = destination(call)
    content = wording.content(call)
    if len(content["text"]) > MAX_TEXT:
        content["text"] = content["text"][:MAX_TEXT]
        call.warn("message_truncated")
    said = content | thread(call, room) | wording.author(call) | {"metadata": wording.metadata(call)}
    message = messages.post(call.ws, room, **said)
    links, media = call.args.flag("unfurl_links"), call.args.flag("unfurl_media", default=True)
    unfurling.preview(call.ws, message, call.me, links=links, media=media)
    return {"channel": room.id, "ts": message.ts, "message": render.message(call.ws, message, metadata=True)}


def destination(call: ApiCall) -> Channel:
    """The room to post to, if the bot may; a person's id means their direct message. Raises Slack's errors."""
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


def thread(call: ApiCall, room: Channel) -> dict[str, Any]:
    """Where in a thread it goes, if in one."""
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


def update(call: ApiCall) -> Answer:
    """Changes a message of the same app: text alone takes the blocks away, blocks leave no edit mark."""
    room = _known(call)
    message = call.message(room)
    if message.app_id != call.app.id:
        raise SlackError("cant_update_message")
    if len(call.args.text("text")) > MAX_UPDATE:
        raise SlackError("msg_too_long")
    changed = wording.content(call, message)
    if "metadata" in call.args.raw:
        changed["metadata"] = wording.metadata(call)
    if call.args.has("file_ids"):
        changed["files"] = uploads.own(call, room, call.args.listed("file_ids"))
    if call.args.flag("reply_broadcast"):
        changed |= _broadcast(message)
    messages.edit(call.ws, message, call.me, marked=not call.args.has("blocks"), **changed)
    shown = render.message(call.ws, message, metadata=True)
    return {"channel": room.id, "ts": message.ts, "text": message.text, "message": shown}


def _broadcast(message: Message) -> dict[str, Any]:
    """A reply shown in the room after all."""
    if not message.is_reply:
        raise SlackError("cant_broadcast_message")
    return {"broadcast": True, "subtype": message.subtype or "thread_broadcast"}


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
    room = destination(call)
    if call.me not in room.members:
        raise SlackError("not_in_channel")
    reader = call.args.text("user")
    if reader not in room.members:
        raise SlackError("user_not_in_channel")
    content = wording.content(call)
    if len(content["text"]) > MAX_TEXT:
        raise SlackError("msg_too_long")
    said = content | thread(call, room) | wording.author(call)
    shown = messages.show_only(call.ws, room, reader, **said)
    return {"message_ts": shown.ts}


def permalink(call: ApiCall) -> Answer:
    room = call.room()
    message: Message = call.message(room, "message_ts")
    return {"channel": room.id, "permalink": render.permalink(call.ws, message)}
