"""Words that look for who instead of what: of anybody, of whoever is told by their work, and of people by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.warroom.linting import phrases_blame as phrases
from bot.warroom.linting.findings import Circumstances
from bot.warroom.linting.sentences import one_of, sentences, taken_back, whole

LONGEST = 200
"""Characters of a name that is looked for; Slack allows 80."""

_PARTS = {"who": phrases.WHO, "harmed": phrases.HARMED, "harm": phrases.HARM, "part": phrases.PART}
_BLAME = whole(phrases.BLAME, _PARTS)
# A capital at its beginning tells a name from a word; so this pattern minds the case.
_ACCUSED = re.compile(rf"(?<![\w-])(?!(?i:{phrases.PRODUCTS})\b)[A-Z][a-z]+ (?:{phrases.ACCUSED})(?!\w)")


def blame(text: str, circumstances: Circumstances) -> Iterator[str]:
    """Words that look for who instead of what."""
    patterns = (_BLAME, _ACCUSED, *_of_people(circumstances.names))
    for sentence in sentences(text):
        for pattern in patterns:
            yield from (found.group() for found in pattern.finditer(sentence) if not taken_back(sentence, found))


def _of_people(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    on_one_line = (" ".join(name.split()) for name in names)
    called = sorted({part for name in on_one_line for part in (name, *name.split()[:1]) if 2 < len(part) <= LONGEST})
    return (_by_name(tuple(called)),) if called else ()


@lru_cache(maxsize=64)
def _by_name(called: tuple[str, ...]) -> re.Pattern[str]:
    name = one_of("\n".join(re.escape(each).replace("\\ ", " ") for each in called))
    return whole(phrases.BLAMED_PERSON, {"name": name, **_PARTS})
