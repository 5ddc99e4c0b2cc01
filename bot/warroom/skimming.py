"""A long record in small: what is left when everything that was merely said in the room is taken out.

Of a hundred thousand entries most are talk that nobody marked, edited or deleted. Such a message says nothing of any
other entry, so only its time and number are kept, and whoever who spoke; it is read again when its line is written.
What is kept grows with what people did and marked, not with what they said.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from heapq import merge

from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.incident import Incident
from bot.warroom.moments import Line, lines, target
from bot.warroom.review.people import Talker
from bot.warroom.timeline import Entry

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
Place = tuple[int, int, Line | None]
"""When (microseconds), which entry, and its line where that is kept."""


class Skim:
    """One reading of a record, entry by entry. `spoken_of` are the messages that other entries are about."""

    def __init__(self, spoken_of: Collection[str]) -> None:
        self.entries: list[Entry] = []
        self.people: dict[str, Person] = {}
        self._talkers: dict[str, Talker] = {}
        self._spoken_of = frozenset(spoken_of)
        self._times, self._numbers = array("q"), array("q")

    def add(self, entry: Entry) -> None:
        """Take in the next entry."""
        if entry.actor:
            self.people[entry.actor.id] = entry.actor
        if entry.actor and self._is_talk(entry):
            self._heard(entry.actor, entry.occurred_at)
            self._times.append(_ticks(entry.occurred_at))
            self._numbers.append(entry.seq)
        else:
            self.entries.append(entry)

    def _is_talk(self, entry: Entry) -> bool:
        message = target(entry) if isinstance(entry.event, e.MessagePosted) else None
        return message is not None and message not in self._spoken_of

    def _heard(self, who: Person, at: Moment) -> None:
        known = self._talkers.get(who.id, Talker(who, at, 0))
        self._talkers[who.id] = Talker(who, min(known.first_seen, at), known.entries + 1)

    def talkers(self) -> tuple[Talker, ...]:
        """Whoever said something that is not kept."""
        return tuple(self._talkers.values())

    def knowing(self, state: Incident) -> Incident:
        """The state, with the names of all who ever spoke or acted."""
        met = {each.id: each.name for each in self.people.values()}
        return state.model_copy(update={"people": {**met, **state.people}})

    def course(self) -> tuple[int, Iterator[Place]]:
        """How many lines the effective timeline has, and each of them in its order."""
        times, numbers = self._times, self._numbers
        talk = ((times[at], numbers[at], None) for at in sorted(range(len(times)), key=times.__getitem__))
        kept = lines(self.entries)
        placed: Iterator[Place] = ((_ticks(line.occurred_at), line.seq, line) for line in kept)
        return len(times) + len(kept), merge(talk, placed, key=lambda place: place[:2])


def whole(places: Iterable[Place], talk: Iterable[Entry]) -> list[Line]:
    """These lines, with the talk among them as it was read again."""
    said = {entry.seq: entry for entry in talk}
    return [line or lines([said[seq]])[0] for _at, seq, line in places]


def _ticks(at: datetime) -> int:
    return (at - _EPOCH) // _TICK
