"""The facts of a refusal in a reader's words: what the core calls by its own names (states, milestones, outcomes), said
as every card says it. What people typed, and names that are typed as they stand, stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.comms.locale import Translator
from bot.comms.partners import WAITS
from bot.comms.shipped import said
from bot.comms.words import milestone_name, state_name

EMPTY = ("none", "nobody")
"""What a list of names is called by the core when there are none."""


def fact_words(name: str, fact: str, t: Translator) -> str:
    """A fact of that name, to stand within a sentence."""
    word = NAMED.get(name)
    if word is None:
        return said(fact, t.language)
    named = word(fact, t)
    return fact if named == fact else _within(named)


def _listed(fact: str, t: Translator) -> str:
    return t.gettext(WAITS.get(fact, fact))


NAMED: Mapping[str, Callable[[str, Translator], str]] = {
    "state": state_name,
    "to": state_name,
    "allowed": state_name,
    "known": lambda fact, t: t.gettext(fact) if fact in EMPTY else said(fact, t.language),
    "milestone": milestone_name,
    "other": milestone_name,
    "outcome": _listed,
    "verdict": _listed,
    "answer": _listed,
    "it": _listed,
}


def _within(word: str) -> str:
    """`Identified` as `identified`; `MIM accepted` and `MI-7` as they are."""
    return word[:1].lower() + word[1:] if word[1:2].islower() else word
