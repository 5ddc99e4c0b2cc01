"""Times of recovery that nobody has promised: a missed estimate costs more trust than none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.warroom.linting import phrases
from bot.warroom.linting.findings import Circumstances
from bot.warroom.linting.sentences import sentences, taken_back, whole

_PARTS = {"when": f"(?:{phrases.SPAN}|{phrases.CLOCK})", "span": phrases.SPAN, "back": phrases.BACK}
_ESTIMATES = whole(phrases.ESTIMATES, _PARTS)
# When the next word comes is promised, and belongs there.
_UPDATE = whole(phrases.NEXT_UPDATE)


def estimate(text: str, _circumstances: Circumstances) -> Iterator[str]:
    """When it will be over, said or hinted at; the time of the next update is none."""
    for sentence in sentences(text):
        if not _UPDATE.search(sentence):
            yield from (found.group() for found in _ESTIMATES.finditer(sentence) if not taken_back(sentence, found))
