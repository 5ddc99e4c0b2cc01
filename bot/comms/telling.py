"""What the sentences of all stories share: one language, one zone, and a few phrases. Used by `describe*.py` only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.comms.locale import Translator
from bot.comms.words import role_name
from bot.warroom.base import Moment, Person, Value


@dataclass(frozen=True)
class Teller:
    """One language and one zone, and the phrases that sentences share."""

    t: Translator
    zone: str

    def at(self, moment: Moment) -> str:
        """A moment with its day."""
        return self.t.moment(moment, self.zone)

    def role(self, role: str) -> str:
        """The role's name."""
        return role_name(role, self.t)

    def with_words(self, sentence: str, words: str) -> str:
        """The sentence, a colon and the words, if there are any."""
        return f"{sentence}: {words}" if words.strip() else sentence

    def owed(self, text: str, owner: Person | None, due_at: Moment | None) -> str:
        """The text with its owner and due time."""
        notes = [self.t.gettext("owner: {name}").format(name=owner.name)] if owner else []
        if due_at:
            notes.append(self.t.gettext("by {time}").format(time=self.at(due_at)))
        return f"{text} ({', '.join(notes)})" if notes else text


Sentences = Mapping[type[Value], Callable[[Teller, Any], str]]
