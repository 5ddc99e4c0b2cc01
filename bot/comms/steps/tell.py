"""Telling those outside the room: the announcement, the status updates. Private incidents and drills are guarded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.comms.broken import fault_of, short_name
from bot.comms.phrasing import length
from bot.comms.retry import CannotDo, answer_of
from bot.comms.steps.desk import Desk, skipped
from bot.comms.steps.posting import changed, post_in
from bot.comms.transports.errors import (
    Ambiguous,
    Crowded,
    NeedsOperator,
    RateLimited,
    TransportError,
    Unavailable,
)
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.trials import unfurnished
from bot.warroom.events import Posted, TemplateBroken, UpdateDelivered, UpdatePublished
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.owing.deliveries import thread_of
from bot.warroom.phrases import phrase
from bot.warroom.places import Place, Route
from bot.warroom.policy import Audience, Policy
from bot.warroom.ports import Step
from bot.warroom.updates import UpdateFacts

IN_SLACK = frozenset({"slack", "dm"})
LONGEST_PAUSE = 24 * 3600.0


async def announce(desk: Desk, step: Step) -> Outcome:
    """`announce` {}: one message where everybody sees it, kept up to date."""
    state = await desk.incident(step)
    if state.private or state.drill:
        return skipped("private" if state.private else "a drill")
    if not desk.policy.room.announce_in:
        return skipped("the policy names no channel to announce in")
    message = desk.cards.announcement(state, desk.policy)
    if await changed(desk.gateway, state.posts.get("announcement"), message):
        return Outcome()
    at = await post_in(desk, step, desk.policy.room.announce_in, message)
    return Outcome(events=(Posted(what="announcement", channel=at.channel, ts=at.ts),))


async def update(desk: Desk, step: Step) -> Outcome:
    """`update.send` {number, audience, channel, seq, then, instead_of}: a published update, to one place.

    Whether the audience may see it is asked again now: the policy or the incident may have become stricter.
    """
    state, entry = await desk.entry(step)
    audience = desk.policy.audiences.get(step.payload["audience"])
    if audience is None or entry is None or not isinstance(entry.event, UpdatePublished):
        return skipped("no such audience or update")
    kept = _kept_from(audience, state, step)
    if kept:
        return skipped(kept)
    place = Place.of(step.payload["channel"])
    facts = UpdateFacts.model_validate(entry.event.facts)
    earlier = await _earlier(desk, state.number, audience.name, place.ref)
    receipt = await _delivered(desk, Parcel(step, place, audience, desk.policy, state, facts, earlier))
    broken = _broken(state, facts, audience, desk.policy)
    return Outcome(events=(_told(step, facts.number, receipt), *_posted(receipt), *broken))


def _broken(state: Incident, facts: UpdateFacts, audience: Audience, policy: Policy) -> Iterator[TemplateBroken]:
    """That the organisation's template failed and the shipped one was used, while the incident does not know it yet."""
    fault = fault_of(facts, audience, policy)
    if fault is None:
        return
    named = fault.model_dump() | {"file": short_name(fault.file, policy.templates)}
    event = TemplateBroken(number=facts.number, audience=audience.name, **named)
    if event.fault not in state.broken_templates:
        yield event


def _kept_from(audience: Audience, state: Incident, step: Step) -> str:
    """Why this audience is not told there, if so."""
    if state.private and not audience.sees_private:
        return "private"
    return "a drill" if state.drill and step.payload["channel"] not in refs(audience.drill_channels) else ""


async def root(desk: Desk, step: Step) -> Outcome:
    """`update.root` {audience, channel}: the first message of a thread says what the audience was told last.

    One that is gone is posted anew, and the next update goes under it.
    """
    state, place = await desk.incident(step), Place.of(step.payload["channel"])
    audience = desk.policy.audiences.get(step.payload["audience"])
    facts = await latest_told(desk, state.number, step.payload["audience"])
    if audience is None or facts is None or _kept_from(audience, state, step):
        return skipped("nothing to show there")
    message = desk.cards.update_message(facts, audience, desk.policy, standing=True)
    if await changed(desk.gateway, state.posts.get(thread_of(place.ref)), message):
        return Outcome()
    at = await post_in(desk, step, place.target, message)
    return Outcome(events=(Posted(what=thread_of(place.ref), channel=at.channel, ts=at.ts),))


