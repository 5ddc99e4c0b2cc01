"""A cause told as a fact before anybody has confirmed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.warroom.linting import phrases
from bot.warroom.linting.findings import Circumstances
from bot.warroom.linting.sentences import denied_after, sentences, taken_back, whole

_CAUSES = whole(phrases.CAUSES)
_LOOKED_FOR = whole(phrases.LOOKED_FOR)
_WORD = re.compile(r"[^\W\d_]{4,}")
SHARED = 3


def cause(text: str, circumstances: Circumstances) -> Iterator[str]:
    """A cause, while none is confirmed: by its wording, or by the words of a hypothesis that is still open."""
    if circumstances.cause_known:
        return
    for sentence in sentences(text):
        if _LOOKED_FOR.search(sentence):
            continue
        yield from _worded(sentence)
        yield from _guessed(sentence, circumstances.unconfirmed)


def _worded(sentence: str) -> Iterator[str]:
    for found in _CAUSES.finditer(sentence):
        if not (taken_back(sentence, found) or denied_after(sentence, found)):
            yield sentence[found.start() : found.end() + 40].strip()


def _guessed(sentence: str, hypotheses: tuple[str, ...]) -> Iterator[str]:
    said = _words(sentence)
    for hypothesis in hypotheses:
        guessed = _words(hypothesis)
        if len(guessed) >= SHARED and len(said & guessed) >= max(SHARED, len(guessed) * 3 // 4):
            yield sentence


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
