"""A cause told as a fact, or as a guess, before anybody has confirmed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.warroom.linting import phrases_causes as phrases
from bot.warroom.linting.findings import Circumstances
from bot.warroom.linting.sentences import denied_after, one_of, sentences, taken_back, whole

_SYSTEM = {"system": one_of(phrases.SYSTEM)}
_CAUSES, _CAUSED = whole(phrases.CAUSES), whole(phrases.CAUSED)
_REASONS, _FAILING, _PART = whole(phrases.REASONS), whole(phrases.FAILING), whole(phrases.SYSTEM)
_GUESSES = whole(phrases.GUESSES, {"a": phrases.A, "likely": phrases.LIKELY, "maybe": phrases.MAYBE, **_SYSTEM})
_LOOKED_FOR = whole(phrases.LOOKED_FOR)
_ITSELF = re.compile(phrases.ITSELF, re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
SHARED = 3
AROUND = 48


def cause(text: str, circumstances: Circumstances) -> Iterator[str]:
    """A cause, while none is confirmed: by its wording, as a guess, or by the words of an open hypothesis."""
    if circumstances.cause_known:
        return
    for sentence in sentences(text):
        yield from (_told(sentence, found) for found in _worded(sentence))
        if not _LOOKED_FOR.search(sentence):
            yield from _guessed(sentence, circumstances.unconfirmed)


def _worded(sentence: str) -> Iterator[re.Match[str]]:
    for found in _CAUSES.finditer(sentence):
        if not (taken_back(sentence, found) or denied_after(sentence, found) or _sought(sentence, found, after=AROUND)):
            yield found
    for pattern in (_CAUSED, _REASONS):
        for found in pattern.finditer(sentence):
            known = pattern is _CAUSED or _explains(sentence, found)
            if known and not (taken_back(sentence, found) or _of_itself(sentence, found) or _sought(sentence, found)):
                yield found
    yield from (found for found in _GUESSES.finditer(sentence) if not taken_back(sentence, found))


def _explains(sentence: str, found: re.Match[str]) -> bool:
    """The reason of a failure, or a part of the system as the reason: everything else has its reasons too."""
    return bool(_FAILING.search(sentence[: found.start()]) or _PART.search(sentence[found.end() :]))


def _of_itself(sentence: str, found: re.Match[str]) -> bool:
    """`The delay caused by this outage`: what the incident brings about is no cause of it."""
    return bool(_ITSELF.match(sentence, found.end()))


def _sought(sentence: str, found: re.Match[str], after: int = 0) -> bool:
    before = sentence[max(0, found.start() - AROUND) : found.start()]
    return bool(_LOOKED_FOR.search(before) or _LOOKED_FOR.search(sentence[found.end() : found.end() + after]))


def _told(sentence: str, found: re.Match[str]) -> str:
    return sentence[found.start() : found.end() + 40].strip()


def _guessed(sentence: str, hypotheses: tuple[str, ...]) -> Iterator[str]:
    said = _words(sentence)
    for hypothesis in hypotheses:
        guessed = _words(hypothesis)
        if len(guessed) >= SHARED and len(said & guessed) >= max(SHARED, len(guessed) * 3 // 4):
            yield sentence


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
