"""Checks that a record is whole: the chain of hashes holds, and replaying it gives the state it claims.

Works on an exported file or on what the database holds, and never raises for a bad file: the verdict says what is
wrong and names the first broken entry. Somebody who rewrites a whole file with new hashes is found only by comparing
its head with the database's (docs/export.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.comms.exports.extract import SCHEMA as EXTRACT
from bot.comms.exports.jsonfile import CONVENIENCE, CORRECTED_BY, MASKED, SCHEMA, text_digest, update_record
from bot.comms.exports.later import later_of
from bot.warroom.base import Value
from bot.warroom.evolution import replay
from bot.warroom.incident import Incident, Task
from bot.warroom.ports import WholeRecord
from bot.warroom.timeline import Broken, Entry, Head, check_chain, content_digest, record_of

Record = dict[str, Any]


class Verdict(Value):
    """Whether the record is whole; if not, `first_broken` is the entry (None: not an entry's fault) and `why` says."""

    ok: bool
    entries: int = 0
    first_broken: int | None = None
    why: str = ""
    head: Head = Head()
    masked: int = 0
    erased: tuple[int, ...] = ()


class _Unreadable(Exception):  # noqa: N818 - an answer, not an error
    """The file is not an export; the message says why. `entry` is the one within which it stops being one."""

    def __init__(self, why: str, entry: int | None = None) -> None:
        super().__init__(f"entry {entry}: {why}" if entry else why)
        self.entry = entry


def verify_file(source: Path | str | bytes) -> Verdict:
    """The verdict on an exported JSON file, given by its path or its bytes. Raises OSError if it cannot be opened."""
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        document = _document(data)
    except _Unreadable as problem:
        return Verdict(ok=False, first_broken=problem.entry, why=str(problem))
    return _verdict(document)


def whole_record(data: bytes) -> tuple[Verdict, WholeRecord | None]:
    """The verdict on an exported file, and what it holds when it is whole and nothing in it is masked."""
    verdict = verify_file(data)
    if not verdict.ok:
        return verdict, None
    document = _document(data)
    hidden = next((each["seq"] for each in document["entries"] if each.get(MASKED)), None)
    if hidden is not None:
        why = (
            f"entry {hidden}: a secret is masked in it, so it is not what was recorded; whoever has the database makes "
            "a file to be read back with `posko export --format json --unmasked`"
        )
        return verdict.model_copy(update={"ok": False, "first_broken": hidden, "why": why}), None
    records = [_hashed(each) for each in document["entries"]]
    state = Incident.model_validate(document["incident"])
    entries = tuple(Entry.model_validate(each) for each in records)
    return verdict, WholeRecord(state=state, entries=entries, events=tuple(each["event"] for each in records))


def verify_entries(entries: Iterable[Entry], state: Incident, head: Head | None = None) -> Verdict:
    """The verdict on what the database holds; with its `head`, missing last entries are found too."""
    sealed = list(entries)
    records = [record_of(entry) for entry in sealed]
    broken = check_chain(records)
    if broken:
        return _broken(records, broken)
    return _conclusion(sealed, records, state, head)


def _document(data: bytes) -> Record:
    text = _text(data)
    try:
        document = json.loads(text, object_pairs_hook=_unique)
    except (json.JSONDecodeError, RecursionError) as problem:
        if data.strip() and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            why = "this is not JSON, and only the JSON export can be checked: `posko export` makes it"
            raise _Unreadable(why) from None
        raise _Unreadable(f"this is not complete JSON ({problem}); the file may be cut off", _cut(text)) from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        named = document.get("schema") if isinstance(document, dict) else None
        if named == EXTRACT:
            why = "this is an extract, which has no hashes; only the full JSON export (`--preset full`) can be checked"
            raise _Unreadable(why)
        raise _Unreadable(f"this is not an export that I can check: its schema is {named!r}, not {SCHEMA!r}")
    if not isinstance(document.get("entries"), list) or not isinstance(document.get("incident"), dict):
        raise _Unreadable("the export has no entries or no incident")
    return document


def _text(data: bytes) -> str:
    """The file as text, without the half of a letter at which it may be cut off."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data" and problem.start:
            return data[: problem.start].decode("utf-8-sig")
        raise _Unreadable("this is not a text file in UTF-8") from None


def _cut(text: str) -> int | None:
    """The entry within which the text stops being JSON; None when that is before the first or after the last."""
    begin = _ENTRIES.search(text)
    if not begin:
        return None
    at, whole, decoder = begin.end(), 0, json.JSONDecoder()
    while (at := _BETWEEN.match(text, at).end()) < len(text) and text[at] != "]":  # type: ignore[union-attr]
        try:
            _entry, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        whole += 1
    return None if text[at : at + 1] == "]" else whole + 1


_ENTRIES = re.compile(r'"entries"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def _unique(pairs: list[tuple[str, Any]]) -> Record:
    """An object whose keys are there once: with a key twice, two readers would see two different records."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unreadable("the same key stands twice in one object of the file")
    return found


def _verdict(document: Record) -> Verdict:
    records = document["entries"]
    broken = _misshapen(records) or check_chain([_hashed(each) for each in records], _masked(records))
    broken = broken or _misread(records)
    if broken:
        return _broken(records, broken)
    entries = _entries(records)
    if isinstance(entries, Broken):
        return _broken(records, entries)
    try:
        state = Incident.model_validate(document["incident"])
        claimed = Head.model_validate(document["head"]) if "head" in document else None
    except ValidationError as problem:
        where = ".".join(str(part) for part in problem.errors()[0]["loc"])
        return Verdict(ok=False, entries=len(records), why=f"the export cannot be read at {where}")
    verdict = _conclusion(entries, records, state, claimed)
    masked = [str(seq) for seq in sorted(_masked(records))]
    if verdict.ok and masked:
        said = f"{verdict.why}; secrets are masked in {', '.join(masked)}, whose content is not proved by this file"
        verdict = verdict.model_copy(update={"why": said, "masked": len(masked)})
    return _lists(document, state, verdict) if verdict.ok else verdict


def _hashed(record: Record) -> Record:
    return {name: value for name, value in record.items() if name not in {*CONVENIENCE, MASKED}}


def _masked(records: list[Record]) -> frozenset[int]:
    """The entries in whose content secrets are masked: it is not what was hashed, their headers are."""
    return frozenset(record["seq"] for record in records if record.get(MASKED))


def _erased(records: list[Record]) -> list[int]:
    """The entries from which words were erased, in a chain that holds."""
    masked = _masked(records)
    return [
        record["seq"]
        for record in records
        if record["seq"] not in masked and content_digest(record["nonce"], record["event"]) != record["content_hash"]
    ]


def _entries(records: list[Record]) -> list[Entry] | Broken:
    """The entries, or the first that this version cannot read."""
    found: list[Entry] = []
    for record in records:
        try:
            found.append(Entry.model_validate(_hashed(record)))
        except ValidationError as problem:
            where = ".".join(str(part) for part in problem.errors()[0]["loc"])
            return Broken(seq=record["seq"], why=f"this version cannot read it (at {where})")
    return found


_SHAPE: Mapping[str, type | tuple[type, ...]] = {
    "seq": int,
    "hash": str,
    "prev_hash": str,
    "content_hash": str,
    "event": dict,
    "nonce": str,
    "kind": str,
    "text": str,
    "text_hash": str,
}


def _misshapen(records: list[Any]) -> Broken | None:
    """The first entry that lacks what checking needs."""
    for position, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            return Broken(seq=position, why="it is not an object")
        wrong = [name for name, kind in _SHAPE.items() if name not in record or not isinstance(record[name], kind)]
        if wrong:
            return Broken(seq=position, why=f"it has no valid {wrong[0]}")
    return None


def _misread(records: list[Record]) -> Broken | None:
    """The first entry whose words for readers differ from the content that is hashed."""
    later = later_of(records)
    for record in records:
        if record["event"].get("kind") != record["kind"]:
            return Broken(seq=record["seq"], why="its kind is not that of its content")
        if record["text_hash"] != text_digest(record["content_hash"], record["text"]):
            return Broken(seq=record["seq"], why="its text was changed (text_hash differs)")
        if CORRECTED_BY in record and record[CORRECTED_BY] != list(later.get(record["seq"], ())):
            return Broken(seq=record["seq"], why="other entries correct it than it says (corrected_by differs)")
    return None


def _broken(records: list[Any], broken: Broken) -> Verdict:
    why = f"entry {broken.seq}: {broken.why}"
    return Verdict(ok=False, entries=len(records), first_broken=broken.seq, why=why)


def _head(records: list[Record]) -> Head:
    return Head(seq=records[-1]["seq"], hash=records[-1]["hash"]) if records else Head()


def _conclusion(entries: list[Entry], records: list[Record], state: Incident, claimed: Head | None) -> Verdict:
    """The chain holds; does it end where it should and amount to the state?"""
    head, count = _head(records), len(records)
    if claimed is not None and claimed != head:
        why = f"the last entries are missing: the record ends at {claimed.seq}, the last one here is {head.seq}"
        return Verdict(ok=False, entries=count, why=why, head=head)
    try:
        replayed = replay(entries)
    except ValueError as problem:
        return Verdict(ok=False, entries=count, why=f"the entries cannot be replayed: {problem}", head=head)
    differing = [name for name in Incident.model_fields if getattr(replayed, name) != getattr(state, name)]
    if differing:
        why = f"the state differs from what the entries amount to: {', '.join(differing)}"
        return Verdict(ok=False, entries=count, why=why, head=head)
    erased = tuple(_erased(records))
    gone = f"; words were erased from {', '.join(map(str, erased))}" if erased else ""
    why = f"{count} entries, chain intact, state as replayed{gone}"
    return Verdict(ok=True, entries=count, why=why, head=head, erased=erased)


def _lists(document: Record, state: Incident, verdict: Verdict) -> Verdict:
    """Updates and tasks are copies for readers: they must say what the entries say."""
    told = [each for each in document["entries"] if each["kind"] == "update_published"]
    wrong = "updates" if document.get("updates") != [update_record(each) for each in told] else ""
    if wrong or _tasks(document) != list(state.tasks):
        why = f"the list of {wrong or 'tasks'} differs from the entries"
        return verdict.model_copy(update={"ok": False, "why": why})
    return verdict


def _tasks(document: Record) -> list[Task] | None:
    """The tasks as values: a file of an earlier version lacks what tasks have learned since."""
    listed = document.get("tasks")
    try:
        return [Task.model_validate(each) for each in listed] if isinstance(listed, list) else None
    except ValidationError:
        return None
