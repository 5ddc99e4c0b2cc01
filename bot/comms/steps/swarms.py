"""A swarm's message and the call into its thread; the list of unowned work. It writes no words."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import changed, post_once
from bot.warroom.events import Posted
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step

UNOWNED = "unowned"


async def swarm(desk: Desk, step: Step) -> Outcome:
    """`room.swarm` {swarm}: the message under which its thread hangs, as it stands now."""
    state = await desk.incident(step)
    room, number = room_of(state), int(step.payload["swarm"])
    message = desk.cards.swarm(state, desk.policy, number)
    if message is None:
        return skipped("no such swarm")
    if await changed(desk.gateway, state.posts.get(f"swarm:{number}"), message):
        return Outcome()
    at = await post_once(desk.gateway, step, room.channel, message)
    return Outcome(events=(Posted(what=f"swarm:{number}", channel=at.channel, ts=at.ts),))


async def call(desk: Desk, step: Step) -> Outcome:
    """`swarm.call` {swarm}: its members are called into the thread."""
    state = await desk.incident(step)
    room_of(state)
    number = int(step.payload["swarm"])
    at, message = state.posts.get(f"swarm:{number}"), desk.cards.swarm_call(state, desk.policy, number)
    if at is None or at.ts is None or message is None:
        return skipped("nobody is to be called")
    await post_once(desk.gateway, step, at.channel, message, at.ts)
    return Outcome()


async def unowned(desk: Desk, step: Step) -> Outcome:
    """`room.unowned` {seq}: the list anew at the end of the room, the one before pointing to it; seq 0 redraws it."""
    state = await desk.incident(step)
    room, before = room_of(state), state.posts.get(UNOWNED)
    message = desk.cards.unowned(state, desk.policy)
    if not step.payload["seq"]:
        await changed(desk.gateway, before, message)
        return Outcome()
    at = await post_once(desk.gateway, step, room.channel, message)
    if before and before.ts != at.ts:
        await changed(desk.gateway, before, desk.cards.unowned(state, desk.policy, replaced=True))
    return Outcome(events=(Posted(what=UNOWNED, channel=at.channel, ts=at.ts),))
