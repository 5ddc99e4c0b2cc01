"""An update that says what the last one said: readers stop reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.warroom.linting.findings import Circumstances

ALIKE = 92
SHORTEST = 24
_NUMBER = re.compile(r"\d+")


def near_copy(text: str, circumstances: Circumstances) -> Iterator[str]:
    """Almost the words of the previous update. Other numbers are news."""
    previous = circumstances.previous
    if min(len(text), len(previous)) < SHORTEST or _NUMBER.findall(text) != _NUMBER.findall(previous):
        return
    if fuzz.ratio(text.casefold(), previous.casefold()) >= ALIKE:
        yield text[:80]
