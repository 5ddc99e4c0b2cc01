"""Times of recovery that nobody has promised: a missed estimate costs more trust than none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.warroom.base import Moment
from bot.warroom.errors import BadTime, TimeInFuture
from bot.warroom.linting import phrases_times as phrases
from bot.warroom.linting.findings import OPEN_PHASES, Circumstances
from bot.warroom.linting.sentences import NEAR, clauses, negated, sentences, taken_back, whole
from bot.warroom.times import BACK_OVER_MIDNIGHT, past

_PARTS = {
    "when": f"(?:{phrases.SPAN}|{phrases.CLOCK})",
    "span": phrases.SPAN,
    "clock": phrases.CLOCK,
    "back": phrases.BACK,
    "done": phrases.DONE,
    "later": phrases.LATER,
}
_ESTIMATES = whole(phrases.ESTIMATES, _PARTS)
_BARE, _TIMED = whole(phrases.BARE, _PARTS), whole(phrases.TIMED, _PARTS)
_PAST = whole(phrases.PAST)
_CLOCKS, _TO_COME = whole(phrases.HOUR_AND_MINUTE), whole(phrases.TO_COME)
# When the next word comes is promised, and belongs there.
_UPDATE = whole(phrases.NEXT_UPDATE)


def estimate(text: str, circumstances: Circumstances) -> Iterator[str]:
    """When it will be over, said or hinted at; the time of the next update is none."""
    for sentence in sentences(text):
        for part in clauses(sentence) if _UPDATE.search(sentence) else (sentence,):
            if not _UPDATE.search(part):
                yield from _hinted(part, circumstances)


def _hinted(text: str, circumstances: Circumstances) -> Iterator[str]:
    yield from (found.group() for found in _ESTIMATES.finditer(text) if not taken_back(text, found))
    yield from (found.group() for found in _BARE.finditer(text) if not _otherwise(text, found))
    if circumstances.state in OPEN_PHASES:
        timed = (found for found in _TIMED.finditer(text) if not _otherwise(text, found))
        ahead = (found.group() for found in timed if not _PAST.search(found.group()))
        yield from (words for words in ahead if _TO_COME.search(text) or not _is_behind(words, circumstances))


def _is_behind(words: str, circumstances: Circumstances) -> bool:
    """Every time of day in these words lies in the last hours, so they tell of what was."""
    now, clocks = circumstances.now, [found.group() for found in _CLOCKS.finditer(words)]
    return now is not None and bool(clocks) and all(_passed(each, now, circumstances.zone) for each in clocks)


def _passed(clock: str, now: Moment, zone: str) -> bool:
    try:
        return timedelta() <= now - past(clock, now, zone) <= BACK_OVER_MIDNIGHT
    except (BadTime, TimeInFuture):
        return False


def _otherwise(text: str, found: re.Match[str]) -> bool:
    """It was done at that time, or it is not so."""
    before = text[max(0, found.start() - NEAR) : found.start()]
    return bool(_PAST.search(before)) or taken_back(text, found) or negated(found.group())
