"""What is left of a record when words are taken out of it: which entries change, and into what. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.erasing.fields import ERASED, TITLES, WORDS, changed, texts
from bot.warroom.erasing.matching import Needle, needles, taken_out
from bot.warroom.events import EVENTS
from bot.warroom.moments import target
from bot.warroom.timeline import Entry, content_digest, content_of

Content = dict[str, Any]
TOLD_BY_SLACK = frozenset({"message", "message_edited", "marked"})
TALK = frozenset({"message", "message_edited"})
"""What people say: the same short words said again are no copy."""


class Redacted(Value):
    """An entry without the words: its content as it will be stored, and the nonce under which `left` is its digest."""

    seq: int
    kind: str
    content: dict[str, Any]
    nonce: str
    was: str
    left: str

    def part(self) -> e.ErasedPart:
        """What the chain says of it."""
        return e.ErasedPart(entry=self.seq, was=self.was, left=self.left, of_kind=self.kind)


class Redaction(Value):
    """Everything that changes: the entries, the messages of Slack that are not listened to again, the words to look
    for outside of the record.
    """

    entries: tuple[Redacted, ...] = ()
    messages: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    everywhere: bool = False

    def needles(self) -> tuple[Needle, ...]:
        """The words, to be looked for in other places."""
        if self.everywhere:
            return tuple(Needle(text, anywhere=True) for text in self.texts)
        return needles(self.texts)


def whole(record: Sequence[Entry], asked: Entry, nonce: Callable[[], str]) -> Redaction:
    """Without all that the entry says: what else is said of the same line goes too, and every copy of their words."""
    mine = {entry.seq for entry in _same_line(record, asked)}
    said = [text for entry in record if entry.seq in mine for text in texts(content_of(entry))]
    found = needles(said)
    messages = {message for entry in record if entry.seq in mine and (message := message_of(entry))}
    copies, talk = taken_out(found), taken_out(found, equal=False)
    made: list[Redacted] = []
    for entry in record:
        if entry.seq in mine:
            made += _redacted(entry, lambda content: changed(content, lambda _text: ERASED, TITLES), nonce)
        else:
            change = partial(_copied, change=talk if entry.kind in TALK else copies, messages=messages)
            made += _redacted(entry, change, nonce)
    return Redaction(
        entries=tuple(made), messages=tuple(sorted(messages)), texts=tuple(dict.fromkeys(text.strip() for text in said))
    )


def _copied(content: Content, change: Callable[[str], str], messages: Collection[str]) -> Content:
    """What is left of a copy; and of suggestions of these messages, which quote the few words they went by."""
    left = changed(content, change)
    if left["kind"] != "moments_suggested":
        return left
    suggested = [
        {**each, "words": ERASED} if each["target"] in messages and each.get("words") else each
        for each in left.get("suggestions", ())
    ]
    return {**left, "suggestions": suggested} if suggested else left


def some(record: Sequence[Entry], words: str, nonce: Callable[[], str]) -> Redaction:
    """Without these words, wherever they stand."""
    change = partial(changed, change=taken_out([Needle(words, anywhere=True)]))
    made = [each for entry in record for each in _redacted(entry, change, nonce)]
    seqs = {each.seq for each in made}
    messages = {message for entry in record if entry.seq in seqs and (message := message_of(entry))}
    return Redaction(entries=tuple(made), messages=tuple(sorted(messages)), texts=(words,), everywhere=True)


def _redacted(entry: Entry, change: Callable[[Content], Content], nonce: Callable[[], str]) -> Iterator[Redacted]:
    """The entry without the words, if it held any."""
    if entry.kind not in WORDS:
        return
    before = content_of(entry)
    content = change(before)
    if content == before:
        return
    EVENTS.validate_python(content)
    fresh = nonce()
    yield Redacted(
        seq=entry.seq,
        kind=entry.kind,
        content=content,
        nonce=fresh,
        was=entry.content_hash,
        left=content_digest(fresh, content),
    )


def _same_line(record: Iterable[Entry], asked: Entry) -> list[Entry]:
    """The entries that make the line of the timeline which the entry is part of."""
    message, seq = message_of(asked), asked.seq
    if isinstance(asked.event, e.EntryCorrected | e.CorrectionUndone):
        seq = asked.event.entry
    if message:
        return [entry for entry in record if message_of(entry) == message]
    return [entry for entry in record if entry.seq == seq or _corrects(entry, seq)]


def _corrects(entry: Entry, seq: int) -> bool:
    return isinstance(entry.event, e.EntryCorrected | e.CorrectionUndone) and entry.event.entry == seq


def message_of(entry: Entry) -> str:
    """The `ts` of the message that the entry is about, or that it corrects; else nothing."""
    if isinstance(entry.event, e.EntryCorrected | e.CorrectionUndone):
        return entry.event.target
    return target(entry) or ""


def applied(record: Iterable[Entry], made: Redaction) -> Iterator[Entry]:
    """The record as it is without the words."""
    changed_ones = {each.seq: each for each in made.entries}
    for entry in record:
        each = changed_ones.get(entry.seq)
        if each is None:
            yield entry
        else:
            event = EVENTS.validate_python(each.content)
            yield entry.model_copy(update={"event": event, "nonce": each.nonce})
