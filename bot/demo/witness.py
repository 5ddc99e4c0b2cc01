"""The witness: knows what the bot's record holds by now, by reading what was added since it last looked.

It changes nothing, and it knows only what is recorded: what the bot never heard has not happened for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.conditions import names_of
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.ports import Reader, Store
from bot.warroom.timeline import Entry

FINISHED = frozenset({"closed", "cancelled", "rejected"})


@dataclass
class Seen:
    """One incident's record as far as it was read."""

    state: Incident
    seq: int = 0
    first: dict[str, datetime] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """One more entry."""
        self.seq = entry.seq
        for name in names_of(entry):
            self.first.setdefault(name, entry.recorded_at)
            self.counts[name] += 1


class Witness:
    """Look first, then ask."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: dict[int, Seen] = {}
        self._acts: dict[str, datetime] = {}

    async def look(self) -> None:
        """Read what is new."""
        async with self._store.reading() as reader:
            for state in await reader.incidents(open_only=False):
                await self._read(reader, state)

    async def _read(self, reader: Reader, state: Incident) -> None:
        seen = self._seen.setdefault(state.number, Seen(state))
        seen.state = state
        for entry in await reader.entries(state.number, after=seen.seq):
            seen.add(entry)
            if entry.actor:
                self._acts[entry.actor.id] = entry.recorded_at

    @property
    def latest(self) -> int:
        """The number of the incident declared last; 0 before the first."""
        return max(self._seen, default=0)

    @property
    def states(self) -> tuple[Incident, ...]:
        """Every incident, in the order of their numbers."""
        return tuple(self._seen[number].state for number in sorted(self._seen))

    @property
    def anything_open(self) -> bool:
        """Whether work goes on anywhere."""
        return any(is_open(state.state) for state in self.states)

    @property
    def all_finished(self) -> bool:
        """Whether there was an incident, and none needs anybody any more."""
        return bool(self._seen) and all(state.state in FINISHED for state in self.states)

    def state(self, incident: int = 0) -> Incident | None:
        """The incident (the latest, for 0) as it stands."""
        seen = self._seen.get(incident or self.latest)
        return seen.state if seen else None

    def since(self, names: Iterable[str], incident: int = 0) -> datetime | None:
        """When the last of these had come about in that incident; None while one has not."""
        seen = self._seen.get(incident or self.latest)
        found = [seen.first.get(name) if seen else None for name in names]
        known = [at for at in found if at]
        return max(known) if known and len(known) == len(found) else None

    def count(self, name: str, incident: int = 0) -> int:
        """How often this came about in that incident."""
        seen = self._seen.get(incident or self.latest)
        return seen.counts[name] if seen else 0

    def last_act(self, user: str) -> datetime | None:
        """When somebody last did something that is on a record."""
        return self._acts.get(user)
