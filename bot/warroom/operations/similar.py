"""Similar incidents of the past, looked for in the index of words: at the declaration, and again for each review draft,
when services and outcome are known and others were solved meanwhile. Which are offered is `warroom/similar.py`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.warroom.context import Decision
from bot.warroom.events import ReviewDrafted, SimilarFound
from bot.warroom.incident import Incident
from bot.warroom.past import Past
from bot.warroom.policy import Policy
from bot.warroom.ports import Transaction
from bot.warroom.searching.tokens import tokens
from bot.warroom.similar import likest, shared, telling
from bot.warroom.story import story
from bot.warroom.timeline import Entry, Fact

CANDIDATES = 50
"""How many incidents with words or services in common are compared."""


async def similar_past(
    tx: Transaction, title: str, services: Collection[str], policy: Policy, *, drill: bool, own: int = 0
) -> Decision:
    """That these incidents look like it, each with what solved it; a drill is like none."""
    if drill or not policy.similar_past.most:
        return ()
    named = [" ".join(tokens(service)) for service in services]
    numbers = await tx.alike(telling(title), [name for name in named if name], CANDIDATES)
    known = [await tx.incident(number) for number in numbers if number != own]
    found = [await _told(tx, each, title, services) for each in likest(title, services, known, policy)]
    return (SimilarFound(incidents=tuple(found)),) if found else ()


async def _told(tx: Transaction, each: Incident, title: str, services: Collection[str]) -> Past:
    case = story(each, await tx.entries(each.number, kinds={"resolved"}, latest=True, limit=1))
    return Past(
        number=each.number,
        reference=each.reference,
        title=each.title,
        resolution=case.resolution,
        workaround=case.workaround,
        channel=each.room.channel if each.room else "",
        review=each.review,
        services=tuple(service for service in each.services if service in services),
        shared=shared(title, each.title),
    )


async def for_review(tx: Transaction, state: Incident, entries: Sequence[Entry], policy: Policy) -> list[Fact]:
    """What is similar now, for a review that was drafted among these entries; nothing where that is known already."""
    if not any(isinstance(entry.event, ReviewDrafted) for entry in entries):
        return []
    found = await similar_past(tx, state.title, state.services, policy, drill=state.drill, own=state.number)
    fresh = [event for event in found if isinstance(event, SimilarFound) and event.incidents != state.similar]
    return [Fact(event=event, occurred_at=entries[-1].occurred_at) for event in fresh]
