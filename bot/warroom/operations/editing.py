"""What must be read before something on the record is corrected, and which entry a correction points to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.warroom import events as e
from bot.warroom.moments import SPOKEN_OF, target
from bot.warroom.ports import Reader
from bot.warroom.timeline import Entry, Fact


async def around(reader: Reader, number: int, seq: int) -> list[Entry]:
    """Every entry that says how key moments read, that entry, and the message it is about."""
    known = {entry.seq: entry for entry in await reader.entries(number, kinds=SPOKEN_OF)}
    if seq not in known:
        known |= {entry.seq: entry for entry in await reader.entries(number, after=seq - 1, limit=1)}
    known |= {entry.seq: entry for entry in await _messages(reader, number, known.get(seq))}
    return [known[each] for each in sorted(known)]


async def _messages(reader: Reader, number: int, asked: Entry | None) -> list[Entry]:
    about = target(asked) if asked else None
    if isinstance(asked and asked.event, e.EntryCorrected | e.CorrectionUndone):
        about = asked.event.target  # type: ignore[union-attr]
    if not about:
        return []
    room = (await reader.incident(number)).room
    channel = asked.slack.channel if asked and asked.slack else room.channel if room else ""
    found = await reader.by_key(number, f"m:{channel}:{about}")
    return [found] if found else []


def pointing(facts: Sequence[Fact]) -> list[Fact]:
    """The same, corrections with the entry that they correct in their header."""
    return [
        fact.model_copy(update={"corrects": fact.event.entry})
        if isinstance(fact.event, e.EntryCorrected | e.CorrectionUndone)
        else fact
        for fact in facts
    ]
