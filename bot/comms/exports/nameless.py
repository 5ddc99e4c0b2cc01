"""Texts without personal names: in their place stands the role, or that it was a responder.

For readers outside (regulator, customers). It takes out the names that the record knows, whole or in part, and
addresses; it cannot know a name that is nowhere else in the record, so somebody reads the document before it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.comms.exports.wording import Wording
from bot.comms.words import role_title
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry

SHORTEST = 3
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_UNKNOWN_ID = re.compile(r"@[UW][A-Z0-9]{5,}\b")


@dataclass(frozen=True)
class Nameless(Wording):
    """A wording that names nobody. `roles` tell what stands for a name, in lower case."""

    roles: Mapping[str, str] = field(default_factory=dict)
    names: re.Pattern[str] | None = None

    def plain(self, text: str) -> str:
        """The text without names and addresses."""
        text = _ADDRESS.sub(self.t.gettext("(e-mail address)"), super().plain(text))
        someone = self.t.gettext("a responder")
        text = _UNKNOWN_ID.sub(someone, text)
        return self.names.sub(lambda found: self.roles.get(_bare(found[0]), someone), text) if self.names else text

    def who(self, actor: Person | None, role: str | None) -> str:
        """The role alone."""
        if actor is None:
            return super().who(actor, role)
        return role_title(role, self.policy, self.t) if role else self.t.gettext("a responder")

    def named(self, person: Person) -> str:
        """Nobody."""
        return ""


def nameless(wording: Wording, state: Incident, entries: Iterable[Entry]) -> Nameless:
    """The same words for readers who may see no names of this incident."""
    people = {person.id: person for person in _people(state, entries)}
    for identity, name in state.people.items():
        people.setdefault(identity, Person(id=identity, name=name))
    titles = {each.id: _title(each, state, wording) for each in people.values()}
    roles = {name.lower(): titles[each.id] for each in people.values() for name in _forms(each.name)}
    known = Nameless(wording.t, wording.policy, titles, roles, _pattern(people.values()))
    return replace(known, people={**titles})


def _title(person: Person, state: Incident, wording: Wording) -> str:
    role = state.role_of(person)
    return role_title(role, wording.policy, wording.t) if role else wording.t.gettext("a responder")


def _people(state: Incident, entries: Iterable[Entry]) -> Iterator[Person]:
    """Everybody whose name the record holds."""
    yield state.reporter
    yield from (holder.person for holder in state.holders)
    for entry in entries:
        if entry.actor:
            yield entry.actor
        yield from (value for value in vars(entry.event).values() if isinstance(value, Person))


def _forms(name: str) -> list[str]:
    """The name and its parts that are long enough to be one."""
    parts = [part for part in re.split(r"[\s.,_()-]+", name) if len(part) >= SHORTEST and part.isalpha()]
    return [form for form in (" ".join(name.split()), *parts) if len(form) >= SHORTEST]


def _pattern(people: Iterable[Person]) -> re.Pattern[str] | None:
    """Whole names and handles however they are written, parts of names as names are written."""
    whole = {re.escape(form) for each in people for form in _forms(each.name)}
    if not whole:
        return None
    longest_first = "|".join(sorted(whole, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w)(?:@(?i:{longest_first})|(?:{longest_first}))(?!\w)")


def _bare(found: str) -> str:
    return " ".join(found.removeprefix("@").split()).lower()
