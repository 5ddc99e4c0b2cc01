"""The checklist of an incident model: one message in the room, kept current. It writes no words."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import changed, post_once
from bot.warroom.events import Posted
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def checklist(desk: Desk, step: Step) -> Outcome:
    """`room.checklist` {seq}: the steps of the model that this entry applied, as they stand now."""
    state = await desk.incident(step)
    room = room_of(state)
    seq = int(step.payload["seq"])
    message = desk.cards.checklist(state, desk.policy, seq)
    if message is None:
        return skipped("no such model")
    if await changed(desk.gateway, state.posts.get(f"checklist:{seq}"), message):
        return Outcome()
    at = await post_once(desk.gateway, step, room.channel, message)
    return Outcome(events=(Posted(what=f"checklist:{seq}", channel=at.channel, ts=at.ts),))
