"""Hunting words of the wrong language in what people read.

The catalogue itself says which words are English and which Indonesian: an English word is one that stands in a source
text and in no translation, an Indonesian one the other way round. What people say here is made of words of neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from babel.messages.pofile import read_po

from bot.comms.locale import HERE

SAID = "zqx"
"""A word of people: of no language."""
SEEN = (
    "text",
    "title",
    "submit",
    "close",
    "label",
    "hint",
    "placeholder",
    "description",
    "alt_text",
    "deny",
    "confirm",
)
# What is typed as it stands, markup, addresses, files, handles, channels, settings and their like, and what was cut.
NO_WORDS = re.compile(
    r"```.*?```|`[^`]*`|/incident(?: [a-z]\w*)+|<!date[^|]*\||<[@#][A-Z0-9]+(?:\|[^>]*)?>|<?https?:[^|>\s]*[|>]?|"
    r":[a-z_0-9+-]+:|\b\S+\.\w+\b|\S+@\S+|[@#]\S+|\b\w+:\w+|\b\w+_\w+|\b[A-Z][A-Z0-9]+\b|\w+…",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")
# Names and terms of the field that both languages use.
SHARED = frozenset(
    ["posko", "slack", "incident", "manager", "major", "post", "review", "word", "html", "home", "statuspage", "email"]
)


def visible(node: Any, key: str = "") -> Iterator[str]:
    """Every text that a reader sees in a message or a view."""
    if isinstance(node, str):
        if key in SEEN:
            yield node
    elif isinstance(node, dict):
        for name, each in node.items():
            yield from visible(each, name)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from visible(each, key)


def strangers(texts: Iterable[str], language: str, *known: str) -> dict[str, list[str]]:
    """The texts with words of the other language, and those words; `known` are said as they stand everywhere."""
    foreign = _only("en" if language == "id" else "id") - set(known)
    found = {text: [word for word in words(text) if word in foreign] for text in dict.fromkeys(texts)}
    return {text: wrong for text, wrong in found.items() if wrong}


def words(text: str) -> list[str]:
    """Its words, in small letters, without what is no word."""
    return [word.casefold() for word in WORD.findall(NO_WORDS.sub(" ", text))]


@cache
def _only(language: str) -> frozenset[str]:
    """The words that only this language has."""
    with (HERE / "id" / "LC_MESSAGES" / "posko.po").open("rb") as source:
        messages = [message for message in read_po(source, locale="id") if message.id]
    english = {word for each in messages for word in _said(each.id)}
    indonesian = {word for each in messages for word in _said(each.string)}
    own, other = (english, indonesian) if language == "en" else (indonesian, english)
    return frozenset(own - other - SHARED)


def _said(text: Any) -> list[str]:
    whole = text if isinstance(text, str) else " ".join(text)
    return words(re.sub(r"\{[^}]*\}", " ", whole))
