"""Who held which role and who took part, for the review. It counts entries; it rates nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.review.facts import Responder, Tenure
from bot.warroom.timeline import Entry

Post = tuple[str, str]


def tenures(state: Incident, entries: Iterable[Entry], policy: Policy) -> tuple[Tenure, ...]:
    """Everybody who held a role, from when until when. Being asked to lead is not leading."""
    book = _Book(policy)
    for entry in entries:
        book.add(entry)
    return tuple(sorted(book.all(), key=lambda each: (each.role != "mim", each.since)))


@dataclass
class _Book:
    policy: Policy
    running: dict[Post, Tenure] = field(default_factory=dict)
    over: list[Tenure] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        match entry.event:
            case e.MimAccepted(person=person) | e.HandoverAccepted(person=person):
                self._end("mim", None, entry.occurred_at)
                self._begin("mim", person, entry.occurred_at)
            case e.MimPaged():
                self._end("mim", None, entry.occurred_at)
            case e.RoleAssigned(role=role, person=person):
                self._begin(role, person, entry.occurred_at)
            case e.RoleReleased(role=role, person=person):
                self._end(role, person, entry.occurred_at)

    def _begin(self, role: str, person: Person, at: Moment) -> None:
        title = self.policy.roles[role].title if role in self.policy.roles else role
        self.running.setdefault((role, person.id), Tenure(role=role, title=title, person=person, since=at))

    def _end(self, role: str, person: Person | None, at: Moment) -> None:
        for post in [p for p in self.running if p[0] == role and (person is None or p[1] == person.id)]:
            self.over.append(self.running.pop(post).model_copy(update={"until": at}))

    def all(self) -> list[Tenure]:
        return [*self.over, *self.running.values()]


@dataclass(frozen=True)
class Talker:
    """Somebody who only said things, in entries that were not kept: how many there were, and when the first."""

    person: Person
    first_seen: Moment
    entries: int


Talkers = Sequence[Talker]


def responders(entries: Sequence[Entry], talkers: Talkers = ()) -> tuple[Responder, ...]:
    """Everybody who was in the room or acted, most entries first; what `talkers` said is not among the entries."""
    seen = {each.person.id: (each.person, each.first_seen) for each in talkers}
    counts = Counter({each.person.id: each.entries for each in talkers})
    for entry in entries:
        person = entry.event.person if isinstance(entry.event, e.PersonJoined) else entry.actor
        if person is None:
            continue
        first = min(entry.occurred_at, seen[person.id][1]) if person.id in seen else entry.occurred_at
        seen[person.id] = (person, first)
        counts[person.id] += entry.actor is not None and entry.kind != "joined"
    found = [Responder(person=p, first_seen=at, entries=counts[p.id]) for p, at in seen.values()]
    return tuple(sorted(found, key=lambda each: (-each.entries, each.first_seen)))
