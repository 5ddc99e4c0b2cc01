"""Telling those outside the room: the announcement, the status updates. Private incidents and drills are guarded."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, skipped
from bot.comms.steps.posting import changed, post_in
from bot.warroom.events import Posted, UpdatePublished
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step
from bot.warroom.updates import UpdateFacts


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
    """`update.send` {audience, channel, seq}: a published update in the words of one audience.

    Whether the audience may see it is asked again now: the policy or the incident may have become stricter.
    """
    state, entry = await desk.entry(step)
    audience = desk.policy.audiences.get(step.payload["audience"])
    if audience is None or entry is None or not isinstance(entry.event, UpdatePublished):
        return skipped("no such audience or update")
    if state.private and not audience.sees_private:
        return skipped("private")
    if state.drill and step.payload["channel"] not in audience.drill_channels:
        return skipped("a drill")
    facts = UpdateFacts.model_validate(entry.event.facts)
    message = desk.cards.update_message(facts, audience, desk.policy)
    at = await post_in(desk, step, step.payload["channel"], message)
    what = f"update:{entry.event.number}:{audience.name}"
    return Outcome(events=(Posted(what=what, channel=at.channel, ts=at.ts),))
