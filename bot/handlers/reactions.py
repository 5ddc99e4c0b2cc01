"""Reactions as marks on the timeline: which emoji means which kind is the policy's.

The mark needs the message's words; they come from the record, or from Slack when the message was never heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.handlers.messages import Names, message_key, moment, person
from bot.warroom.base import SlackRef
from bot.warroom.events import MARK_KINDS, NUMBERED, MarkKind, MessageMarked, MessagePosted, MessageUnmarked
from bot.warroom.policy import Policy
from bot.warroom.ports import Reader
from bot.warroom.timeline import Entry, Fact

ADDED = "reaction_added"
REMOVED = "reaction_removed"
Mark = tuple[str, MarkKind, str]
"""The message, the kind of mark, and who reacted."""


def kind_of(emoji: str, policy: Policy) -> MarkKind | None:
    """The kind a reaction means, skin tones aside; None for the rest of the world's emoji."""
    wanted = policy.reactions.get(emoji.split("::")[0])
    return next((kind for kind in MARK_KINDS if kind == wanted), None)


async def words_of(reader: Reader, number: int, channel: str, ts: str) -> tuple[str, str] | None:
    """Text and author of a recorded message, or None."""
    entry = await reader.by_key(number, message_key(channel, ts))
    if entry is None or not isinstance(entry.event, MessagePosted):
        return None
    return words_in(entry.event), entry.actor.name if entry.actor else ""


def words_in(event: MessagePosted) -> str:
    """What a message says; the names of its files where it says nothing."""
    return event.text or ", ".join(file.name for file in event.files)


@dataclass(frozen=True)
class Marks:
    """What is recorded of the reactions in the room: the latest entry of each, and how often it was set.

    An event and history tell of the same reaction in two ways, and history not since when: only the record says whether
    it is known already.
    """

    latest: Mapping[Mark, Entry] = field(default_factory=dict)
    times: Mapping[Mark, int] = field(default_factory=dict)

    def stands(self, mark: Mark) -> bool:
        """Whether the mark was set and not taken away since."""
        return mark in self.latest and isinstance(self.latest[mark].event, MessageMarked)

    def caught_up(self, mark: Mark, event_type: str) -> bool:
        """Whether history told of this event before it came. Only history: set, taken away and set again within a
        second, the events may overtake each other, and each of them must count.
        """
        known = self.latest.get(mark)
        return known is not None and known.source == "catch_up" and self.stands(mark) == (event_type == ADDED)

    def on(self, message: str) -> Iterator[Mark]:
        """The marks that stand on a message."""
        return (mark for mark in self.latest if mark[0] == message and self.stands(mark))


async def marks_of(reader: Reader, number: int) -> Marks:
    """The marks of an incident's room that were set by reactions."""
    latest: dict[Mark, Entry] = {}
    times: Counter[Mark] = Counter()
    for entry in await reader.entries(number, kinds=("marked", "unmarked")):
        event = entry.event
        if isinstance(event, MessageMarked | MessageUnmarked) and event.by == "reaction":
            mark = (event.target, event.mark, entry.actor.id if entry.actor else "")
            latest[mark] = entry
            times[mark] += isinstance(event, MessageMarked)
    return Marks(latest, times)


def spoken(said: tuple[Fact, ...]) -> tuple[str, str]:
    """Text and author of a message that was just fetched; both empty for the bot's own, whose words are on record."""
    if not said or not isinstance(said[0].event, MessagePosted):
        return "", ""
    return words_in(said[0].event), said[0].actor.name if said[0].actor else ""


def mark_of(event: Mapping[str, Any], kind: MarkKind, words: tuple[str, str], names: Names) -> Fact:
    """The fact that a reaction was added to or taken from a message."""
    item, stamp = event["item"], event["event_ts"]
    removed = event["type"] == REMOVED
    text, author = words
    happened = (
        MessageUnmarked(mark=kind, target=item["ts"], numbered=kind in NUMBERED)
        if removed
        else MessageMarked(mark=kind, target=item["ts"], text=text, author=author, numbered=kind in NUMBERED)
    )
    return Fact(
        event=happened,
        occurred_at=moment(stamp),
        actor=person(names, event.get("user")),
        source="reaction",
        slack=SlackRef(channel=item["channel"], ts=item["ts"]),
        evidence=names.permalink(item["channel"], item["ts"], None),
        key=f"r:{stamp}:{event.get('user')}:{event['reaction']}:{item['ts']}:{event['type']}",
    )
