"""The updates of an incident as they left, for its review."""

from __future__ import annotations

from collections.abc import Sequence

from bot.warroom import events as e
from bot.warroom.review.facts import Sent
from bot.warroom.timeline import Entry


def updates(entries: Sequence[Entry]) -> tuple[Sent, ...]:
    """Every update that was published, in order."""
    return tuple(
        Sent(
            number=event.number,
            at=entry.occurred_at,
            audiences=event.audiences,
            text=event.text,
            automatic=event.automatic,
            final=event.final,
        )
        for entry in entries
        if isinstance(event := entry.event, e.UpdatePublished)
    )
