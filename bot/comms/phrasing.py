"""Phrases in a reader's language: those just made, and those that stand on a record. It makes none of its own words.

What was stored before phrases were kept has only its words, and is read as it was written.
"""

from __future__ import annotations

from datetime import timedelta

from bot.comms.locale import Translator, measured
from bot.warroom.phrases import Phrase, Told, phrase, told

CLOSING = ".!?…:;。！？؟۔।"
WRAPPING = "\"')]}»”’*_~`"  # may stand behind the sign that ends a sentence


def say(words: str, t: Translator) -> str:
    """A phrase in this language; other words as they are."""
    kept = told(words)
    return _said(kept, t) if kept else words


def retold(words: str, kept: Told | None, t: Translator) -> str:
    """What stands on a record, in this language where its phrase was kept with it."""
    return _said(kept, t) if kept else words


def _said(kept: Told, t: Translator) -> str:
    facts = {name: _said(fact, t) if isinstance(fact, Told) else fact for name, fact in kept.facts.items()}
    return t.gettext(kept.template).format(**facts)


def ended(text: object) -> str:
    """Somebody's words with the full stop that they left out, since another sentence may follow."""
    words = str(text).rstrip()
    end = words.rstrip(WRAPPING)[-1:]
    return f"{words}." if end and end not in CLOSING else words


def in_a_row(*sentences: str) -> str:
    """One after the other, each ended before the next begins: a server's own answer often is not."""
    given = [each for each in sentences if each.strip()]
    return " ".join([*map(ended, given[:-1]), *given[-1:]])


def length(of: timedelta) -> Phrase:
    """A length of time, to stand in another phrase."""
    template, parts = measured(of)
    return phrase(template, **parts)
