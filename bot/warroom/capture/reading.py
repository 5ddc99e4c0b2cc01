"""What a message reads like: nothing, or a kind of key moment with the rule and the words that say so. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.warroom.capture.rules import ASKED, RULES, Kind

LONGEST, FEWEST_WORDS, QUOTED = 1_000, 3, 60


@dataclass(frozen=True, slots=True)
class Reading:
    """`rule` is the name of the rule, `words` what it found in the message."""

    kind: Kind
    rule: str
    words: str


def read(text: str) -> Reading | None:
    """What the message reads like; None for chatter, questions, and anything long enough to be a document."""
    said = " ".join(text.split())
    if len(said) > LONGEST or said.count(" ") + 1 < FEWEST_WORDS or any(asked.search(said) for asked in ASKED):
        return None
    for rule in RULES:
        found = rule.fits(said)
        if found:
            return Reading(rule.kind, rule.name, _quoted(found.group().strip(" ,:;.-")))
    return None


def _quoted(words: str) -> str:
    return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"
