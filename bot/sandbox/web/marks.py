"""Methods that mark messages and rooms: pins.*, reactions.*, bookmarks.*.

Must not build events: `messages` does.
"""

from bot.sandbox import emoji, messages, render
from bot.sandbox.clock import micros
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Bookmark, Channel, Message
from bot.sandbox.web import paging, uploads
from bot.sandbox.web.call import Answer, ApiCall

MAX_PINS = 100
MAX_BOOKMARKS = 100
MAX_EMOJI = 23
MAX_REACTIONS = 50


def pin(call: ApiCall) -> Answer:
    room = call.room_inside()
    message = _item(call, room)
    if message.ts in room.pins:
        raise SlackError("already_pinned")
    if len(room.pins) >= MAX_PINS:
        raise SlackError("too_many_pins")
    messages.pin(call.ws, message, call.me)
    return {}


def _item(call: ApiCall, room: Channel) -> Message:
    if not call.args.has("timestamp"):
        raise SlackError("no_item_specified")
    call.moment("timestamp", 0, "bad_timestamp")
    return call.message(room, "timestamp")


def unpin(call: ApiCall) -> Answer:
    room = call.room()
    message = _item(call, room)
    if message.ts not in room.pins:
        raise SlackError("no_pin")
    messages.unpin(call.ws, message, call.me)
    return {}


def pins(call: ApiCall) -> Answer:
    room = call.room_inside()
    found = [call.ws.message(room.id, ts) for ts in reversed(room.pins)]
    return {"items": [_pinned(call, it) for it in found]}


def _pinned(call: ApiCall, it: Message) -> Answer:
    by = it.pinned_by or {}
    return {
        "type": "message",
        "channel": it.channel,
        "created": by.get("pinned_ts"),
        "created_by": by.get("pinned_by"),
        "message": render.message(call.ws, it) | {"permalink": render.permalink(call.ws, it)},
    }


def react(call: ApiCall) -> Answer:
    room = call.room()
    if call.me not in room.members:
        raise SlackError("not_in_channel")
    if room.is_archived:
        raise SlackError("is_archived")
    message, name = _item(call, room), _emoji(call)
    if call.me in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    if len(message.reactions) >= MAX_REACTIONS and name not in message.reactions:
        raise SlackError("too_many_emoji")
    if sum(call.me in users for users in message.reactions.values()) >= MAX_EMOJI:
        raise SlackError("too_many_reactions")
    messages.react(call.ws, message, call.me, name)
    return {}


def _emoji(call: ApiCall) -> str:
    name = call.args.text("name").strip(":")
    if not emoji.known(name, call.ws.emoji):
        raise SlackError("invalid_name")
    return name


def unreact(call: ApiCall) -> Answer:
    if call.args.has("file"):
        uploads.visible(call)
        raise SlackError("no_reaction")
    if not call.args.has("channel"):
        raise SlackError("no_item_specified")
    message, name = _item(call, call.room()), _emoji(call)
    if call.me not in message.reactions.get(name, ()):
        raise SlackError("no_reaction")
    messages.unreact(call.ws, message, call.me, name)
    return {}


def reactions(call: ApiCall) -> Answer:
    """Of a message, or of a file: to files nobody can react any more."""
    if call.args.has("file"):
        return {"type": "file", "file": render.file(call.ws, uploads.visible(call))}
    if not call.args.has("channel"):
        raise SlackError("no_item_specified")
    room = call.room()
    message = _item(call, room)
    body = render.message(call.ws, message) | {"permalink": render.permalink(call.ws, message)}
    return {"type": "message", "channel": room.id, "message": body}


def reacted(call: ApiCall) -> Answer:
    """reactions.list: what somebody has reacted to, the newest first."""
    user = call.person().id if call.args.has("user") else call.me
    rooms = [it for it in call.ws.channels.values() if not it.is_private or call.me in it.members]
    found = [it for room in rooms for it in room.log if any(user in users for users in it.reactions.values())]
    found.sort(key=lambda it: micros(it.ts), reverse=True)
    page, more = paging.page(call.args, found)
    shown = [{"type": "message", "channel": it.channel, "message": render.message(call.ws, it)} for it in page]
    return {"items": shown, **more}


def _bar(call: ApiCall) -> Channel:
    room = call.room("channel_id")
    if call.me not in room.members:
        raise SlackError("channel_not_found")
    return room


def add_bookmark(call: ApiCall) -> Answer:
    room = _bar(call)
    if call.args.text("type") not in ("link", "folder"):
        raise SlackError("invalid_bookmark_type")
    link, kind = call.args.text("link"), call.args.text("type")
    _fits(call, room, kind)
    if kind == "link" and not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    if len(room.bookmarks) >= MAX_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    now, title = call.ws.now(), call.args.text("title")
    made = Bookmark(call.ws.ids.new("Bk"), room.id, title, link, _icon(call), kind)
    made.created, made.by = now, call.me
    made.parent, made.access_level = call.args.optional("parent_id"), call.args.optional("access_level")
    room.bookmarks[made.id] = made
    call.ws.changes.notify()
    return {"bookmark": render.bookmark(made)}


def _fits(call: ApiCall, room: Channel, kind: str) -> None:
    """Folders hold links, and carry none themselves."""
    if kind == "folder" and call.args.has("link"):
        raise SlackError("parent_with_link")
    if not call.args.has("parent_id"):
        return
    parent = room.bookmarks.get(call.args.text("parent_id"))
    if parent is None or parent.kind != "folder":
        raise SlackError("invalid_parent_type")
    if kind == "folder":
        raise SlackError("invalid_child_type")


def _icon(call: ApiCall) -> str:
    icon = call.args.text("emoji")
    if icon and not (icon.startswith(":") and emoji.known(icon.strip(":"), call.ws.emoji)):
        raise SlackError("invalid_emoji")
    return icon


def _bookmark(call: ApiCall) -> tuple[Channel, Bookmark]:
    room = _bar(call)
    found = room.bookmarks.get(call.args.text("bookmark_id"))
    if found is None:
        raise SlackError("not_found")
    return room, found


def edit_bookmark(call: ApiCall) -> Answer:
    _, found = _bookmark(call)
    if call.args.has("link") and not call.args.text("link").startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    _icon(call)
    for name in ("title", "link", "emoji"):
        if call.args.has(name):
            setattr(found, name, call.args.text(name))
    found.updated, found.by = call.ws.now(), call.me
    call.ws.changes.notify()
    return {"bookmark": render.bookmark(found)}


def remove_bookmark(call: ApiCall) -> Answer:
    room, found = _bookmark(call)
    for each in [it for it in room.bookmarks.values() if found.id in (it.id, it.parent)]:
        del room.bookmarks[each.id]
    call.ws.changes.notify()
    return {}


def bookmarks(call: ApiCall) -> Answer:
    return {"bookmarks": [render.bookmark(it) for it in _bar(call).bookmarks.values()]}
