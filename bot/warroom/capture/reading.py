"""What a message reads like: nothing, or a kind of key moment with the rule and the words that say so. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.warroom.capture.kinds import KIND_ORDER, Kind
from bot.warroom.capture.pattern import Shape, said
from bot.warroom.capture.rules import ASKED, QUESTION, RULES, Rule
from bot.warroom.capture.shapes import CHATTER, SHAPES

LONGEST, FEWEST_WORDS, QUOTED = 1_000, 3, 60


@dataclass(frozen=True, slots=True)
class Reading:
    """`rule` is the name of the rule, `words` what it found in the message."""

    kind: Kind
    rule: str
    words: str


def _rank(rule: Rule | Shape) -> tuple[int, bool]:
    """Kinds in their order, set phrases before shapes; a shape may be asked before the rules of another kind."""
    if isinstance(rule, Shape) and rule.before:
        return KIND_ORDER.index(rule.before), False
    return KIND_ORDER.index(rule.kind), True


ORDER: tuple[Rule | Shape, ...] = tuple(sorted((*RULES, *SHAPES), key=_rank))
GUESSES = tuple(rule for rule in ORDER if rule.kind == "hypothesis")
"""What a question may be: *could it be the cache?*"""


def read(text: str) -> Reading | None:
    """What the message reads like; None for chatter, questions, and anything long enough to be a document."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST or plain.count(" ") + 1 < FEWEST_WORDS or any(asked.search(plain) for asked in ASKED):
        return None
    seen = said(plain)
    if CHATTER.search(seen.marked):
        return None
    for rule in GUESSES if QUESTION.search(plain) else ORDER:
        words = rule.fits(seen)
        if words:
            return Reading(rule.kind, rule.name, _quoted(words.strip(" ,:;.-")))
    return None


def _quoted(words: str) -> str:
    return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"
