"""Canvases of rooms: conversations.canvases.create and canvases.edit. A canvas is a file whose content is markdown.

Must not know workspaces without canvases: a fault with Slack's code plays one.
"""

import json
from typing import Any

from bot.sandbox import files
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.model import Channel, File
from bot.sandbox.web.call import Answer, ApiCall

LONGEST = 1_048_576
MOST_CELLS = 300
KIND = {"filetype": "quip", "pretty_type": "Canvas", "mode": "quip", "editable": True}


def create(call: ApiCall) -> Answer:
    """The one canvas of a room, as a tab for its members."""
    content = _markdown(call.args.json("document_content"), "canvas_creation_failed")
    room = call.ws.channels.get(call.args.text("channel_id"))
    if room is None or call.me not in room.members:
        raise SlackError("channel_canvas_creation_failed")
    if room.canvas:
        raise SlackError("channel_canvas_already_exists")
    return {"canvas_id": _made(call, room, content).id}


def _made(call: ApiCall, room: Channel, content: str) -> File:
    made = files.create(call.ws, call.args.text("title") or room.name, call.me, content.encode())
    made.mimetype, made.completed, made.rooms, made.extra = "application/vnd.slack-docs", True, [room.id], dict(KIND)
    room.canvas = made.id
    call.ws.changes.notify()
    return made


def edit(call: ApiCall) -> Answer:
    """One change at a time: the whole content anew, or more of it at the end or the beginning."""
    changes = call.args.json("changes")
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise invalid_arguments("must provide exactly 1 item [json-pointer:/changes]")
    found = _canvas(call)
    content = _markdown(changes[0].get("document_content"), "canvas_editing_failed")
    before = found.content.decode()
    made = {
        "replace": content,
        "insert_at_end": f"{before}\n{content}",
        "insert_at_start": f"{content}\n{before}",
    }.get(str(changes[0].get("operation")))
    if made is None or changes[0].get("section_id"):
        raise SlackError("canvas_editing_failed")
    found.content = made.encode()
    call.ws.changes.notify()
    return {}


def _canvas(call: ApiCall) -> File:
    found = call.ws.files.get(call.args.text("canvas_id"))
    if found is None or found.deleted or found.extra.get("mode") != KIND["mode"]:
        raise SlackError("canvas_not_found")
    if not files.visible_to(call.ws, found, call.me):
        raise SlackError("canvas_not_found")
    return found


def _markdown(document: Any, refusal: str) -> str:
    """The words of a document; an empty canvas without one. Too long, or with too large a table, it is refused."""
    if document is None:
        return ""
    if not isinstance(document, dict) or document.get("type") != "markdown":
        raise invalid_arguments("failed to match exactly one allowed schema [json-pointer:/document_content]")
    text = document.get("markdown")
    if not isinstance(text, str):
        raise invalid_arguments("must be a string [json-pointer:/document_content/markdown]")
    if len(text) > LONGEST or _largest_table(text) > MOST_CELLS:
        raise SlackError(refusal, detail=json.dumps("the content is too large"))
    return text


def _largest_table(text: str) -> int:
    """How many cells the largest table has."""
    largest = cells = 0
    for line in text.splitlines():
        cells = cells + line.replace("\\|", "").count("|") - 1 if line.startswith("|") else 0
        largest = max(largest, cells)
    return largest
