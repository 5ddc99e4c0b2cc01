"""Small builders of Block Kit that keep Slack's limits, so that no card or modal is refused for its size.

Text that may be long is cut; too many buttons, options or fields are a mistake of ours and raise. Markup must come
from `render` (the type says so); plain text is cleaned here. It knows no incident. Limits: Slack's Block Kit
reference; the total over all blocks of a message is measured, not documented.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from bot.comms import render
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.render import Markup, clip, cut, fill, plain, size

Block = dict[str, Any]
Element = dict[str, Any]
Style = Literal["primary", "danger"]

SECTION, FIELD, FIELDS, HEADER, CONTEXT, ELEMENTS = 3_000, 2_000, 10, 150, 10, 25
BUTTON, VALUE, URL, OPTION, OPTIONS, OVERFLOW, NAME = 75, 2_000, 3_000, 75, 100, 5, 255
TITLE, VIEW_BLOCKS, PRIVATE, PLACEHOLDER, LABEL = 24, 100, 3_000, 150, 2_000
BLOCKS, BUDGET, TEXT = 50, 10_000, 3_000


class LimitError(ValueError):
    """A card or modal of ours asks for more than Slack allows; the code that builds it is wrong."""


def _at_most(items: Sequence[Any], limit: int, what: str) -> list[Any]:
    if not 1 <= len(items) <= limit:
        raise LimitError(f"{len(items)} {what}; Slack takes 1 to {limit}")
    return list(items)


def _named(name: str) -> str:
    if not 1 <= len(name) <= NAME:
        raise LimitError(f"an id of {len(name)} characters; Slack takes 1 to {NAME}")
    return str(name)


def _short(value: str, limit: int, what: str) -> str:
    if size(value) > limit:
        raise LimitError(f"a {what} of {size(value)} characters; Slack takes {limit}")
    return value


def mrkdwn(text: Markup, limit: int = SECTION) -> Element:
    """A text object with markup; `verbatim`, so that Slack links no bare channel names or addresses by itself."""
    return {"type": "mrkdwn", "text": cut(text, limit) or " ", "verbatim": True}


def plain_text(text: str, limit: int) -> Element:
    """A text object without markup."""
    return {"type": "plain_text", "text": clip(plain(text), limit) or " ", "emoji": True}


def header(text: str) -> Block:
    """A large line."""
    return {"type": "header", "text": plain_text(text, HEADER)}


def section(text: Markup, *, accessory: Element | None = None, block_id: str = "") -> Block:
    """A paragraph, with a button or menu beside it if given."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return _with_id(block, block_id)


def sections(text: Markup) -> list[Block]:
    """A long text as several paragraphs, broken between lines where that is possible."""
    pieces: list[list[str]] = [[]]
    room = SECTION
    for each in text.split("\n"):
        room -= size(each) + 1
        if room < 0 and pieces[-1]:
            pieces.append([])
            room = SECTION - size(each) - 1
        pieces[-1].append(each)
    return [section(render.join("\n", map(Markup, piece))) for piece in pieces if any(map(str.strip, piece))]


def fields(texts: Sequence[Markup]) -> Block:
    """Short facts in two columns (one on a phone)."""
    return {"type": "section", "fields": [mrkdwn(text, FIELD) for text in _at_most(texts, FIELDS, "fields")]}


