"""Block Kit's limits, with Slack's error shapes.

Checks blocks of a message or view and raises what Slack answers: `invalid_blocks` with the pointers of
every fault, `msg_blocks_too_long`, `view_too_large`, `invalid_arguments`. The limits come from Slack's
reference pages. Must not alter blocks.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox import blockkit_rich
from bot.sandbox.errors import SlackError, invalid_arguments

Block = dict[str, Any]
MAX_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_MARKDOWN = 12_000
MAX_MESSAGE_CHARACTERS = 13_200
MAX_VIEW_BYTES = 250_000

_EVERYWHERE = ("actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video")
_VIEW = frozenset(_EVERYWHERE)
_MESSAGE = frozenset((*_EVERYWHERE, "file", "markdown", "table"))
_SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_PICKERS = ("datepicker", "datetimepicker", "timepicker", "checkboxes", "radio_buttons", "overflow")
_INPUTS = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")
_OTHERS = ("button", "workflow_button", "image", "file_input")
_ELEMENTS = frozenset((*_SELECTS, *(f"multi_{it}" for it in _SELECTS), *_PICKERS, *_INPUTS, *_OTHERS))
_OPTION_LIMIT = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}


def check_message(blocks: Any, at: str = "/blocks") -> None:
    """Raises invalid_blocks or msg_blocks_too_long; `at` is where the blocks stand in the call."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    faults = [*_listing(blocks, MAX_BLOCKS, _MESSAGE, at), *_one_table(blocks, at)]
    if faults:
        messages = {"messages": [f"[ERROR] {fault}" for fault in faults]}
        raise SlackError("invalid_blocks", errors=faults, response_metadata=messages)
    if _characters(blocks) > MAX_MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def _one_table(blocks: list[Any], at: str) -> Iterator[str]:
    tables = [index for index, it in enumerate(blocks) if isinstance(it, dict) and it.get("type") == "table"]
    for index in tables[1:]:
        yield f"only_one_table_allowed [json-pointer:{at}/{index}]"


