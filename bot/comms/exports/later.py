"""Which entries came later and changed what one says: corrections, the undoing of them, erasures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.comms.exports.record import Record
from bot.warroom.moments import EDITS
from bot.warroom.timeline import record_of

Later = Mapping[int, tuple[int, ...]]
ERASING = "content_erased"


async def later_in(record: Record) -> Later:
    """For each entry that was changed, the sequences of those that did it."""
    return later_of(record_of(entry) for entry in await record.of({*EDITS, ERASING}))


def later_of(records: Iterable[Mapping[str, Any]]) -> Later:
    """The same of entries as they are exported."""
    found: dict[int, list[int]] = defaultdict(list)
    for record in records:
        event = record["event"]
        for seq in _changed_by(event):
            found[seq].append(record["seq"])
    return {seq: tuple(by) for seq, by in found.items()}


def _changed_by(event: Mapping[str, Any]) -> Iterable[int]:
    if event.get("kind") in EDITS:
        return (event.get("entry", 0),)
    parts = event.get("parts") if event.get("kind") == ERASING else ()
    return [part["entry"] for part in parts or () if isinstance(part, dict) and isinstance(part.get("entry"), int)]
