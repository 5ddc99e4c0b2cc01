"""Where erased words may still stand, out of our reach: messages of people, updates that left. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.erasing.redaction import Redaction, message_of
from bot.warroom.timeline import Entry


class Outside(Value):
    """The links of messages in Slack, the numbers of updates that were sent with the words, and whether the room's name
    was made of them.
    """

    links: tuple[str, ...] = ()
    updates: tuple[int, ...] = ()
    named: bool = False


def outside(record: Sequence[Entry], made: Redaction) -> Outside:
    """What whoever asked must see to by themselves."""
    seqs = {each.seq for each in made.entries}
    touched = [entry for entry in record if entry.seq in seqs]
    links = (entry.evidence for entry in touched if entry.evidence and message_of(entry))
    updates = (entry.event.number for entry in touched if isinstance(entry.event, e.UpdatePublished))
    named = any(each.kind == "declared" and made.everywhere for each in made.entries)
    return Outside(links=tuple(dict.fromkeys(links)), updates=tuple(dict.fromkeys(updates)), named=named)
