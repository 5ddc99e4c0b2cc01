"""Saying something to the room, to one person, or back to whoever asked. What is said is written elsewhere."""

from __future__ import annotations

from bot.comms.message import Message
from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import post_once, post_to
from bot.comms.transports import errors as e
from bot.warroom.events import StepFailed, UpdateDrafted
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step
from bot.warroom.timeline import Entry

ROOM_SAY = "room.say"


async def room_say(desk: Desk, step: Step) -> Outcome:
    """`room.say` {seq}: what the room is told of an entry."""
    state, entry = await desk.entry(step)
    room = room_of(state)
    if entry is None or tells_of_silence(entry):
        return skipped("nothing to say")
    moments = await desk.moments(state) if isinstance(entry.event, UpdateDrafted) else None
    message = desk.cards.entry_message(entry, state, desk.policy, moments=moments)
    if message is None:
        return skipped("nothing to say")
    await post_once(desk.gateway, step, room.channel, message)
    return Outcome()


def tells_of_silence(entry: Entry) -> bool:
    """Whether the entry says that the room could not be spoken to. Saying so there would fail again, for ever."""
    return isinstance(entry.event, StepFailed) and entry.event.step == ROOM_SAY


async def person_say(desk: Desk, step: Step) -> Outcome:
    """`person.say` {seq, user, as}: a direct message about an entry, or about the incident as a whole (seq 0)."""
    state, entry = await desk.entry(step)
    t = await desk.words_for(step.payload["user"])
    message = desk.cards.direct(entry, state, desk.policy, step.payload["as"], t.language)
    if message is None:
        return skipped("nothing to say")
    await post_to(desk, step, step.payload["user"], message)
    return Outcome()


async def reply(desk: Desk, step: Step) -> Outcome:
    """`reply` {response_url, channel, user, text, blocks}: the answer to a person, by the first way that is open.

    Seen by them alone: at the response_url, then in the channel, then as a direct message. The first two leave no
    trace in Slack that could be looked for; said twice after a broken connection, they do no harm.
    """
    message = Message(text=step.payload["text"], blocks=tuple(step.payload.get("blocks") or ()))
    return await _answer(desk, step, message)


async def reply_opened(desk: Desk, step: Step) -> Outcome:
    """`reply.opened` {response_url, channel, user}: whoever declared the incident gets the link to its room."""
    state, t = await desk.incident(step), await desk.words_for(step.payload["user"])
    if state.room:
        text = t.gettext("{reference} is open: go to <#{channel}>.")
        text = text.format(reference=state.reference, channel=state.room.channel)
    else:
        text = t.gettext("{reference} is recorded, but its room could not be opened. Lead it where you are.")
        text = text.format(reference=state.reference)
    marked = t.gettext("[DRILL] {text}").format(text=text) if state.drill else text
    return await _answer(desk, step, Message(text=marked))


async def _answer(desk: Desk, step: Step, message: Message) -> Outcome:
    if await _responded(desk, step.payload.get("response_url"), message):
        return Outcome()
    user = step.payload["user"]
    if await _shown(desk, step.payload.get("channel"), user, message):
        return Outcome(note="shown in the channel")
    await post_to(desk, step, user, message)
    return Outcome(note="sent as a direct message")


async def _responded(desk: Desk, response_url: str | None, message: Message) -> bool:
    if not response_url:
        return False
    try:
        await desk.gateway.respond(response_url, message)
    except e.ResponseUrlGone:
        return False
    return True


async def _shown(desk: Desk, channel: str | None, user: str, message: Message) -> bool:
    if not channel:
        return False
    try:
        await desk.gateway.post_ephemeral(channel, user, message)
    except e.PermanentError:
        return False
    return True
