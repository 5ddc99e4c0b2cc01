"""Words as they are compared: without case and accents, so that `cafe` finds `Café` in any language and database.

The same function makes the words of the index and of a question, so neither database's own idea of a word matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")
LONGEST = 64
"""Letters of a word that count; longer ones are identifiers, told apart by their beginning."""


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word[:LONGEST] for word in WORD.findall(fold(text))]


def fold(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    bare = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(bare).casefold()


def matches(asked: Sequence[str], there: Sequence[str], *, begins: bool) -> bool:
    """Whether the words stand side by side there; the last may go on when it `begins`."""
    return any(stands(asked, there[at : at + len(asked)], begins=begins) for at in range(len(there)))


def stands(asked: Sequence[str], there: Sequence[str], *, begins: bool) -> bool:
    """Whether these very words are the ones asked for."""
    if len(there) != len(asked) or list(there[:-1]) != list(asked[:-1]):
        return False
    return there[-1].startswith(asked[-1]) if begins else there[-1] == asked[-1]
