"""Parts of sentences that the core hands to a refusal, kept so that the handlers can say them in any language."""

from __future__ import annotations

from typing import Any


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
