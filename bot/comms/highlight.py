"""People's words with those that were looked for in bold, and of a long text the part around the first of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.comms import render
from bot.comms.render import Markup
from bot.warroom.searching.query import Term
from bot.warroom.searching.tokens import WORD, stands, tokens

LEAD_IN = 50
_CHUNK = re.compile(r"\S+")
_INNER = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)


def highlighted(text: str, terms: Sequence[Term], limit: int) -> Markup:
    """One line of at most about so many letters. Slack wants space around bold, so whole words are bold, `payments-api`
    as one; asterisks of the text's own cannot begin or end a bold part.
    """
    chunks = _CHUNK.findall(unicodedata.normalize("NFC", render.clean(text)))
    found = _found(chunks, terms)
    start, end = _window(chunks, min(found, default=0), limit)
    shown = [_bold(chunk) if at in found else _as_it_is(chunk) for at, chunk in enumerate(chunks[start:end], start)]
    before, after = ["…"] if start else [], ["…"] if end < len(chunks) else []
    return Markup(" ".join([*before, *shown, *after]))


def _found(chunks: Sequence[str], terms: Sequence[Term]) -> set[int]:
    """Which of the chunks hold what was looked for."""
    words = [(word, at) for at, chunk in enumerate(chunks) for piece in WORD.findall(chunk) for word in tokens(piece)]
    found: set[int] = set()
    for term in terms:
        for at in range(len(words)):
            part = words[at : at + len(term.words)]
            if stands(term.words, [word for word, _ in part], begins=term.begins):
                found |= {chunk for _, chunk in part}
    return found


def _window(chunks: Sequence[str], first: int, limit: int) -> tuple[int, int]:
    """From a few words before the first that was found, as far as there is room."""
    start = first
    while start and sum(len(chunk) + 1 for chunk in chunks[start - 1 : first]) <= LEAD_IN:
        start -= 1
    if sum(len(chunk) + 1 for chunk in chunks[:first]) <= LEAD_IN:
        start = 0
    end, room = start, limit
    while end < len(chunks) and (room := room - min(len(chunks[end]), limit) - 1) >= 0:
        end += 1
    return start, max(end, min(start + 1, len(chunks)))


def _bold(chunk: str) -> Markup:
    inner = _INNER.fullmatch(chunk)
    before, word, after = inner.groups() if inner else ("", chunk, "")
    return Markup(f"{_as_it_is(before)}{render.bold(render.clip(word, 120))}{_as_it_is(after)}")


def _as_it_is(text: str) -> Markup:
    return Markup(render.escape(render.clip(text, 120)).replace("*", "∗"))
