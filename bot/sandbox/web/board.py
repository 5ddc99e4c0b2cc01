"""What the page in the browser shows one person: rooms, messages, controls, modals, as plain JSON.

Blocks are already words here, so that the page needs to know nothing of Block Kit. Must not change
anything.
"""

from typing import Any

from bot.sandbox import forms
from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Message
from bot.sandbox.people.finding import Place, controls
from bot.sandbox.people.person import Person
from bot.sandbox.transcript import block_text, plain
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
_LATEST = 200


def board(core: Core, person: Person, room: str | None) -> Json:
    """Everything on one person's screen; `room` is the one that is open."""
    ws = core.ws
    rooms = [{"id": it.id, "name": _name(ws, it, person.id)} for it in person.channels()]
    shown = person.messages(room) if room else []
    ephemerals = person.ephemerals(room) if room else []
    messages = sorted([*shown[-_LATEST:], *ephemerals], key=lambda it: it.ts)
    app = core.installation().app
    return {
        "me": person.user.real_name,
        "rooms": rooms,
        "commands": sorted(app.commands),
        "shortcuts": [it.callback_id for it in app.shortcuts.values() if it.kind == "global"],
        "messages": [_message(ws, it) for it in messages],
        "views": [_view(ws, it) for it in person.views()],
        "home": _view(ws, person.home) if person.home else None,
    }


def _name(ws: Workspace, room: Channel, viewer: str) -> str:
    if room.name:
        return f"#{room.name}"
    others = [ws.users[member].real_name for member in room.members if member != viewer]
    return ", ".join(others) or "yourself"


def _message(ws: Workspace, it: Message) -> Json:
    author = ws.users.get(it.user or "")
    lines = [text for block in it.blocks if block.get("type") != "actions" and (text := block_text(ws, block))]
    return {
        "ts": it.ts,
        "author": author.real_name if author else "Slack",
        "lines": lines or [plain(ws, it.text)],
        "reply": it.is_reply,
        "ephemeral": it.ephemeral_for is not None,
        "files": [file.name for file in it.files],
        "reactions": {name: len(users) for name, users in it.reactions.items()},
        "pinned": it.pinned_by is not None,
        "controls": _controls(ws, it),
    }


def _controls(ws: Workspace, place: Place) -> list[Json]:
    return [_control(ws, it.block, it.element) for it in controls([place])]


def _control(ws: Workspace, block: forms.Element, element: forms.Element) -> Json:
    label = element.get("text") or element.get("placeholder") or {}
    options = [
        {"value": it.get("value"), "label": plain(ws, it.get("text", {}).get("text", ""))}
        for it in forms.options(element)
    ]
    return {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "label": str(label.get("text", element["action_id"])),
        "value": element.get("value"),
        "options": options,
        "multiline": bool(element.get("multiline")),
    }


def _view(ws: Workspace, view: View) -> Json:
    return {
        "title": view.title,
        "submit": (view.body.get("submit") or {}).get("text"),
        "items": [_item(ws, view, block) for block in view.blocks],
    }


def _item(ws: Workspace, view: View, block: forms.Element) -> Json:
    words = "" if block.get("type") in ("actions", "input") else block_text(ws, block)
    item: Json = {"text": words, "controls": [], "error": view.errors.get(block["block_id"])}
    for _, element in forms.elements([block]):
        held = view.values.get(block["block_id"], {}).get(element["action_id"], {})
        item["controls"].append(_control(ws, block, element) | {"holds": forms.held(held)})
    if block.get("type") == "input":
        item |= {"label": block["label"]["text"], "optional": bool(block.get("optional"))}
    return item
