"""Words that can be said in any language later: parts of sentences that the core hands to a refusal (`Phrase`), and
what stands on the record of why something failed (`Told`). It knows no language: `bot.comms.phrasing` says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from bot.warroom.base import Value


class Phrase(str):
    """English words that remember what they were made of."""

    template: str
    facts: dict[str, Any]

    __slots__ = ("facts", "template")


def phrase(template: str, **facts: Any) -> Phrase:
    """The template with its `{facts}` filled in; `babel.cfg`'s extractor finds every template by this name."""
    made = Phrase(template.format(**facts))
    made.template, made.facts = template, facts
    return made


class Told(Value):
    """A phrase on the record: its template in the source language, and what stands in its places."""

    template: str
    facts: Mapping[str, int | str | Told] = Field(default_factory=dict)


def told(words: str) -> Told | None:
    """A phrase as the record keeps it; None of words that are nobody's template."""
    if not isinstance(words, Phrase):
        return None
    return Told(template=words.template, facts={name: _kept(fact) for name, fact in words.facts.items()})


def _kept(fact: object) -> int | str | Told:
    if isinstance(fact, Phrase):
        return told(fact) or str(fact)
    return fact if isinstance(fact, int) else str(fact)