def context(*texts: Markup) -> Block:
    """Small grey text."""
    return {"type": "context", "elements": [mrkdwn(text) for text in _at_most(texts, CONTEXT, "context texts")]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(*elements: Element, block_id: str = "") -> Block:
    """A row of buttons and menus."""
    return _with_id({"type": "actions", "elements": _at_most(elements, ELEMENTS, "elements")}, block_id)


def button(
    label: str,
    action: str,
    value: str = "",
    *,
    style: Style | None = None,
    confirm: Element | None = None,
    url: str = "",
) -> Element:
    """A button. With a `url` it opens that page (and still reports the press, which must be acked)."""
    element: Element = {"type": "button", "text": plain_text(label, BUTTON), "action_id": _named(action)}
    if value:
        element["value"] = _short(value, VALUE, "button value")
    if url:
        element["url"] = _short(url, URL, "button address")
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    return element


def confirm(title: str, text: str, yes: str, no: str, *, style: Style | None = None) -> Element:
    """The question asked before a button does what cannot be undone."""
    element: Element = {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
    }
    return {**element, "style": style} if style else element


def option(label: str, value: str, *, description: str = "") -> Element:
    """A choice in a menu, or in a group of check boxes or radio buttons."""
    element: Element = {"text": plain_text(label, OPTION), "value": _short(value, 150, "option value")}
    return {**element, "description": plain_text(description, OPTION)} if description else element


def overflow(action: str, options: Sequence[Element]) -> Element:
    """The three dots with a short menu behind them."""
    return {
        "type": "overflow",
        "action_id": _named(action),
        "options": _at_most(options, OVERFLOW, "overflow options"),
    }


def static_select(
    action: str, options: Sequence[Element], *, placeholder: str = "", initial: Element | None = None
) -> Element:
    """A menu with one choice."""
    return _choosing("static_select", action, options, placeholder, {"initial_option": initial})


def multi_static_select(
    action: str, options: Sequence[Element], *, placeholder: str = "", initial: Sequence[Element] = ()
) -> Element:
    """A menu with several choices."""
    return _choosing("multi_static_select", action, options, placeholder, {"initial_options": list(initial)})


def radio_buttons(action: str, options: Sequence[Element], *, initial: Element | None = None) -> Element:
    """A few choices, all visible, one taken."""
    return _choosing("radio_buttons", action, options, "", {"initial_option": initial}, limit=10)


def checkboxes(action: str, options: Sequence[Element], *, initial: Sequence[Element] = ()) -> Element:
    """A few choices, all visible, any number taken."""
    return _choosing("checkboxes", action, options, "", {"initial_options": list(initial)}, limit=10)


def _choosing(
    kind: str,
    action: str,
    options: Sequence[Element],
    placeholder: str,
    initial: dict[str, Any],
    *,
    limit: int = OPTIONS,
) -> Element:
    element: Element = {"type": kind, "action_id": _named(action), "options": _at_most(options, limit, "options")}
    if placeholder:
        element["placeholder"] = plain_text(placeholder, PLACEHOLDER)
    return {**element, **{name: value for name, value in initial.items() if value}}


def users_select(action: str, *, placeholder: str = "", initial: str = "") -> Element:
    """A menu of the workspace's people."""
    element: Element = {"type": "users_select", "action_id": _named(action)}
    if placeholder:
        element["placeholder"] = plain_text(placeholder, PLACEHOLDER)
    return {**element, "initial_user": initial} if initial else element


def text_input(
    action: str, *, initial: str = "", placeholder: str = "", multiline: bool = False, longest: int = 3_000
) -> Element:
    """A field to type into. `initial` is shown as it is, but for signs that no keyboard has: fields know no markup."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": _named(action),
        "multiline": multiline,
        "max_length": longest,
    }
    if initial:
        element["initial_value"] = clip(render.clean(initial), longest)
    return {**element, "placeholder": plain_text(placeholder, PLACEHOLDER)} if placeholder else element


def field(
    block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = False, dispatch: bool = False
) -> Block:
    """A labelled input of a modal."""
    block: Block = {
        "type": "input",
        "block_id": _named(block_id),
        "label": plain_text(label, LABEL),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain_text(hint, LABEL)
    return {**block, "dispatch_action": True} if dispatch else block


def modal(
    callback: str, title: str, blocks: Sequence[Block], *, submit: str = "", close: str = "", private: str = ""
) -> dict[str, Any]:
    """A modal view; `private` comes back with the submission."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": _named(callback),
        "title": plain_text(title, TITLE),
        "blocks": _at_most(blocks, VIEW_BLOCKS, "view blocks"),
        "private_metadata": _short(private, PRIVATE, "private_metadata"),
    }
    for name, label in (("submit", submit), ("close", close)):
        if label:
            view[name] = plain_text(label, TITLE)
    return view


def home(blocks: Sequence[Block]) -> dict[str, Any]:
    """The view of the Home tab."""
    return {"type": "home", "blocks": _at_most(blocks, VIEW_BLOCKS, "view blocks")}


def _with_id(block: Block, block_id: str) -> Block:
    return {**block, "block_id": _named(block_id)} if block_id else block


def weight(block: Block) -> int:
    """How much of a message's budget a block takes: the characters of its JSON, as Slack receives it."""
    return size(json.dumps(block, ensure_ascii=False))


def fit(blocks: Sequence[Block], t: Translator) -> tuple[Block, ...]:
    """The blocks that fit into one message, with a line that says how many were left out.

    The small print and buttons at the end are kept before the paragraphs in the middle: what comes next and what
    can be done matters most at night.
    """
    if len(blocks) <= BLOCKS and sum(map(weight, blocks)) <= BUDGET:
        return tuple(blocks)
    end = _end(blocks)
    kept = _first(blocks[: len(blocks) - len(end)], BLOCKS - 1 - len(end), BUDGET - 300 - sum(map(weight, end)))
    left = len(blocks) - len(kept) - len(end)
    more = t.ngettext("… and {n} more part that does not fit here", "… and {n} more parts that do not fit here", left)
    return (*kept, context(fill(more, n=left)), *end)


def _end(blocks: Sequence[Block]) -> list[Block]:
    end: list[Block] = []
    for block in reversed(blocks):
        if block["type"] not in {"actions", "context"} or sum(map(weight, [block, *end])) > BUDGET // 2:
            break
        end.insert(0, block)
    return end


def _first(blocks: Sequence[Block], most: int, budget: int) -> list[Block]:
    kept: list[Block] = []
    for block in blocks[:most]:
        budget -= weight(block)
        if budget < 0:
            break
        kept.append(block)
    return kept


def message(text: Markup, blocks: Sequence[Block], t: Translator) -> Message:
    """A message within all limits; `text` is what notifications and screen readers give."""
    return Message(text=cut(text, TEXT), blocks=fit(blocks, t))
