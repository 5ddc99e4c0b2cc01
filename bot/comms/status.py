"""What a status page shows: of each incident the updates that were delivered to this very page, and nothing else.

Read from the record: no private incident, no drill, no entry of the room. The words are those of the audience that has
the page. It decides nothing about who may see a page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.comms.composer import Composed, compose_heading, compose_text
from bot.comms.htmlwords import compose_html
from bot.warroom.base import Moment
from bot.warroom.events import UpdateDelivered, UpdatePublished
from bot.warroom.incident import Incident
from bot.warroom.policy import Audience, Policy
from bot.warroom.ports import Reader, Store
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts

KINDS = frozenset({"update_published", "delivery"})
OVER = frozenset({"resolved", "closed", "cancelled", "rejected"})
MOST, MOST_OPEN = 200, 1_000


@dataclass(frozen=True)
class Shown:
    """One update as the page shows it."""

    id: str
    at: datetime
    state: str
    heading: str
    text: str
    html: Composed


@dataclass(frozen=True)
class ShownIncident:
    """One incident as its page knows it: its updates, newest first."""

    reference: str
    updates: tuple[Shown, ...]

    @property
    def latest(self) -> Shown:
        """How it stands."""
        return self.updates[0]

    @property
    def over(self) -> bool:
        """Whether the last that was told of it is that it is over."""
        return self.latest.state in OVER


@dataclass(frozen=True)
class Board:
    """Everything a page shows: what is going on, and what is over."""

    audience: Audience
    going_on: tuple[ShownIncident, ...]
    over: tuple[ShownIncident, ...]

    @property
    def updates(self) -> list[Shown]:
        """Every update, newest first, for feeds."""
        every = [update for incident in (*self.going_on, *self.over) for update in incident.updates]
        return sorted(every, key=lambda update: update.at, reverse=True)


def owner(policy: Policy, page: str) -> Audience | None:
    """The audience in whose words a page speaks; None when nobody has it."""
    ref = f"page:{page}"
    audiences = policy.audiences.values()
    return next((each for each in audiences if any(ref in route.refs for route in each.channels)), None)


async def board(store: Store, policy: Policy, page: str, now: Moment) -> Board | None:
    """What this page shows now; None for a page that nobody has."""
    audience = owner(policy, page)
    if audience is None:
        return None
    async with store.reading() as reader:
        states = await _to_show(reader)
        entries = await reader.entries_of([each.number for each in states], KINDS)
    shown = []
    for each in states:
        await asyncio.sleep(0)  # writing a page of hundreds takes seconds, in which Slack waits for its acks
        shown.append(_incident(each, entries[each.number], page, policy))
    known = [each for each in shown if each is not None]
    recent = [each for each in known if each.over and each.latest.at >= now - policy.status_page.history]
    return Board(audience, tuple(each for each in known if not each.over), tuple(recent))


async def _to_show(reader: Reader) -> list[Incident]:
    """Every open incident, however old, and those last declared; no private one and no drill. Newest first."""
    standing = await reader.incidents(open_only=True, limit=MOST_OPEN)
    recent = await reader.incidents(open_only=False, limit=MOST)
    every = {each.number: each for each in (*recent, *standing) if not each.private and not each.drill}
    return [every[number] for number in sorted(every, reverse=True)]


def _incident(state: Incident, entries: Sequence[Entry], page: str, policy: Policy) -> ShownIncident | None:
    updates = tuple(reversed([_shown(*each, policy) for each in _delivered(entries, page, policy)]))
    return ShownIncident(state.reference, updates) if updates else None


def _delivered(entries: Sequence[Entry], page: str, policy: Policy) -> list[tuple[Entry, UpdatePublished, Audience]]:
    """The updates that reached this page, each with the audience to which it was told there."""
    there = {
        entry.event.number: policy.audiences[entry.event.audience]
        for entry in entries
        if isinstance(entry.event, UpdateDelivered)
        and entry.event.channel == f"page:{page}"
        and entry.event.audience in policy.audiences
    }
    return [
        (entry, entry.event, there[entry.event.number])
        for entry in entries
        if isinstance(entry.event, UpdatePublished) and entry.event.number in there
    ]


def _shown(entry: Entry, update: UpdatePublished, audience: Audience, policy: Policy) -> Shown:
    facts = UpdateFacts.model_validate(update.facts)
    return Shown(
        id=f"{facts.reference}/{facts.number}",
        at=entry.occurred_at,
        state=facts.state,
        heading=compose_heading(facts, audience, policy),
        text=compose_text(facts, audience, policy),
        html=compose_html(facts, audience, policy),
    )
