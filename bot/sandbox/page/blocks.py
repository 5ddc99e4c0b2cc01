"""Block Kit as HTML, in messages, modals and home tabs alike.

Must not know who pressed what, nor what becomes of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from bot.sandbox import forms
from bot.sandbox.page import controls, mrkdwn, pictures, rich
from bot.sandbox.page.control import Control
from bot.sandbox.page.markup import NOTHING, Child, el, joined, link
from bot.sandbox.page.reader import Reader

Block = dict[str, Any]
Values = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Drawing:
    """What blocks are drawn for: the reader, what the controls hold, and the faults to show."""

    reader: Reader
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def control(self, block: Block, element: Block, *, acts: bool, label: str = "", required: bool = False) -> Markup:
        """One element with what it holds."""
        block_id, action_id = str(block.get("block_id", "")), str(element.get("action_id", ""))
        held = self.values.get(block_id, {}).get(action_id)
        if held is None:
            held = _untouched(block, element)
        return controls.html(Control(self.reader, block_id, element, held, acts, label, required))


def _untouched(block: Block, element: Block) -> Any:
    """What an element holds before anybody touched it."""
    lone = {"block_id": block.get("block_id", ""), "type": "section", "accessory": element}
    return forms.initial_values([lone]).get(lone["block_id"], {}).get(element.get("action_id", ""))


def html(drawing: Drawing, blocks: list[Block]) -> Markup:
    """Blocks one below the other."""
    return el("div", [one(drawing, block) for block in blocks if isinstance(block, dict)], class_="blocks")


def one(drawing: Drawing, block: Block) -> Markup:
    make = _MAKERS.get(str(block.get("type")))
    return make(drawing, block) if make else el("div", f"[{block.get('type')}]", class_="note")


def _header(drawing: Drawing, block: Block) -> Markup:
    return el("h2", mrkdwn.text_object(drawing.reader, block.get("text")), class_="block-header")


def _section(drawing: Drawing, block: Block) -> Markup:
    reader, accessory = drawing.reader, block.get("accessory")
    text = el("div", mrkdwn.text_object(reader, block["text"]), class_="prose") if block.get("text") else None
    cells = [el("div", mrkdwn.text_object(reader, it), class_="prose") for it in block.get("fields") or ()]
    fields = el("div", cells, class_="fields") if cells else None
    beside: Child = None
    if isinstance(accessory, dict):
        inside = _picture(drawing, accessory) if accessory.get("type") == "image" else None
        beside = el(
            "div", inside or drawing.control(block, accessory, acts=True, label=_first(block)), class_="accessory"
        )
    return el("div", el("div", text, fields, class_="grow"), beside, class_="section")


def _first(block: Block) -> str:
    """The first words of a section, to call its accessory by."""
    text = block.get("text")
    said = str(text.get("text", "")) if isinstance(text, dict) else ""
    return said.replace("*", "").split("\n")[0][:80]


def _context(drawing: Drawing, block: Block) -> Markup:
    items = [it for it in block.get("elements", ()) if isinstance(it, dict)]
    shown = [
        _picture(drawing, it) if it.get("type") == "image" else el("span", mrkdwn.text_object(drawing.reader, it))
        for it in items
    ]
    return el("div", shown, class_="context")


def _divider(_: Drawing, __: Block) -> Markup:
    return el("hr")


def _actions(drawing: Drawing, block: Block) -> Markup:
    items = [it for it in block.get("elements", ()) if isinstance(it, dict)]
    return el("div", [drawing.control(block, it, acts=True) for it in items], class_="actions")


def _image(drawing: Drawing, block: Block) -> Markup:
    title = block.get("title")
    caption = el("figcaption", mrkdwn.text_object(drawing.reader, title)) if title else None
    return el("figure", caption, _picture(drawing, block))


def _picture(drawing: Drawing, block: Block) -> Markup:
    return pictures.html(drawing.reader, block)


def _input(drawing: Drawing, block: Block) -> Markup:
    element = block.get("element")
    if not isinstance(element, dict):
        return NOTHING
    said = str((block.get("label") or {}).get("text", ""))
    optional = bool(block.get("optional"))
    label = el("span", said, el("small", " (optional)", class_="note") if optional else None, class_="label")
    hint = el("small", mrkdwn.text_object(drawing.reader, block["hint"]), class_="note") if block.get("hint") else None
    block_id = str(block.get("block_id", ""))
    fault = drawing.errors.get(block_id, "")
    acts = bool(block.get("dispatch_action"))
    made = drawing.control(block, element, acts=acts, label=said, required=not optional)
    wrong = el("p", fault, class_="error", role="alert", data_error=block_id, hidden=not fault)
    tag = "fieldset" if element.get("type") in ("checkboxes", "radio_buttons") else "div"
    return el(tag, label, made, hint, wrong, class_="input wrong" if fault else "input")


def _markdown(_: Drawing, block: Block) -> Markup:
    return rich.markdown(str(block.get("text", "")))


def _rich_text(drawing: Drawing, block: Block) -> Markup:
    return rich.rich_text(drawing.reader, block)


def _table(drawing: Drawing, block: Block) -> Markup:
    return rich.table(drawing.reader, block)


def _video(drawing: Drawing, block: Block) -> Markup:
    title = mrkdwn.text_object(drawing.reader, block.get("title"))
    address = str(block.get("title_url") or block.get("video_url") or "")
    return el("div", "▶ ", link(address, title), class_="note")


_MAKERS: dict[str, Callable[[Drawing, Block], Markup]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "table": _table,
    "video": _video,
}


def attachment(drawing: Drawing, it: Block) -> Markup:
    """An old-style attachment: a coloured bar, and blocks or text, title and fields."""
    color = str(it.get("color") or "").lstrip("#")
    fill = (
        f"#{color}" if len(color) in (3, 6) and all(sign in "0123456789abcdefABCDEF" for sign in color) else "#8a8f98"
    )
    rect = el(
        "rect",
        width="1",
        height="1",
        fill={"good": "#2e9e6b", "warning": "#d9a400", "danger": "#c8322d"}.get(color, fill),
    )
    bar = el("svg", rect, class_="bar", viewBox="0 0 1 1", preserveAspectRatio="none", aria_hidden="true")
    return el("div", bar, el("div", _attached(drawing, it), class_="grow"), class_="attachment")


def _attached(drawing: Drawing, it: Block) -> Markup:
    if it.get("blocks"):
        return html(drawing, it["blocks"])
    reader = drawing.reader
    title = str(it.get("title") or "")
    heading = link(str(it.get("title_link") or ""), title) if title else None
    text = str(it.get("text") or ("" if title else it.get("fallback") or ""))
    cells = [
        el(
            "div",
            el("b", str(each.get("title", ""))),
            "\n",
            mrkdwn.html(reader, str(each.get("value", ""))),
            class_="prose",
        )
        for each in it.get("fields") or ()
        if isinstance(each, dict)
    ]
    parts: list[Child] = [
        el("div", mrkdwn.html(reader, str(it["pretext"])), class_="prose") if it.get("pretext") else None,
        el("div", heading, class_="strong") if heading else None,
        el("div", mrkdwn.html(reader, text), class_="prose") if text else None,
        el("div", cells, class_="fields") if cells else None,
        el("small", str(it.get("footer") or ""), class_="note") if it.get("footer") else None,
    ]
    return joined(parts)
