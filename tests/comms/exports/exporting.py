"""Helpers of the export tests: exporting a record as a whole, and sealing many texts at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from weakref import WeakValueDictionary

from bot.comms import exports
from bot.comms.exports.record import Held
from bot.comms.exports.wording import Wording
from bot.comms.locale import translator
from bot.warroom import events as e
from bot.warroom.base import SlackRef
from bot.warroom.evolution import replay
from bot.warroom.review import draft
from bot.warroom.timeline import Entry, Fact, Head, seal
from tests.warroom.chronicle import BUDI, DEWI, at, policy

WORDING = Wording(translator("en"), policy())


async def exported(form: str, entries: list[Entry], preset: e.Preset = "full", wording: Wording = WORDING) -> bytes:
    """The timeline as one file."""
    made = exports.timeline(form, replay(entries), Held(entries), wording, at(200), preset)
    return b"".join([chunk async for chunk in made])


def reviewed(form: str, entries: list[Entry], now: float = 200, wording: Wording = WORDING) -> str:
    """The review draft as text."""
    state = replay(entries)
    return exports.review(form, draft(state, entries, wording.policy, at(now)), state, wording).decode()


def chat(texts: Iterable[str]) -> list[Entry]:
    """A declared incident in whose room these texts were said."""
    declared = e.IncidentDeclared(number=1, reference="MI-1", title="Chat", severity="sev1", reporter=DEWI)
    facts = [Fact(event=declared, occurred_at=at(0), actor=DEWI, source="command")]
    facts += [
        Fact(
            event=e.MessagePosted(text=text),
            occurred_at=at(number / 100),
            actor=BUDI,
            source="message",
            slack=SlackRef(channel="C1", ts=f"1795514400.{number:06d}"),
        )
        for number, text in enumerate(texts, start=1)
    ]
    return seal(Head(), facts, at(60))


class Watched(Held):
    """A record of which is counted how many entries are in somebody's hands at once, and how often it is read."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(entries)
        self.readings = self.most = 0
        self._alive: WeakValueDictionary[int, Entry] = WeakValueDictionary()

    async def all(self) -> AsyncIterator[Entry]:
        """Copies, which live as long as whoever reads keeps them."""
        self.readings += 1
        for entry in self.entries:
            yield self._given(entry)

    async def those(self, seqs: Collection[int]) -> Sequence[Entry]:
        """Copies too."""
        return [self._given(entry) for entry in await super().those(seqs)]

    def _given(self, entry: Entry) -> Entry:
        copy = entry.model_copy()
        self._alive[id(copy)] = copy
        self.most = max(self.most, len(self._alive))
        return copy
