"""Blocks that carry their own structure: rich_text, markdown, table.

Must not know messages or views.
"""

from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.sandbox.page import emoji, mrkdwn
from bot.sandbox.page.markup import NOTHING, Child, el, joined, link
from bot.sandbox.page.reader import Reader

Part = dict[str, Any]
_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}
_BLOCKS = {"blockquote", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_INSIDE = {"a", "b", "br", "code", "del", "em", "i", "s", "strong"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def markdown(text: str) -> Markup:
    """Markdown as HTML: no tags of the author's own, no pictures from elsewhere, no scripts."""
    made = _parser().render(emoji.replaced(text))
    clean = nh3.clean(
        made,
        tags=_BLOCKS | _INSIDE | _TABLES,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
    )
    return el("div", Markup(clean), class_="markdown")  # noqa: S704 - nh3 has cleaned it


def rich_text(reader: Reader, block: Part) -> Markup:
    return el("div", [_container(reader, part) for part in block.get("elements", ())], class_="rich")


def _container(reader: Reader, part: Part) -> Markup:
    inside = part.get("elements", ())
    match part.get("type"):
        case "rich_text_list":
            tag = "ol" if part.get("style") == "ordered" else "ul"
            indent = min(int(part.get("indent", 0) or 0), 8)
            items = [el("li", [_piece(reader, it) for it in _elements(each)]) for each in inside]
            return el(tag, items, class_=f"indent-{indent}", start=_start(part) if tag == "ol" else None)
        case "rich_text_preformatted":
            return el("pre", [_piece(reader, each) for each in inside])
        case "rich_text_quote":
            return el("blockquote", [_piece(reader, each) for each in inside])
        case _:
            return el("div", [_piece(reader, each) for each in inside])


def _start(part: Part) -> int | None:
    offset = part.get("offset")
    return int(offset) + 1 if isinstance(offset, int) and offset else None


def _elements(part: Any) -> list[Part]:
    inside = part.get("elements", ()) if isinstance(part, dict) else ()
    return [each for each in inside if isinstance(each, dict)]


def _piece(reader: Reader, part: Part) -> Markup:
    shown = _bare(reader, part)
    style = part.get("style")
    for key, worn in style.items() if isinstance(style, dict) else ():
        if worn and key in _STYLES:
            shown = el(_STYLES[key], shown)
    return shown


def _bare(reader: Reader, part: Part) -> Markup:
    match part.get("type"):
        case "user":
            return mrkdwn.mention(reader, str(part.get("user_id", "")))
        case "usergroup":
            return mrkdwn.group(reader, str(part.get("usergroup_id", "")))
        case "channel":
            return mrkdwn.room(reader, str(part.get("channel_id", "")))
        case "broadcast":
            return el("span", f"@{part.get('range', 'channel')}", class_="mention me")
        case "emoji":
            return mrkdwn.emoji_html(f":{part.get('name', '')}:")
        case "link":
            address = str(part.get("url", ""))
            return link(address, str(part.get("text") or address))
        case "date":
            template = str(part.get("format", "{date_num} {time}"))
            return mrkdwn.date(reader, int(part.get("timestamp", 0)), template, fallback=str(part.get("fallback", "")))
        case _:
            return joined([str(part.get("text") or part.get("value") or "")])


def table(reader: Reader, block: Part) -> Markup:
    rows = [row for row in block.get("rows", ()) if isinstance(row, list)]
    lines: list[Child] = [
        el("tr", [el("td" if index else "th", _cell(reader, cell), scope=None if index else "col") for cell in row])
        for index, row in enumerate(rows)
    ]
    return el("div", el("table", lines), class_="table", tabindex=0, role="region", aria_label="Table")


def _cell(reader: Reader, cell: Any) -> Markup:
    if not isinstance(cell, dict):
        return NOTHING
    return rich_text(reader, cell) if cell.get("type") == "rich_text" else joined([str(cell.get("text", ""))])
