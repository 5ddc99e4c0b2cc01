"""A swarm's message, the call into its thread or its channel, and that channel; the list of unowned work. It writes no
words.
"""

from __future__ import annotations

from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import changed, post_once
from bot.comms.steps.room import let_in, new_channel
from bot.warroom.base import SlackRef
from bot.warroom.events import Posted, SwarmRoomArchived, SwarmRoomOpened
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step
from bot.warroom.workstreams import Swarm

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
    """`swarm.call` {swarm}: its members are called into the thread; in a channel of its own this stands first."""
    state = await desk.incident(step)
    room_of(state)
    number = int(step.payload["swarm"])
    at, message = _place(state, number), desk.cards.swarm_call(state, desk.policy, number)
    if at is None or message is None:
        return skipped("nobody is to be called")
    await post_once(desk.gateway, step, at.channel, message, at.ts)
    return Outcome()


def _place(state: Incident, number: int) -> SlackRef | None:
    own = _own(state, number)
    thread = state.posts.get(f"swarm:{number}")
    if own and own.place:
        return SlackRef(channel=own.place)
    return thread if thread and thread.ts else None


def _own(state: Incident, number: int) -> Swarm | None:
    return next((swarm for swarm in state.swarms if swarm.number == number), None)


async def open_channel(desk: Desk, step: Step) -> Outcome:
    """`swarm.open` {swarm, name, private}: the swarm's own channel, named as a war room is."""
    state = await desk.incident(step)
    room_of(state)
    found = _own(state, int(step.payload["swarm"]))
    if found is None or found.place or found.ended is not None or not is_open(state.state):
        return skipped("it needs no channel")
    channel = await new_channel(desk, step, state)
    return Outcome(events=(SwarmRoomOpened(swarm=found.number, channel=channel.id, name=channel.name),))


async def furnish(desk: Desk, step: Step) -> Outcome:
    """`swarm.furnish` {swarm}: the channel says what it is for."""
    state = await desk.incident(step)
    found = _own(state, int(step.payload["swarm"]))
    if found is None or not found.place:
        return skipped("it has no channel")
    topic, purpose = desk.cards.swarm_topic(state, desk.policy, found.number)
    await desk.gateway.set_topic(found.place, topic)
    if purpose:
        await desk.gateway.set_purpose(found.place, purpose)
    return Outcome()


async def invite(desk: Desk, step: Step) -> Outcome:
    """`swarm.invite` {swarm, refs}: everybody the references mean comes into the swarm's channel."""
    found = _own(await desk.incident(step), int(step.payload["swarm"]))
    if found is None or not found.place:
        return skipped("it has no channel")
    return await let_in(desk, step, found.place)


async def archive(desk: Desk, step: Step) -> Outcome:
    """`swarm.archive` {swarm}: the channel is put away with the war room; one that people put away counts."""
    state = await desk.incident(step)
    found = _own(state, int(step.payload["swarm"]))
    if found is None or not found.place or is_open(state.state):
        return skipped("there is no channel to be put away")
    await desk.gateway.archive(found.place)
    return Outcome(events=(SwarmRoomArchived(swarm=found.number, channel=found.place),))


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
