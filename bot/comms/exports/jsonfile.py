"""The JSON export: the whole record of an incident, readable and checkable without Posko (docs/export.md).

It streams: whatever the number of entries, only one batch of them is in memory. Everything that was hashed is in the
file exactly as it was hashed, but for the content of entries with secrets, which are masked and listed (decision 9).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.comms.exports.later import Later
from bot.comms.exports.passing import leaving
from bot.comms.exports.wording import Wording
from bot.comms.passage import Passage
from bot.warroom.events import UpdatePublished
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry, Head, digest, record_of

SCHEMA = "posko.incident/1"
CORRECTED_BY = "corrected_by"
"""Stands at entries that later ones changed: the sequences of these."""

CONVENIENCE = ("kind", "text", "text_hash", CORRECTED_BY)
"""What each entry carries for readers on top of what is hashed."""

MASKED = "masked"
"""Stands at entries whose content holds masked secrets, and so cannot be held against its hash."""

ORDER = (
    "seq", "occurred_at", "recorded_at", "late", "kind", "actor", "role", "text", "source", "slack", "evidence",
    "corrects", "event", "nonce", "content_hash", "prev_hash", "hash", "text_hash",
)  # fmt: skip


def head(state: Incident, way: Passage) -> bytes:
    """How the file begins: how many secrets are masked in it, and the incident."""
    head_of_file: dict[str, Any] = {"schema": SCHEMA} | ({"masked": way.count} if way.count else {})
    start = _text({**head_of_file, "incident": Passage(way.masker).values(state.model_dump(mode="json"))})
    return f'{start[:-1]},\n"entries":['.encode()


async def rest(
    state: Incident, entries: AsyncIterator[Entry], wording: Wording, way: Passage, later: Later
) -> AsyncIterator[bytes]:
    """What follows the head, a piece for each entry."""
    updates: list[dict[str, Any]] = []
    head = Head()
    async for entry in entries:
        comma = "," if head.seq else ""
        record = entry_record(entry, wording, way)
        if entry.seq in later:
            record[CORRECTED_BY] = later[entry.seq]
        yield f"{comma}\n{_text(record)}".encode()
        head = Head(seq=entry.seq, hash=entry.hash)
        if isinstance(entry.event, UpdatePublished):
            updates.append(update_record(record))
    end = _text(
        {
            "updates": updates,
            "tasks": Passage(way.masker).values(task_records(state)),
            "head": head.model_dump(mode="json"),
        }
    )
    yield f"\n],\n{end[1:]}\n".encode()


def entry_record(entry: Entry, wording: Wording, way: Passage) -> dict[str, Any]:
    """An entry as exported: everything that is hashed, and its kind and text for readers.

    Where its content holds secrets it is marked as `masked`, and the nonce stays behind: with it the hash of the
    content would tell whoever guesses right.
    """
    before = way.count
    text = leaving(wording.entry(entry), Passage(way.masker))
    record = record_of(entry)
    record["event"] = way.values(record["event"])
    if way.count > before:
        record |= {"nonce": "", MASKED: True}
    record |= {"kind": entry.kind, "text": text, "text_hash": text_digest(entry.content_hash, text)}
    return {name: record.pop(name) for name in ORDER} | record


def text_digest(content_hash: str, text: str) -> str:
    """Binds the words for readers to the content they describe, in whatever language and version they were made."""
    return digest([content_hash, text])


def update_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A published update, of an entry as it is exported, with its sequence."""
    told = {name: value for name, value in record["event"].items() if name != "kind"}
    return {"seq": record["seq"], "at": record["occurred_at"], **told}


def task_records(state: Incident) -> list[dict[str, Any]]:
    """The tasks as they stand."""
    return [task.model_dump(mode="json") for task in state.tasks]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
