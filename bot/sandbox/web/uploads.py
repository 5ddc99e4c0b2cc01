"""The files.* methods: an address to upload to, completion into a room, reading and deleting.

Must not serve the bytes: the server's own routes do.
"""

from typing import Any

from bot.sandbox import files, messages, render
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.model import Channel, File
from bot.sandbox.web.call import Answer, ApiCall


def upload_address(call: ApiCall) -> Answer:
    length = call.args.number("length", 0)
    if length <= 0:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    made = files.create(call.ws, call.args.text("filename"), call.me)
    return {"upload_url": f"{call.core.base_url}/upload/v1/{made.id}", "file_id": made.id}


def complete(call: ApiCall) -> Answer:
    """Finishes uploads and shares them in one message per room."""
    wanted = call.args.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise invalid_arguments("must provide at least 1 item [json-pointer:/files]")
    found = [_uploaded(call, each) for each in wanted]
    places = _rooms(call)
    for file, each in zip(found, wanted, strict=True):
        file.title = each.get("title") or file.title
    for room in places:
        _share(call, room, found)
    for file in found:
        file.completed = True
    return {"files": [render.file(call.ws, it) for it in found]}


def _uploaded(call: ApiCall, item: Any) -> File:
    found = call.ws.files.get(item.get("id", "")) if isinstance(item, dict) else None
    if found is None or found.completed or not found.content:
        raise SlackError("file_not_found")
    return found


def _rooms(call: ApiCall) -> list[Channel]:
    ids = call.args.listed("channels") or call.args.listed("channel_id")
    rooms = [call.ws.channels.get(each) for each in ids]
    found = [room for room in rooms if room is not None and not _hidden(call, room)]
    if len(found) < len(ids):
        raise SlackError("channel_not_found")
    if any(call.me not in room.members for room in found):
        raise SlackError("not_in_channel")
    return found


def _hidden(call: ApiCall, room: Channel) -> bool:
    return room.is_private and call.me not in room.members


def _share(call: ApiCall, room: Channel, found: list[File]) -> None:
    thread = call.args.optional("thread_ts")
    author = {"bot_id": call.app.bot_id, "app_id": call.app.id}
    text = call.args.text("initial_comment")
    files.share(call.ws, room, call.me, text, found, thread_ts=thread, **author)


def info(call: ApiCall) -> Answer:
    return {"file": render.file(call.ws, _visible(call)), "comments": []}


def _visible(call: ApiCall) -> File:
    found = call.ws.files.get(call.args.text("file"))
    if found is None or not files.visible_to(call.ws, found, call.me):
        raise SlackError("file_not_found")
    if found.deleted:
        raise SlackError("file_deleted")
    return found


def listing(call: ApiCall) -> Answer:
    room, user = call.args.optional("channel"), call.args.optional("user")
    found = [
        it
        for it in call.ws.files.values()
        if it.completed
        and not it.deleted
        and files.visible_to(call.ws, it, call.me)
        and (room is None or room in it.rooms)
        and user in (None, it.user)
    ]
    count, page = call.args.number("count", 100), max(call.args.number("page", 1), 1)
    shown = found[(page - 1) * count : page * count]
    pages = -(-len(found) // count) if count else 0
    paging = {"count": count, "total": len(found), "page": page, "pages": pages}
    return {"files": [render.file(call.ws, it) for it in shown], "paging": paging}


def delete(call: ApiCall) -> Answer:
    found = _visible(call)
    if found.user != call.me:
        raise SlackError("cant_delete_file")
    files.delete(call.ws, found)
    return {}


def me_message(call: ApiCall) -> Answer:
    """chat.meMessage: a message in the third person."""
    room = call.room_inside()
    text = call.args.text("text")
    author = {"bot_id": call.app.bot_id, "app_id": call.app.id}
    said = messages.post(call.ws, room, call.me, text, subtype="me_message", **author)
    return {"channel": room.id, "ts": said.ts}
