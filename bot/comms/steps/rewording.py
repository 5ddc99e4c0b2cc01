"""Taking erased words out of what the bot said in Slack: its own messages are written anew from what is left.

A message that is gone stays gone. What left for other places cannot be called back.
"""

from __future__ import annotations

from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import EARLIER, changed
from bot.comms.steps.talk import ROOM_SAY
from bot.comms.steps.tell import latest_told
from bot.warroom.base import SlackRef
from bot.warroom.events import UpdateDelivered, UpdatePublished
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.owing.deliveries import thread_of
from bot.warroom.places import Place
from bot.warroom.ports import Step
from bot.warroom.updates import UpdateFacts


async def in_the_room(desk: Desk, step: Step) -> Outcome:
    """`room.reword` {seq}: the room's message about an entry, found by its key."""
    state, entry = await desk.entry(step)
    room = room_of(state)
    message = desk.cards.entry_message(entry, state, desk.policy) if entry else None
    if entry is None or message is None:
        return skipped("nothing was said of it")
    oldest = f"{(entry.recorded_at - EARLIER).timestamp():.6f}"
    at = await desk.gateway.find_posted(room.channel, f"{ROOM_SAY}:{state.number}:{entry.seq}", oldest)
    if at is None or not await changed(desk.gateway, SlackRef(channel=at.channel, ts=at.ts), message):
        return skipped("the message is gone")
    return Outcome()


async def of_an_update(desk: Desk, step: Step) -> Outcome:
    """`update.reword` {seq}: a published update wherever it stands in Slack's channels, and what heads its threads."""
    state, entry = await desk.entry(step)
    if entry is None or not isinstance(entry.event, UpdatePublished):
        return skipped("no such update")
    async with desk.store.reading() as reader:
        found = [each.event for each in await reader.entries(state.number, kinds={"delivery"})]
    sent = [each for each in found if isinstance(each, UpdateDelivered) and each.number == entry.event.number]
    facts = UpdateFacts.model_validate(entry.event.facts)
    for each in sent:
        await _written_anew(desk, state, facts, each)
    return Outcome()


async def _written_anew(desk: Desk, state: Incident, facts: UpdateFacts, sent: UpdateDelivered) -> None:
    audience = desk.policy.audiences.get(sent.audience)
    place = Place.of(sent.channel)
    head = state.posts.get(thread_of(place.ref)) if place.kind == "slack" else None
    if audience is None or head is None or not sent.id:
        return
    here = SlackRef(channel=head.channel, ts=sent.id)
    await changed(desk.gateway, here, desk.cards.update_message(facts, audience, desk.policy))
    latest = await latest_told(desk, state.number, audience.name)
    if latest:
        await changed(desk.gateway, head, desk.cards.update_message(latest, audience, desk.policy, standing=True))
