"""How an export words what the core only names: people, roles, times, lengths of time, and Slack's own markup.

Everything here is plain text; each format escapes it once, at its own edge. It fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.comms.describe import describe
from bot.comms.locale import Translator, zone_name
from bot.comms.render import clean
from bot.comms.shipped import policy_in
from bot.comms.words import role_title
from bot.warroom.base import Person
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

_MARKUP = re.compile(r"<(?P<sign>[@#!]?)(?P<body>[^<>|\n]+)(?:\|(?P<label>[^<>\n]*))?>")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ENTITY = re.compile("&(amp|lt|gt);")
_LETTERS = {"amp": "&", "lt": "<", "gt": ">"}


@dataclass(frozen=True)
class Wording:
    """One language, one organisation, and the names behind the ids of one incident."""

    t: Translator
    policy: Policy
    people: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "policy", policy_in(self.policy, self.t.language))

    def knowing(self, state: Incident, people: Iterable[Person] = ()) -> Wording:
        """The same, knowing the people of this incident (and these) by name."""
        names = {each.id: each.name for each in (*people, *(holder.person for holder in state.holders))}
        return Wording(self.t, self.policy, {**names, **state.people})

    def entry(self, entry: Entry) -> str:
        """One sentence for an entry."""
        return self.plain(describe(entry, self.t, self.policy.timezone, self.policy))

    def plain(self, text: str) -> str:
        """People's text as it is read: names instead of ids, links with their address."""
        return readable(text, self.people)

    def who(self, actor: Person | None, role: str | None) -> str:
        """The role where there is one (roles before names), else the name; the bot by its own."""
        if actor is None:
            return "Posko"
        return role_title(role, self.policy, self.t) if role else clean(actor.name)

    def named(self, person: Person) -> str:
        """Somebody's name; nothing in a document that names nobody."""
        return clean(person.name)

    def local(self, at: datetime) -> datetime:
        """The moment on the organisation's clock."""
        return at.astimezone(ZoneInfo(self.policy.timezone))

    def zone(self, at: datetime) -> str:
        """What people call the organisation's zone."""
        return zone_name(self.local(at))

    def stamp(self, at: datetime) -> str:
        """Date and time in figures, as this language writes them."""
        return self.t.stamp(self.local(at))

    def length(self, length: timedelta) -> str:
        """A length of time; one that runs backwards says so."""
        sign = "−" if length < timedelta() else ""
        return f"{sign}{self.t.duration(length)}"


def readable(text: str, people: Mapping[str, str]) -> str:
    """Slack's markup as people see it: names instead of ids, links with their address, no entities."""
    shown = _MARKUP.sub(lambda found: _shown(found, people), clean(text))
    return _ENTITY.sub(lambda found: _LETTERS[found[1]], shown)


def _shown(found: re.Match[str], people: Mapping[str, str]) -> str:
    sign, body, label = found["sign"], found["body"], found["label"] or ""
    match sign:
        case "@":
            return f"@{label.lstrip('@') or people.get(body, body)}"
        case "#":
            return f"#{label.lstrip('#') or body}"
        case "!":
            return label or f"@{body.split('^')[0]}"
    if not _ADDRESS.match(body):
        return found[0]
    return f"{label} ({body})" if label and label != body else body
