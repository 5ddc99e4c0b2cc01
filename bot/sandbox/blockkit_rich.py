"""Block Kit's limits of the larger blocks: rich text, tables, videos, files.

Yields faults as `blockkit` does, with pointers. The limits come from Slack's reference pages. Must not alter blocks.
"""

from collections.abc import Callable, Iterator
from typing import Any

Block = dict[str, Any]
MAX_ROWS = 100
MAX_COLUMNS = 20
_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
# What each kind of leaf must carry.
_LEAVES: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "link": ("url",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "emoji": ("name",),
    "broadcast": ("range",),
    "color": ("value",),
    "date": ("timestamp", "format"),
    "team": ("team_id",),
}
_STYLES = frozenset({"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"})
_VIDEO_TEXTS = {"alt_text": 2000, "author_name": 50, "provider_name": 50}


def rich_text(block: Block, at: str) -> Iterator[str]:
    parts = block.get("elements")
    if not isinstance(parts, list):
        yield f"missing required field: elements [json-pointer:{at}]"
        return
    for index, part in enumerate(parts):
        yield from _part(part, _PARTS, f"{at}/elements/{index}")


def _part(part: Any, allowed: tuple[str, ...], at: str) -> Iterator[str]:
    kind = part.get("type") if isinstance(part, dict) else part
    if kind not in allowed:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    inside = part.get("elements")
    if not isinstance(inside, list):
        yield f"missing required field: elements [json-pointer:{at}]"
        return
    if kind == "rich_text_list":
        yield from _list(part, inside, at)
        return
    for index, leaf in enumerate(inside):
        yield from _leaf(leaf, f"{at}/elements/{index}")


def _list(part: Block, items: list[Any], at: str) -> Iterator[str]:
    if part.get("style") not in ("bullet", "ordered"):
        yield f"must be a valid enum value [json-pointer:{at}/style]"
    if not 0 <= part.get("indent", 0) <= 8:
        yield f"must be between 0 and 8 [json-pointer:{at}/indent]"
    for index, item in enumerate(items):
        yield from _part(item, ("rich_text_section",), f"{at}/elements/{index}")


def _leaf(leaf: Any, at: str) -> Iterator[str]:
    kind = leaf.get("type") if isinstance(leaf, dict) else leaf
    if kind not in _LEAVES:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    for name in _LEAVES[kind]:
        if name not in leaf:
            yield f"missing required field: {name} [json-pointer:{at}]"
        elif leaf[name] == "":
            yield f"must be more than 0 characters [json-pointer:{at}/{name}]"
    for style in leaf.get("style") or ():
        if style not in _STYLES:
            yield f"no additional properties allowed: {style} [json-pointer:{at}/style]"


def table(block: Block, at: str) -> Iterator[str]:
    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        yield f"missing required field: rows [json-pointer:{at}]"
        return
    yield from _no_more(rows, MAX_ROWS, f"{at}/rows")
    yield from _no_more(block.get("column_settings") or [], MAX_COLUMNS, f"{at}/column_settings")
    for index, setting in enumerate(block.get("column_settings") or []):
        if setting and setting.get("align", "left") not in ("left", "center", "right"):
            yield f"must be a valid enum value [json-pointer:{at}/column_settings/{index}/align]"
    for row, cells in enumerate(rows):
        yield from _no_more(cells, MAX_COLUMNS, f"{at}/rows/{row}")
        for column, cell in enumerate(cells):
            yield from _cell(cell, f"{at}/rows/{row}/{column}")


def _no_more(items: list[Any], most: int, at: str) -> Iterator[str]:
    if len(items) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"


def _cell(cell: Any, at: str) -> Iterator[str]:
    kind = cell.get("type") if isinstance(cell, dict) else cell
    if kind == "rich_text":
        yield from rich_text(cell, at)
    elif kind != "raw_text":
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
    elif not cell.get("text"):
        yield f"must be more than 0 characters [json-pointer:{at}/text]"


def video(block: Block, at: str) -> Iterator[str]:
    for name in ("alt_text", "thumbnail_url", "title", "video_url"):
        if not block.get(name):
            yield f"missing required field: {name} [json-pointer:{at}]"
    if not str(block.get("video_url", "https://")).startswith("https://"):
        yield f"must be a valid https url [json-pointer:{at}/video_url]"
    for name, most in _VIDEO_TEXTS.items():
        yield from _shorter(block.get(name), most, f"{at}/{name}")
    for name, most in (("title", 199), ("description", 199)):
        told = block.get(name)
        yield from _shorter(told.get("text") if isinstance(told, dict) else None, most, f"{at}/{name}/text")


def _shorter(value: Any, most: int, at: str) -> Iterator[str]:
    if isinstance(value, str) and len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def file(block: Block, at: str) -> Iterator[str]:
    if not block.get("external_id"):
        yield f"missing required field: external_id [json-pointer:{at}]"
    if block.get("source") != "remote":
        yield f"must be a valid enum value [json-pointer:{at}/source]"


CHECKS: dict[str, Callable[[Block, str], Iterator[str]]] = {
    "rich_text": rich_text,
    "table": table,
    "video": video,
    "file": file,
}
