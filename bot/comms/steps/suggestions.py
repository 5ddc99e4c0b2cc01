"""The message of suggestions in the room and the batches in its thread, drawn as they stand now. It writes no words."""

from __future__ import annotations

from bot.comms.cards.suggestions import Quote
from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import changed, post_once
from bot.warroom.events import MessageEdited, MessagePosted, Posted
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.owing.suggesting import POST, batch
from bot.warroom.ports import Step


async def head(desk: Desk, step: Step) -> Outcome:
    """`room.suggestions`: the message under which they hang."""
    state = await desk.incident(step)
    room, message = room_of(state), desk.cards.suggestions(state, desk.policy)
    if await changed(desk.gateway, state.posts.get(POST), message):
        return Outcome()
    at = await post_once(desk.gateway, step, room.channel, message)
    return Outcome(events=(Posted(what=POST, channel=at.channel, ts=at.ts),))


async def suggested(desk: Desk, step: Step) -> Outcome:
    """`room.suggested` {batch}: one batch in the thread."""
    state, number = await desk.incident(step), int(step.payload["batch"])
    room_of(state)
    thread = state.posts.get(POST)
    message = desk.cards.suggested(state, desk.policy, number, await _quotes(desk, state, number))
    if message is None or thread is None or thread.ts is None:
        return skipped("nothing to show")
    if await changed(desk.gateway, state.posts.get(batch(number)), message):
        return Outcome()
    at = await post_once(desk.gateway, step, thread.channel, message, thread.ts)
    return Outcome(events=(Posted(what=batch(number), channel=at.channel, ts=at.ts),))


async def _quotes(desk: Desk, state: Incident, number: int) -> dict[str, Quote]:
    """What the messages said when they were suggested: the record has it, the suggestion does not keep it twice."""
    shown = [it for it in state.suggestions if it.batch == number and it.channel]
    quotes: dict[str, Quote] = {}
    async with desk.store.reading() as reader:
        edits = await reader.entries(state.number, kinds=("message_edited",)) if shown else []
        latest = {entry.event.target: entry.event.text for entry in edits if isinstance(entry.event, MessageEdited)}
        for it in shown:
            entry = await reader.by_key(state.number, f"m:{it.channel}:{it.target}")
            if entry and isinstance(entry.event, MessagePosted) and it.outcome != "deleted":
                text = latest.get(it.target, entry.event.text) or it.words
                quotes[it.target] = Quote(text, entry.evidence or "")
    return quotes
