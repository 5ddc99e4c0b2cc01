"""What the sentences of all stories share: one language, one zone, and a few phrases. Used by `describe*.py` only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.comms.locale import Translator
from bot.comms.words import role_name, role_title, severity_name
from bot.warroom.base import Moment, Person, Value
from bot.warroom.policy import Policy


@dataclass(frozen=True)
class Teller:
    """One language and one zone, and the phrases that sentences share.

    With a policy its words stand for the names of severities, audiences, roles and models; what has left the policy
    since, or stands in a record of another one, keeps its name.
    """

    t: Translator
    zone: str
    policy: Policy | None = None

    def at(self, moment: Moment) -> str:
        """A moment with its day."""
        return self.t.moment(moment, self.zone)

    def role(self, role: str) -> str:
        """The role's title."""
        return role_title(role, self.policy, self.t) if self.policy else role_name(role, self.t)

    def severity(self, name: str) -> str:
        """`SEV1 Critical`."""
        return severity_name(name, self.policy) if self.policy else name

    def audience(self, name: str) -> str:
        """The audience's title."""
        known = self.policy.audiences.get(name) if self.policy else None
        return known.title if known else name.replace("_", " ")

    def audiences(self, names: tuple[str, ...]) -> str:
        """The audiences' titles in a sentence."""
        return self.t.listing([self.audience(name) for name in names])

    def model(self, name: str) -> str:
        """The model's title."""
        known = self.policy.models.get(name) if self.policy else None
        return known.title if known else name

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
