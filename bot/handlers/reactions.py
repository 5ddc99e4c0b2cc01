"""Reactions as marks on the timeline: which emoji means which kind is the policy's.

The mark needs the message's words; they come from the record, or from Slack when the message was never heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.handlers.messages import Names, message_key, moment, person
from bot.warroom.base import SlackRef
from bot.warroom.events import MARK_KINDS, MarkKind, MessageMarked, MessagePosted, MessageUnmarked
from bot.warroom.policy import Policy
from bot.warroom.ports import Reader
from bot.warroom.timeline import Fact

REMOVED = "reaction_removed"


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
