"""What an update claims, held against the record: how far we are, and when the next word comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.warroom.linting import phrases
from bot.warroom.linting.findings import OPEN_PHASES, Circumstances
from bot.warroom.linting.sentences import NEAR, sentences, taken_back, whole

_OVER, _FOUND, _SEEKING = whole(phrases.OVER, {"well": phrases.WELL}), whole(phrases.FOUND), whole(phrases.SEEKING)
_PARTLY = re.compile(r"\b(?:partial(?:ly)?|partly|some|for most|sebagian|beberapa)\b", re.IGNORECASE)
_CHECKING = re.compile(r"\b(?:sure|verify|check(?:ing)? that|memastikan|pastikan|supaya|agar)\b", re.IGNORECASE)


def phase(text: str, circumstances: Circumstances) -> Iterator[str]:
    """Words of another phase: over while it is not, found while it is sought, sought when it is found."""
    patterns = _foreign(circumstances)
    for sentence in sentences(text):
        for pattern in patterns:
            found = pattern.search(sentence)
            if found and not (taken_back(sentence, found) or (pattern is _OVER and _excused(sentence, found))):
                yield found.group()


def _excused(sentence: str, found: re.Match[str]) -> bool:
    """A part of it works again, or somebody makes sure that it does."""
    return bool(_PARTLY.search(sentence) or _CHECKING.search(sentence[max(0, found.start() - NEAR) : found.start()]))


def _foreign(circumstances: Circumstances) -> tuple[re.Pattern[str], ...]:
    if circumstances.state == "identified":
        return (_OVER, _SEEKING)
    if circumstances.state in OPEN_PHASES:
        return (_OVER,) if circumstances.cause_known else (_OVER, _FOUND)
    return (_SEEKING,) if circumstances.state == "monitoring" else ()


def next_time(_text: str, circumstances: Circumstances) -> Iterator[str]:
    """Nobody is told when the next update comes, though it is not the last."""
    if not circumstances.promises_next:
        yield ""
