"""The card of a hypothesis, decision or action: one message, kept current. It writes no words."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, number_of, room_of, skipped
from bot.comms.steps.posting import changed, post_once
from bot.comms.transports import errors as e
from bot.warroom.events import Posted
from bot.warroom.objects import labelled
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def object_card(desk: Desk, step: Step) -> Outcome:
    """`room.object` {object}: its card as it stands now; what was made of a message has it in the message's thread."""
    state = await desk.incident(step)
    room = room_of(state)
    name = str(step.payload["object"])
    message = desk.cards.object_card(state, desk.policy, name)
    it = labelled(state, name)
    if message is None or it is None:
        return skipped("no such object")
    what = f"object:{name}"
    if await changed(desk.gateway, state.posts.get(what), message):
        return Outcome()
    thread = await _thread(desk, step, room.channel, it.message) if it.message else None
    try:
        at = await post_once(desk.gateway, step, room.channel, message, thread)
    except e.MessageNotFound:
        # the message was deleted meanwhile; what was said of it stands, so it stands in the room itself
        at = await post_once(desk.gateway, step, room.channel, message)
    return Outcome(events=(Posted(what=what, channel=at.channel, ts=at.ts),))


async def _thread(desk: Desk, step: Step, channel: str, ts: str) -> str:
    """The thread that the message stands in, else the one that it begins."""
    async with desk.store.reading() as reader:
        said = await reader.by_key(number_of(step), f"m:{channel}:{ts}")
    return (said.slack.thread_ts if said and said.slack else None) or ts
