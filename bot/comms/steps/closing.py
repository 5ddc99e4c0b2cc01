"""Asking whether it works again: one direct message for each reference, once."""

from __future__ import annotations

from bot.comms.failing import step_failed
from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import post_once, post_to
from bot.warroom.events import ConfirmationAsked
from bot.warroom.outcomes import Outcome
from bot.warroom.phrases import phrase
from bot.warroom.ports import Step


async def ask(desk: Desk, step: Step) -> Outcome:
    """`confirm.ask` {seq, ref}: whoever is meant is asked, in their language; of a group its first member."""
    state, entry = await desk.entry(step)
    ref = step.payload["ref"]
    person = next((each for each in await desk.directory.members(ref) if each.id != desk.me), None)
    language = (await desk.words_for(person.id)).language if person else ""
    message = desk.cards.direct(entry, state, desk.policy, "confirm", language)
    if message is None:
        return skipped("nothing to ask any more")
    if person is None:
        why = phrase("I don't know {ref}, so nobody was asked whether it works.", ref=ref)
        remedy = phrase("Ask the service's owner by hand, then press *Confirm restored*; correct the policy.")
        return Outcome(events=(step_failed(step, why, remedy, desk.t),))
    await post_to(desk, step, person.id, message)
    return Outcome(events=(ConfirmationAsked(person=person),))


async def farewell(desk: Desk, step: Step) -> Outcome:
    """`room.farewell` {}: the last message of the room, before it is put away."""
    state = await desk.incident(step)
    await post_once(desk.gateway, step, room_of(state).channel, desk.cards.farewell(state, desk.policy))
    return Outcome()
