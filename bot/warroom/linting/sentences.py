"""Cutting a text into sentences, and telling whether words near a find take it back. English and Indonesian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# A full stop inside a number, a version or an address ends no sentence.
_END = re.compile(r"(?<=[.!?;…])\s+|\n+")
_CLAUSE = re.compile(r",\s+|\s+[–—-]\s+|\s+(?:and|but|dan|tetapi|tapi)\s+", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|no|nobody|none|never|without|unknown|unclear|cannot|belum|tidak|tak|bukan|tanpa|jangan|siapa pun)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:until|once|when|before|if|whether|sampai|hingga|setelah|begitu|jika|kalau|apakah|sebelum)\b", re.IGNORECASE
)
NEAR = 32


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, one a turn."""
    return (sentence.strip() for sentence in _END.split(text) if sentence.strip())


def clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence, as far as commas and `and` tell them apart."""
    return (clause for clause in _CLAUSE.split(sentence) if clause.strip())


def one_of(phrases: str) -> str:
    """Any of these lines, to be put in for a name in braces."""
    return f"(?:{'|'.join(phrases.strip().splitlines())})"


def whole(phrases: str, parts: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Any of these lines, as whole words, in any case; `parts` are put in for their names in braces."""
    lines = "|".join(phrases.strip().splitlines())
    for name, part in (parts or {}).items():
        lines = lines.replace(f"{{{name}}}", part)
    spaced = lines.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w-])", re.IGNORECASE)


def taken_back(sentence: str, found: re.Match[str]) -> bool:
    """A negation or condition stands shortly before the words: `not yet resolved`, `until it is restored`."""
    before = sentence[max(0, found.start() - NEAR) : found.start()]
    return bool(_NEGATED.search(before) or _CONDITIONAL.search(before))


def denied_before(sentence: str, found: re.Match[str]) -> bool:
    """A negation stands shortly before the words: `nobody is to blame`. A condition does not take them back."""
    return bool(_NEGATED.search(sentence[max(0, found.start() - NEAR) : found.start()]))


def denied_after(sentence: str, found: re.Match[str]) -> bool:
    """A negation stands shortly after the words: `the cause is not known`, `penyebabnya belum diketahui`."""
    return bool(_NEGATED.search(sentence[found.end() : found.end() + NEAR]))


def negated(words: str) -> bool:
    """A negation stands among these words."""
    return bool(_NEGATED.search(words))
