"""Makes a message fit Slack's limits on text. It never drops words that can still be shown in a block.

Slack takes 4,000 characters of text in chat.update and advises them elsewhere; a section holds 3,000, and all blocks
together about 13,000 (undocumented; 10,000 is our budget).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.comms.message import Message

POST_TEXT = 4_000
UPDATE_TEXT = 3_900
SECTION_TEXT = 3_000
ALL_SECTIONS = 10_000
_OPEN_TOKEN = re.compile(r"(<[^>]*|&[a-z]{0,4})$")


def fitted(message: Message, limit: int) -> Message:
    """The same message with its text within `limit`; text that is cut stands in blocks, if there were none."""
    if not message.text.strip():
        return message.model_copy(update={"text": spoken(message.blocks)[:limit]})
    if len(message.text) <= limit:
        return message
    blocks = message.blocks or tuple(section(part) for part in parts(message.text))
    return Message(text=cut(message.text, limit), blocks=blocks)


def cut(text: str, limit: int) -> str:
    """The text up to `limit` characters, ended with an ellipsis and never inside a word, a link or an entity."""
    if len(text) <= limit:
        return text
    return text[: _edge(text, limit - 1)].rstrip() + "…"


def _edge(text: str, limit: int) -> int:
    kept = text[:limit]
    opened = _OPEN_TOKEN.search(kept)
    if opened and opened.start() > limit // 2:
        return opened.start()
    space = max(kept.rfind(" "), kept.rfind("\n"))
    return space if space > limit * 3 // 4 else limit


def parts(text: str) -> Iterator[str]:
    """The text in pieces that a section holds, up to the budget of all blocks."""
    text = cut(text, ALL_SECTIONS)
    while len(text) > SECTION_TEXT:
        edge = _edge(text, SECTION_TEXT)
        yield text[:edge]
        text = text[edge:].lstrip()
    if text:
        yield text


def section(text: str) -> dict[str, Any]:
    """A section that shows already escaped text as it is."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def spoken(blocks: tuple[Mapping[str, Any], ...]) -> str:
    """The first words that the blocks show: what a notification says when a message came without text."""
    for block in blocks:
        text = block.get("text")
        words = text.get("text") if isinstance(text, Mapping) else text
        if isinstance(words, str) and words.strip():
            return cut(words, SECTION_TEXT)
    return ""
