"""Regular expressions that an organisation writes: refused where a text could keep them busy for long.

Python's own search goes back and tries again, so `(a+)+` takes for ever on the wrong line. What a pattern may cost on
one line is counted from its parts; nesting one repetition in another, looking around and referring back are refused.
"""

from __future__ import annotations

import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from bot.policy.forms import One
from bot.policy.problems import Unfit
from bot.warroom.masking import PIECE

LONGEST, SHORTEST_MATCH, DEAREST = 200, 3, 4_000
_FREE = {sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN, sre.AT}
_ALLOWED = (
    "A regular expression of at most 200 characters whose matches have 3 or more, like EMP-\\d{6}. One `+` or `*` at "
    "most, none inside another, nothing that looks around or refers back."
)


def _pattern(written: str) -> str:
    """The pattern as it was written."""
    text = written.strip()
    if not text or len(text) > LONGEST:
        raise Unfit(f"This pattern has {len(text)} characters.")
    try:
        re.compile(text)
        parsed = parser.parse(text)
    except (re.error, RecursionError, OverflowError) as problem:
        raise Unfit(f"This is no regular expression: {problem}.") from None
    if _cost(parsed) > DEAREST:
        raise Unfit("On a long line it could take very long.")
    if parsed.getwidth()[0] < SHORTEST_MATCH:
        raise Unfit("It would mask single letters, or nothing at all, everywhere.")
    return text


def _cost(parts: Any) -> int:
    """How many ways there may be to match these parts from one place on."""
    cost = 1
    for kind, about in parts:
        cost *= _cost_of(kind, about)
    return cost


def _cost_of(kind: Any, about: Any) -> int:
    if kind in _FREE:
        return 1
    if kind is sre.SUBPATTERN:
        return _cost(about[-1])
    if kind is sre.BRANCH:
        return sum(_cost(each) for each in about[1])
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        least, most, body = about
        inside = _cost(body)
        if inside > 1 and most > 1:
            raise Unfit("One repetition stands inside another, or around alternatives: that can take for ever.")
        return int(min(most, PIECE) - least + 1) * inside
    raise Unfit("It looks around or refers back.")


PATTERN = One(_pattern, _ALLOWED)