def check_view(view: Block, kind: str) -> None:
    """Raises invalid_arguments or view_too_large; `kind` is modal or home."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > MAX_VIEW_BYTES:
        raise SlackError("view_too_large")
    faults = [*_frame(view, kind)]
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        faults += _listing(blocks, MAX_VIEW_BLOCKS, _VIEW, "/view/blocks")
    else:
        faults.append("missing required field: blocks [json-pointer:/view]")
    if faults:
        raise invalid_arguments(*faults)


def _frame(view: Block, kind: str) -> Iterator[str]:
    if view.get("type") != kind:
        yield f"must be of type {kind} [json-pointer:/view/type]"
    if kind == "modal":
        if not isinstance(view.get("title"), dict):
            yield "missing required field: title [json-pointer:/view]"
        for part in ("title", "submit", "close"):
            if part in view and view[part] is not None:
                yield from _plain(view[part], 24, f"/view/{part}")
        if _has_input(view) and not view.get("submit"):
            yield "missing required field: submit [json-pointer:/view]"
    yield from _length(view.get("private_metadata"), 3000, "/view/private_metadata")
    yield from _length(view.get("callback_id"), 255, "/view/callback_id")


def _has_input(view: Block) -> bool:
    blocks = view.get("blocks")
    return isinstance(blocks, list) and any(isinstance(it, dict) and it.get("type") == "input" for it in blocks)


def _listing(blocks: list[Any], most: int, allowed: frozenset[str], at: str) -> Iterator[str]:
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        yield from _block(block, allowed, f"{at}/{index}")
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(block_id, str) and block_id in seen:
            yield f"block_id must be unique [json-pointer:{at}/{index}/block_id]"
        seen.add(str(block_id))


def _block(block: Any, allowed: frozenset[str], at: str) -> Iterator[str]:
    if not isinstance(block, dict) or block.get("type") not in allowed:
        kind = block.get("type") if isinstance(block, dict) else block
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _length(block.get("block_id"), 255, f"{at}/block_id")
    check = _CHECKS.get(block["type"])
    if check is not None:
        yield from check(block, at)


def _section(block: Block, at: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield f"missing required field: text [json-pointer:{at}]"
    if block.get("text") is not None:
        yield from _text(block["text"], 3000, f"{at}/text")
    fields = block.get("fields") or []
    if len(fields) > 10:
        yield f"no more than 10 items allowed [json-pointer:{at}/fields]"
    for index, field in enumerate(fields):
        yield from _text(field, 2000, f"{at}/fields/{index}")
    if block.get("accessory") is not None:
        yield from _element(block["accessory"], f"{at}/accessory")


def _header(block: Block, at: str) -> Iterator[str]:
    yield from _plain(block.get("text"), 150, f"{at}/text")


def _actions(block: Block, at: str) -> Iterator[str]:
    yield from _elements(block, 25, f"{at}/elements")


def _context(block: Block, at: str) -> Iterator[str]:
    items = block.get("elements")
    if not isinstance(items, list) or not items:
        yield f"must provide at least 1 item [json-pointer:{at}/elements]"
        return
    if len(items) > 10:
        yield f"no more than 10 items allowed [json-pointer:{at}/elements]"
    for index, item in enumerate(items):
        check = _image if isinstance(item, dict) and item.get("type") == "image" else _context_text
        yield from check(item, f"{at}/elements/{index}")


def _context_text(text: Any, at: str) -> Iterator[str]:
    yield from _text(text, 3000, at)


def _input(block: Block, at: str) -> Iterator[str]:
    yield from _plain(block.get("label"), 2000, f"{at}/label")
    if block.get("hint") is not None:
        yield from _plain(block["hint"], 2000, f"{at}/hint")
    if not isinstance(block.get("element"), dict):
        yield f"missing required field: element [json-pointer:{at}]"
        return
    yield from _element(block["element"], f"{at}/element")


def _markdown(block: Block, at: str) -> Iterator[str]:
    if not block.get("text"):
        yield f"missing required field: text [json-pointer:{at}]"
    yield from _length(block.get("text"), MAX_MARKDOWN, f"{at}/text")


def _image(block: Block, at: str) -> Iterator[str]:
    if not block.get("image_url") and not block.get("slack_file"):
        yield f"missing required field: image_url [json-pointer:{at}]"
    if not block.get("alt_text"):
        yield f"missing required field: alt_text [json-pointer:{at}]"
    yield from _length(block.get("image_url"), 3000, f"{at}/image_url")
    yield from _length(block.get("alt_text"), 2000, f"{at}/alt_text")
    if block.get("title") is not None:
        yield from _plain(block["title"], 2000, f"{at}/title")


_CHECKS = {
    "section": _section,
    "header": _header,
    "actions": _actions,
    "context": _context,
    "input": _input,
    "markdown": _markdown,
    "image": _image,
    **blockkit_rich.CHECKS,
}


def _elements(block: Block, most: int, at: str) -> Iterator[str]:
    items = block.get("elements")
    if not isinstance(items, list) or not items:
        yield f"must provide at least 1 item [json-pointer:{at}]"
        return
    if len(items) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
    names = [item.get("action_id") for item in items if isinstance(item, dict) and item.get("action_id")]
    if len(names) != len(set(names)):
        yield f"action_id must be unique [json-pointer:{at}]"
    for index, item in enumerate(items):
        yield from _element(item, f"{at}/{index}")


def _element(element: Any, at: str) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in _ELEMENTS:
        yield f"unsupported type: {element.get('type') if isinstance(element, dict) else element} [json-pointer:{at}]"
        return
    yield from _length(element.get("action_id"), 255, f"{at}/action_id")
    if element["type"] == "button":
        yield from _button(element, at)
    if element.get("placeholder") is not None:
        yield from _plain(element["placeholder"], 150, f"{at}/placeholder")
    if element.get("confirm") is not None:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    yield from _options(element, at)
    if element["type"] == "plain_text_input":
        yield from _text_input(element, at)


def _text_input(element: Block, at: str) -> Iterator[str]:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if not 0 <= shortest <= 3000:
        yield f"must be between 0 and 3000 [json-pointer:{at}/min_length]"
    if not 1 <= longest <= 3000:
        yield f"must be between 1 and 3000 [json-pointer:{at}/max_length]"
    yield from _length(element.get("initial_value"), longest, f"{at}/initial_value")


def _button(element: Block, at: str) -> Iterator[str]:
    yield from _plain(element.get("text"), 75, f"{at}/text")
    yield from _length(element.get("value"), 2000, f"{at}/value")
    yield from _length(element.get("url"), 3000, f"{at}/url")
    if element.get("style") not in (None, "primary", "danger"):
        yield f"must be a valid enum value [json-pointer:{at}/style]"


def _confirm(confirm: Any, at: str) -> Iterator[str]:
    for part, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if isinstance(confirm, dict) and confirm.get(part) is not None:
            yield from _text(confirm[part], most, f"{at}/{part}")


def _options(element: Block, at: str) -> Iterator[str]:
    kind = element["type"]
    if kind in ("static_select", "multi_static_select") and "option_groups" in element:
        for index, group in enumerate(element["option_groups"]):
            yield from _plain(group.get("label"), 75, f"{at}/option_groups/{index}/label")
            yield from _each_option(group.get("options"), 100, f"{at}/option_groups/{index}/options")
    elif kind in ("static_select", "multi_static_select", *_OPTION_LIMIT):
        yield from _each_option(element.get("options"), _OPTION_LIMIT.get(kind, 100), f"{at}/options")
    for name in ("initial_option", "initial_options"):
        yield from _initial(element, name, at)


def _initial(element: Block, name: str, at: str) -> Iterator[str]:
    given = element.get(name)
    if given is None or not element.get("options"):
        return
    wanted = given if isinstance(given, list) else [given]
    if any(each not in element["options"] for each in wanted):
        yield f"{name} must be among the options [json-pointer:{at}/{name}]"


def _each_option(options: Any, most: int, at: str) -> Iterator[str]:
    if not isinstance(options, list) or not options:
        yield f"must provide at least 1 item [json-pointer:{at}]"
        return
    if len(options) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
    for index, option in enumerate(options):
        yield from _text(option.get("text"), 75, f"{at}/{index}/text")
        yield from _length(option.get("value"), 150, f"{at}/{index}/value")
        if option.get("description") is not None:
            yield from _text(option["description"], 75, f"{at}/{index}/description")


def _plain(text: Any, most: int, at: str) -> Iterator[str]:
    if isinstance(text, dict) and text.get("type") != "plain_text":
        yield f"must be plain_text [json-pointer:{at}/type]"
    yield from _text(text, most, at)


def _text(text: Any, most: int, at: str) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"missing required field: text [json-pointer:{at}]"
        return
    words = text.get("text")
    if not isinstance(words, str) or not words:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    yield from _length(words, most, f"{at}/text")


def _length(value: Any, most: int, at: str) -> Iterator[str]:
    if isinstance(value, str) and len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def _characters(tree: Any) -> int:
    """All characters of text in blocks, which Slack sums up."""
    if isinstance(tree, list):
        return sum(map(_characters, tree))
    if not isinstance(tree, dict):
        return 0
    own = len(tree["text"]) if isinstance(tree.get("text"), str) else 0
    return own + sum(_characters(value) for value in tree.values() if isinstance(value, dict | list))
