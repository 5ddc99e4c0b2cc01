"""The files.* methods: an address to upload to, completion into a room, reading and deleting.

Must not serve the bytes: the server's own routes do.
"""

from typing import Any

from bot.sandbox import blockkit, files, forms, messages, render
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.model import Channel, File
from bot.sandbox.web.call import Answer, ApiCall

MAX_SNIPPET = 1_000_000
MAX_ALT_TEXT = 1000
_KINDS = {"images": "image/", "snippets": "text/", "pdfs": "application/pdf", "zips": "application/zip"}
_NONE_HERE = ("spaces", "gdocs")


def upload_address(call: ApiCall) -> Answer:
    length = call.args.number("length", 0)
    if length <= 0:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    if len(call.args.text("alt_txt")) > MAX_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    made = files.create(call.ws, call.args.text("filename"), call.me)
    made.alt_txt = call.args.text("alt_txt")
    made.extra = _snippet(call, length)
    return {"upload_url": f"{call.core.base_url}/upload/v1/{made.id}", "file_id": made.id}


def _snippet(call: ApiCall, length: int) -> dict[str, Any]:
    """What makes a file a snippet: text of a syntax, shown in full, and not too long."""
    if not call.args.has("snippet_type"):
        return {}
    if length > MAX_SNIPPET:
        raise SlackError("snippet_too_large")
    return {"filetype": call.args.text("snippet_type"), "mode": "snippet", "editable": True}


def complete(call: ApiCall) -> Answer:
    """Finishes uploads and shares them in one message per room."""
    wanted = call.args.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise invalid_arguments("must provide at least 1 item [json-pointer:/files]")
    found = [_uploaded(call, each) for each in wanted]
    places = _rooms(call)
    for file, each in zip(found, wanted, strict=True):
        file.title = each.get("title") or file.title
    blocks = _blocks(call)
    for room in places:
        _share(call, room, found, blocks)
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


def _blocks(call: ApiCall) -> list[Any]:
    """Blocks take the place of the comment; only one of the two may be given."""
    blocks = call.args.json("blocks", "invalid_blocks") or []
    blockkit.check_message(blocks)
    return forms.with_ids(blocks)


def _share(call: ApiCall, room: Channel, found: list[File], blocks: list[Any]) -> None:
    thread = call.args.optional("thread_ts")
    author = {"bot_id": call.app.bot_id, "app_id": call.app.id}
    text = call.args.text("initial_comment")
    files.share(call.ws, room, call.me, text, found, thread_ts=thread, blocks=blocks, **author)


def own(call: ApiCall, room: Channel, ids: list[str]) -> list[File]:
    """The app's uploaded files with these ids, now shared in the room; raises file_not_found."""
    found = [call.ws.files.get(each) for each in ids]
    mine = [it for it in found if it is not None and it.user == call.me and it.content]
    if len(mine) < len(ids):
        raise SlackError("file_not_found")
    for file in mine:
        file.completed = True
        file.rooms += [] if room.id in file.rooms else [room.id]
    return mine


def info(call: ApiCall) -> Answer:
    return {"file": render.file(call.ws, visible(call)), "comments": []}


def visible(call: ApiCall) -> File:
    found = call.ws.files.get(call.args.text("file"))
    if found is None or not files.visible_to(call.ws, found, call.me):
        raise SlackError("file_not_found")
    if found.deleted:
        raise SlackError("file_deleted")
    return found


def _wanted(call: ApiCall, file: File) -> bool:
    """Whether the kind and the time of a file are among those asked for."""
    kinds = call.args.listed("types") or ["all"]
    if any(kind not in ("all", *_KINDS, *_NONE_HERE) for kind in kinds):
        raise SlackError("unknown_type")
    fitting = "all" in kinds or any(file.mimetype.startswith(_KINDS.get(kind, "none")) for kind in kinds)
    first, last = call.args.text("ts_from", "0"), call.args.text("ts_to", "now")
    return fitting and float(first) <= file.created <= (call.ws.now() if last == "now" else float(last))


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
        and _wanted(call, it)
    ]
    count, page = call.args.number("count", 100), max(call.args.number("page", 1), 1)
    shown = found[(page - 1) * count : page * count]
    pages = -(-len(found) // count) if count else 0
    paging = {"count": count, "total": len(found), "page": page, "pages": pages}
    return {"files": [render.file(call.ws, it) for it in shown], "paging": paging}


def delete(call: ApiCall) -> Answer:
    found = visible(call)
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
