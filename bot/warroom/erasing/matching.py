"""Finding words again where they were copied to: with other spaces, escaped for Slack, in other letters, cut short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bot.warroom.erasing.fields import ERASED

LONG_ENOUGH = 12
"""Letters that a whole text must have to be looked for within others: `ok` and `restarted` stand everywhere."""
CUT_FROM = 24
"""Letters that must be left of a text that was cut short, for it to be known again."""
_ESCAPED = {"&": "(?:&amp;|&)", "<": "(?:&lt;|<)", ">": "(?:&gt;|>)"}


@dataclass(frozen=True)
class Needle:
    """Words to be taken out. `anywhere`: within any text; else only a text that says nothing else is one."""

    words: str
    anywhere: bool
    _pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", re.compile(_pattern(self.words), re.IGNORECASE))

    def found(self, text: str, *, equal: bool = True) -> bool:
        """Whether the text holds them; with `equal` also when it is these words and they are too short otherwise."""
        return self.without(text, equal=equal) != text

    def without(self, text: str, *, equal: bool = True) -> str:
        """The text without them."""
        if equal and self._pattern.fullmatch(text.strip()):
            return ERASED
        if not self.anywhere:
            return text
        return self._cut_short(self._pattern.sub(ERASED, text))

    def _cut_short(self, text: str) -> str:
        if "…" not in text or len(self.words) <= CUT_FROM:
            return text
        for start, end in list(self._beginnings(text))[::-1]:
            text = f"{text[:start]}{ERASED}{text[end:]}"
        return text

    def _beginnings(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words begin and break off with an ellipsis."""
        for found in re.finditer(re.escape(self.words[:CUT_FROM]), text):
            end, at = found.end(), CUT_FROM
            while end < len(text) and at < len(self.words) and text[end] == self.words[at]:
                end, at = end + 1, at + 1
            if text[end : end + 1] == "…" or text[end : end + 2] == " …":
                yield found.start(), end


def _pattern(words: str) -> str:
    """The words as they may be written elsewhere; never within a longer word."""
    pieces = (r"\s+").join(
        "".join(_ESCAPED.get(letter, re.escape(letter)) for letter in word) for word in words.split()
    )
    begins = r"(?<!\w)" if re.match(r"\w", words.strip()) else ""
    ends = r"(?!\w)" if re.search(r"\w\Z", words.strip()) else ""
    return f"{begins}{pieces}{ends}"


def needles(texts: Iterable[str]) -> tuple[Needle, ...]:
    """Whole texts to be found again, the longest first."""
    each = sorted({text.strip() for text in texts}, key=len, reverse=True)
    return tuple(Needle(text, len(text) >= LONG_ENOUGH) for text in each)


def taken_out(found: Iterable[Needle], *, equal: bool = True) -> Callable[[str], str]:
    """What takes all of them out of a text."""
    known = tuple(found)

    def change(text: str) -> str:
        for needle in known:
            text = needle.without(text, equal=equal)
        return text

    return change
