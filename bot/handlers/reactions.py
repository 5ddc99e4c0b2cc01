"""Reactions as marks on the timeline: which emoji means which kind is the policy's.

The mark needs the message's words; they come from the record, or from Slack when the message was never heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.handlers.messages import Names, message_key, moment, person
from bot.warroom.base import SlackRef
from bot.warroom.events import MARK_KINDS, MarkKind, MessageMarked, MessagePosted, MessageUnmarked
from bot.warroom.policy import Policy
from bot.warroom.ports import Reader
from bot.warroom.timeline import Fact

ADDED = "reaction_added"
REMOVED = "reaction_removed"
Mark = tuple[str, str, str]
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
    return entry.event.text, entry.actor.name if entry.actor else ""


@dataclass(frozen=True)
class Marks:
    """Which reactions stand on the room's messages as far as is recorded, and how often each was set.

    An event and history tell of the same reaction in two ways, and history not since when: only the record says whether
    it is known already.
    """

    standing: frozenset[Mark] = frozenset()
    times: Mapping[Mark, int] = field(default_factory=dict)


async def marks_of(reader: Reader, number: int) -> Marks:
    """The marks of an incident's room that were set by reactions."""
    standing: set[Mark] = set()
    times: Counter[Mark] = Counter()
    for entry in await reader.entries(number, kinds=("marked", "unmarked")):
        if not isinstance(entry.event, MessageMarked | MessageUnmarked) or entry.event.by != "reaction":
            continue
        mark = (entry.event.target, entry.event.mark, entry.actor.id if entry.actor else "")
        if isinstance(entry.event, MessageMarked):
            standing.add(mark)
            times[mark] += 1
        else:
            standing.discard(mark)
    return Marks(frozenset(standing), times)


def spoken(said: tuple[Fact, ...]) -> tuple[str, str]:
    """Text and author of a message that was just fetched; both empty for the bot's own, whose words are on record."""
    if not said or not isinstance(said[0].event, MessagePosted):
        return "", ""
    return said[0].event.text, said[0].actor.name if said[0].actor else ""


def mark_of(event: Mapping[str, Any], kind: MarkKind, words: tuple[str, str], names: Names) -> Fact:
    """The fact that a reaction was added to or taken from a message."""
    item, stamp = event["item"], event["event_ts"]
    removed = event["type"] == REMOVED
    text, author = words
    happened = (
        MessageUnmarked(mark=kind, target=item["ts"])
        if removed
        else MessageMarked(mark=kind, target=item["ts"], text=text, author=author)
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
