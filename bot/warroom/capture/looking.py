"""One look at what was said since the last: what is suggested now, what has waited too long. Pure.

Each message is looked at once, so what was declined is never suggested again. While as many wait as the policy lets,
the rest waits its turn, until it is too old to be of use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.capture.milestones import from_entry, in_words
from bot.warroom.capture.reading import read
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.suggestions import waiting
from bot.warroom.timeline import Entry

KINDS = frozenset(
    {
        "message", "message_edited", "message_deleted", "marked", "unmarked", *e.MARK_KINDS,
        "hypothesis_settled", "state_changed",
    }
)  # fmt: skip
MOST = 500
"""So many entries are looked at in one go; a storm takes several looks."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is suggested, what lapses, and up to which entry everything was looked at."""

    suggestions: tuple[e.Suggested, ...]
    lapsed: tuple[str, ...]
    seen: int

    def events(self) -> tuple[e.Event, ...]:
        """The one entry of this look, if there is anything to say."""
        if not self.suggestions and not self.lapsed:
            return ()
        return (e.MomentsSuggested(suggestions=self.suggestions, lapsed=self.lapsed),)


def look(state: Incident, entries: Sequence[Entry], policy: Policy, now: Moment, since: int) -> Look:
    """Look at these entries, which came after `since`, `state` being the incident after them."""
    rules = policy.capture
    waits = waiting(state.suggestions)
    lapsed = tuple(each.target for each in waits if now - each.said_at > rules.lapse_after)
    room = rules.most_waiting - (len(waits) - len(lapsed))
    recent = [entry for entry in entries if now - entry.occurred_at <= rules.lapse_after]
    found: list[e.Suggested] = []
    for entry, each in _found(state, recent, policy):
        if len(found) >= room:
            return Look(tuple(found), lapsed, entry.seq - 1)
        if each.milestone not in {other.milestone for other in found if other.milestone}:
            found.append(each)
    return Look(tuple(found), lapsed, entries[-1].seq if entries else since)


def _found(state: Incident, entries: Sequence[Entry], policy: Policy) -> Iterator[tuple[Entry, e.Suggested]]:
    """Everything among the entries that reads like a key moment and that nobody has thought of."""
    known = {each.target for each in state.suggestions} | _over(entries)
    texts = {entry.event.target: entry.event.text for entry in entries if isinstance(entry.event, e.MessageEdited)}
    proposed = {each.milestone for each in waiting(state.suggestions)} | set(state.milestones)
    for entry in entries:
        event = entry.event
        if isinstance(event, e.MessagePosted):
            each = _of_message(state, entry, texts.get(_ts(entry), event.text), policy)
        else:
            each = from_entry(state, entry)
        if each and each.target not in known and (not each.milestone or each.milestone not in proposed):
            yield entry, each


def _over(entries: Iterable[Entry]) -> set[str]:
    """Messages that somebody marked already, or took back."""
    marks = (e.MessageMarked, e.MessageUnmarked, e.MessageDeleted)
    return {entry.event.target for entry in entries if isinstance(entry.event, marks)}


def _of_message(state: Incident, entry: Entry, text: str, policy: Policy) -> e.Suggested | None:
    """Only what people say: whoever posts alerts has no id."""
    reading = read(text) if entry.actor and entry.actor.id and _ts(entry) else None
    if reading is None or entry.slack is None:
        return None
    plain = e.Suggested(
        target=_ts(entry),
        channel=entry.slack.channel,
        mark=reading.kind,
        rule=reading.rule,
        words=reading.words,
        author=entry.actor,
        said_at=entry.occurred_at,
    )
    return in_words(state, plain, text, policy) if reading.kind == "milestone" else plain


def _ts(entry: Entry) -> str:
    return (entry.slack.ts or "") if entry.slack else ""