async def latest_told(desk: Desk, number: int, audience: str) -> UpdateFacts | None:
    """What an audience was told last."""
    async with desk.store.reading() as reader:
        entries = await reader.entries(number, kinds={"update_published"})
    told = [it.event for it in entries if isinstance(it.event, UpdatePublished) and audience in it.event.audiences]
    return UpdateFacts.model_validate(told[-1].facts) if told else None


def refs(routes: Iterable[Route]) -> set[str]:
    """Every place of these routes, as it is written."""
    return {ref for route in routes for ref in route.refs}


async def _earlier(desk: Desk, number: int, audience: str, ref: str) -> tuple[UpdateDelivered, ...]:
    """What this audience has been told in this place before."""
    async with desk.store.reading() as reader:
        entries = await reader.entries(number, kinds={"delivery"})
    delivered = (entry.event for entry in entries if isinstance(entry.event, UpdateDelivered))
    return tuple(each for each in delivered if (each.audience, each.channel) == (audience, ref))


async def _delivered(desk: Desk, parcel: Parcel) -> Receipt:
    """Through the transport of the place. What fails for too long is given up, so that another place takes over."""
    transport = desk.transports.get(parcel.place.kind)
    if transport is None:
        raise unfurnished(parcel.place)
    try:
        receipt = await transport.deliver(parcel)
    except (RateLimited, Unavailable, Ambiguous, NeedsOperator) as error:
        if not _spent(desk, parcel, error):
            raise
        since = desk.failing.pop(parcel.step.key)
        why = phrase(
            "It did not answer for {length}; the last answer was: {error}",
            length=length(desk.clock.now() - since),
            error=answer_of(error),
        )
        remedy = phrase("Tell them another way; `posko check` says what is wrong with the channel.")
        raise CannotDo(why, remedy) from error
    desk.failing.pop(parcel.step.key, None)
    return receipt


def _spent(desk: Desk, parcel: Parcel, error: TransportError) -> bool:
    """Whether it has failed for too long, from its first failure on: it may have been owed long before.

    A turn in a queue is no failure. What Slack cannot do before somebody mends the installation waits for that, where
    no other place stands in.
    """
    in_slack = parcel.place.kind in IN_SLACK
    if isinstance(error, Crowded) or (in_slack and isinstance(error, RateLimited)):
        return False
    now, pause = desk.clock.now(), timedelta()
    since = desk.failing.setdefault(parcel.step.key, now)
    if in_slack and isinstance(error, NeedsOperator) and not parcel.step.payload.get("then"):
        return False
    if isinstance(error, RateLimited):
        pause = timedelta(seconds=min(error.retry_after, LONGEST_PAUSE))
    return now + pause - since >= _patience(parcel)


def _patience(parcel: Parcel) -> timedelta:
    deliveries = parcel.policy.deliveries
    return deliveries.fall_back_after if parcel.step.payload.get("then") else deliveries.give_up_after


def _posted(receipt: Receipt) -> Iterator[Posted]:
    return (Posted(what=what, channel=at.channel, ts=at.ts or "") for what, at in receipt.posts.items())


def _told(step: Step, number: int, receipt: Receipt) -> UpdateDelivered:
    return UpdateDelivered(
        number=number,
        audience=step.payload["audience"],
        channel=step.payload["channel"],
        to=receipt.to,
        result=receipt.result,
        id=receipt.id,
        attempts=step.attempts + 1,
        seq=step.payload["seq"],
        instead_of=step.payload.get("instead_of", ""),
    )
