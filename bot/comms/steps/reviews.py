"""Posting a published review where the policy says: a card and the files. Never that of a private incident."""

from __future__ import annotations

from bot.comms.cards.reviews import summary
from bot.comms.cards.scene import Scene
from bot.comms.exports.extra import missing
from bot.comms.steps.desk import Desk, number_of, skipped
from bot.comms.steps.posting import post_once, since
from bot.warroom import events as e
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def post(desk: Desk, step: Step) -> Outcome:
    """`review.post` {seq, channel}: the summary."""
    state, entry = await desk.entry(step)
    if state.private or entry is None or not isinstance(entry.event, e.ReviewPublished):
        return skipped("nothing to share")
    channel = await desk.channels.find(step.payload["channel"])
    impact = state.reviewing.words("impact") or state.impact
    await post_once(desk.gateway, step, channel, summary(Scene(state, desk.policy, desk.t), entry.event, impact))
    return Outcome()


async def share(desk: Desk, step: Step) -> Outcome:
    """`review.file` {seq, channel, format, name}: the review as a file, once."""
    form, name = step.payload["format"], step.payload["name"]
    state = await desk.incident(step)
    if state.private or missing(form):
        return skipped("nothing to share")
    channel = await desk.channels.find(step.payload["channel"])
    if step.doubtful and await desk.gateway.find_file(channel, name, since(step)):
        return Outcome(note="found")
    content = await desk.documents.build(number_of(step), "review", form)
    await desk.gateway.upload_file(channel, name, name, content)
    return Outcome()
