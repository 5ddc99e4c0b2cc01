"""What somebody typed as the rich_text block that Slack's own clients send along with it.

The text of a message (mrkdwn, signs escaped) in, one block out. Must not know who typed it or where.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import groupby
from typing import Any

Element = dict[str, Any]
_SPANS = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<entity>[^<>\n]+)>"
    r"|(?<!\w):(?P<emoji>[a-z0-9_+'-]+):(?!\w)"
    r"|(?<![\w*])\*(?P<bold>\S(?:[^*\n]*\S)?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>\S(?:[^_\n]*\S)?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>\S(?:[^~\n]*\S)?)~(?![\w~])",
)
_STYLES = ("bold", "italic", "strike")
_BULLET = re.compile(r"^[•*-] +")
_ORDERED = re.compile(r"^\d+[.)] +")
_QUOTE = re.compile(r"^(?:&gt;|>) ?")


def block(text: str, block_id: str) -> Element:
    """The rich_text block of a text."""
    return {"type": "rich_text", "block_id": block_id, "elements": list(_parts(text))}


def _parts(text: str) -> Iterator[Element]:
    """Sections, lists, quotes and preformatted text, in order."""
    last = 0
    for match in re.finditer(r"```(.+?)```", text, re.DOTALL):
        yield from _lines(text[last : match.start()])
        words = [{"type": "text", "text": unescape(match[1].strip("\n"))}]
        yield {"type": "rich_text_preformatted", "elements": words, "border": 0}
        last = match.end()
    yield from _lines(text[last:])


def _lines(text: str) -> Iterator[Element]:
    if not text.strip("\n"):
        return
    for kind, found in groupby(text.strip("\n").split("\n"), _kind):
        yield _MAKERS[kind](list(found))


def _kind(line: str) -> str:
    if _QUOTE.match(line):
        return "quote"
    if _BULLET.match(line):
        return "bullet"
    return "ordered" if _ORDERED.match(line) else "section"


def _section(lines: list[str]) -> Element:
    return {"type": "rich_text_section", "elements": list(_spans("\n".join(lines), {}))}


def _quote(lines: list[str]) -> Element:
    said = "\n".join(_QUOTE.sub("", line) for line in lines)
    return {"type": "rich_text_quote", "elements": list(_spans(said, {}))}


def _list(style: str, mark: re.Pattern[str]) -> Callable[[list[str]], Element]:
    def made(lines: list[str]) -> Element:
        items = [_section([mark.sub("", line)]) for line in lines]
        return {"type": "rich_text_list", "style": style, "indent": 0, "border": 0, "elements": items}

    return made


_MAKERS: dict[str, Callable[[list[str]], Element]] = {
    "section": _section,
    "quote": _quote,
    "bullet": _list("bullet", _BULLET),
    "ordered": _list("ordered", _ORDERED),
}


def _spans(text: str, style: dict[str, bool]) -> Iterator[Element]:
    last = 0
    for match in _SPANS.finditer(text):
        yield from _plain(text[last : match.start()], style)
        yield from _span(match, style)
        last = match.end()
    yield from _plain(text[last:], style)


def _span(match: re.Match[str], style: dict[str, bool]) -> Iterator[Element]:
    kind = match.lastgroup
    inside = match[kind] if kind else match[0]
    if kind == "entity":
        yield _styled(_entity(inside), style)
    elif kind == "emoji":
        yield _styled({"type": "emoji", "name": inside}, style)
    elif kind == "code":
        yield from _plain(inside, style | {"code": True})
    elif kind in _STYLES:
        yield from _spans(inside, style | {kind: True})
    else:
        yield from _plain(match[0], style)


def _plain(text: str, style: dict[str, bool]) -> Iterator[Element]:
    if text:
        yield _styled({"type": "text", "text": unescape(text)}, style)


def _styled(element: Element, style: dict[str, bool]) -> Element:
    return element | ({"style": dict(style)} if style else {})


def _entity(inside: str) -> Element:
    target, _, label = inside.partition("|")
    match target[0], target[1:]:
        case "@", user:
            return {"type": "user", "user_id": user}
        case "#", channel:
            return {"type": "channel", "channel_id": channel}
        case "!", named if named.startswith("subteam^"):
            return {"type": "usergroup", "usergroup_id": named.removeprefix("subteam^")}
        case "!", named if named in ("here", "channel", "everyone"):
            return {"type": "broadcast", "range": named}
        case "!", named:
            return {"type": "text", "text": unescape(label or named)}
    link = {"type": "link", "url": unescape(target)}
    return link | ({"text": unescape(label)} if label else {})
