"""The timeline: append-only entries in a hash chain. It seals and checks entries; it decides nothing.

The hash covers the header and the digest of the content, so words can be erased later (privacy) and the chain still
proves that nothing was added, removed or moved: the entry that says so holds the digest of what is left.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Literal

from bot.warroom.base import Moment, Person, SlackRef, Value
from bot.warroom.events import Event

Source = Literal[
    "message", "command", "button", "modal", "reaction", "shortcut", "alert", "timer", "system", "catch_up"
]
GENESIS = "0" * 64
# Made once: `json.dumps` makes an encoder for every value, and each entry is two of them.
_in_one_spelling = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
OUTSIDE_THE_HEADER = {"event", "nonce", "hash"}


class Fact(Value):
    """Something that happened and is not yet in the log.

    `key` makes it happen once: a second fact with the same key in the same incident is dropped.
    """

    event: Event
    occurred_at: Moment
    actor: Person | None = None
    source: Source = "system"
    slack: SlackRef | None = None
    evidence: str | None = None
    corrects: int | None = None
    late: bool = False
    key: str | None = None


class Entry(Value):
    """One sealed line of the timeline. `actor` is None when the bot itself acted."""

    seq: int
    occurred_at: Moment
    recorded_at: Moment
    late: bool = False
    actor: Person | None = None
    role: str | None = None
    source: Source = "system"
    slack: SlackRef | None = None
    evidence: str | None = None
    corrects: int | None = None
    event: Event
    nonce: str
    content_hash: str
    prev_hash: str
    hash: str

    @property
    def kind(self) -> str:
        """The event's name, as in exports."""
        return self.event.kind


class Head(Value):
    """The end of an incident's chain: the last sequence number and its hash."""

    seq: int = 0
    hash: str = GENESIS


def canonical(value: Any) -> bytes:
    """JSON with one spelling for equal values: sorted keys, no spaces, UTF-8."""
    return _in_one_spelling(value).encode("utf-8", "surrogatepass")


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def content_digest(nonce: str, event: dict[str, Any]) -> str:
    """The digest that stands for an event's content; the nonce keeps short texts from being guessed."""
    return digest([nonce, event])


def content_of(entry: Entry) -> dict[str, Any]:
    """The event as it was sealed: what a later version of Posko added to its kind, with a default, is not in it."""
    content = entry.event.model_dump(mode="json")
    if content_digest(entry.nonce, content) == entry.content_hash:
        return content
    return entry.event.model_dump(mode="json", exclude_unset=True)


def record_of(entry: Entry) -> dict[str, Any]:
    """The entry as JSON, exactly as it was hashed."""
    return entry.model_dump(mode="json", exclude={"event"}) | {"event": content_of(entry)}


def header(entry: dict[str, Any]) -> dict[str, Any]:
    """What the chain's hash covers besides the previous hash: everything but the content, its nonce and the hash."""
    return {key: value for key, value in entry.items() if key not in OUTSIDE_THE_HEADER}


def header_of(entry: Entry) -> dict[str, Any]:
    """The same of an entry that has not been turned into JSON. Its event is left out from the start: finding which of
    fifty kinds it is costs three times what the rest of the entry does.
    """
    return entry.model_dump(mode="json", exclude=OUTSIDE_THE_HEADER)


def seal(
    head: Head,
    facts: Iterable[Fact],
    recorded_at: Moment,
    role_of: Callable[[Person], str | None] = lambda _person: None,
    nonce: Callable[[], str] = lambda: secrets.token_hex(8),
) -> list[Entry]:
    """The entries for these facts, numbered and chained after `head`."""
    entries: list[Entry] = []
    for fact in facts:
        entry = _sealed(head, fact, recorded_at, role_of(fact.actor) if fact.actor else None, nonce())
        entries.append(entry)
        head = Head(seq=entry.seq, hash=entry.hash)
    return entries


def _sealed(head: Head, fact: Fact, recorded_at: Moment, role: str | None, nonce: str) -> Entry:
    draft = Entry(
        seq=head.seq + 1,
        recorded_at=recorded_at,
        role=role,
        nonce=nonce,
        content_hash=content_digest(nonce, fact.event.model_dump(mode="json")),
        prev_hash=head.hash,
        hash="",
        **{name: getattr(fact, name) for name in _CARRIED},
    )
    return draft.model_copy(update={"hash": digest(header_of(draft))})


_CARRIED = ("event", "occurred_at", "actor", "source", "slack", "evidence", "corrects", "late")


Left = Mapping[tuple[int, str], str]


class Broken(Value):
    """The first place where a chain does not hold, and what is wrong with it."""

    seq: int
    why: str


def check_chain(entries: Sequence[dict[str, Any]], unproved: Container[int] = ()) -> Broken | None:
    """The first broken entry of exported JSON entries (each as `Entry` dumps it), or None if the chain holds.

    Content from which words were erased must be what a later entry says is left. The content of `unproved` entries is
    not looked at, their headers are.
    """
    head, left = Head(), left_of(entries, unproved)
    for position, entry in enumerate(entries, start=1):
        why = _fault(entry, head, left, unproved)
        if why:
            seq = entry.get("seq")
            return Broken(seq=seq if isinstance(seq, int) else position, why=why)
        head = Head(seq=entry["seq"], hash=entry["hash"])
    return None


def left_of(entries: Sequence[dict[str, Any]], unproved: Container[int] = ()) -> Left:
    """For each entry (its sequence and the digest of its content) from which words were erased, the digest of what is
    left. Read from the end: words of an erasure may have been erased themselves, and the last one counts.
    """
    left: dict[tuple[int, str], str] = {}
    for entry in reversed(entries):
        event = entry.get("event")
        if not isinstance(event, dict) or event.get("kind") != "content_erased":
            continue
        if entry.get("seq") in unproved or _is_sound(entry, left):
            left = {(each["entry"], each["was"]): each["left"] for each in _parts(event)} | left
    return left


def _parts(event: dict[str, Any]) -> Iterable[dict[str, Any]]:
    parts = event.get("parts")
    named = {"entry", "was", "left"}
    return [each for each in parts if isinstance(each, dict) and named <= set(each)] if isinstance(parts, list) else []


def _is_sound(entry: dict[str, Any], left: Left) -> bool:
    """Whether its content is the one that was sealed, or what a later entry says is left of it."""
    made, sealed = content_digest(str(entry.get("nonce")), entry["event"]), entry.get("content_hash")
    return made in {sealed, left.get((entry.get("seq", 0), str(sealed)))}


def _fault(entry: dict[str, Any], head: Head, left: Left, unproved: Container[int]) -> str | None:
    if entry.get("seq") != head.seq + 1:
        return f"entry {head.seq + 1} is missing: entry {entry.get('seq')} follows {head.seq}"
    if entry.get("prev_hash") != head.hash:
        return "it does not follow the entry before it (prev_hash differs)"
    if entry["seq"] not in unproved and not isinstance(entry.get("event"), dict):
        return "its content is missing"
    if entry["seq"] not in unproved and not _is_sound(entry, left):
        return "its content was changed (content_hash differs), and no later entry says that words of it were erased"
    if digest(header(entry)) != entry.get("hash"):
        return "its header was changed (hash differs)"
    return None
