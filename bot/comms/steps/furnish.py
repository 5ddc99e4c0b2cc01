"""What hangs in the room: the card, its pin, the topic, the bookmarks. All of it shows the record as it stands now."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import changed, post_once
from bot.comms.transports import errors as e
from bot.comms.transports.slack.rooms import TOPIC
from bot.comms.transports.slack.sizes import cut
from bot.warroom.events import Posted, TopicSet
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step


async def card(desk: Desk, step: Step) -> Outcome:
    """`room.card` {}: the card says what is true now; a card that somebody deleted is posted anew."""
    state = await desk.incident(step)
    room = room_of(state)
    message = desk.cards.room_card(state, desk.policy, desk.clock.now())
    if await changed(desk.gateway, state.posts.get("card"), message):
        return Outcome()
    at = await post_once(desk.gateway, step, room.channel, message)
    return Outcome(events=(Posted(what="card", channel=at.channel, ts=at.ts),))


async def pin(desk: Desk, step: Step) -> Outcome:
    """`room.pin` {}: the card is pinned; a card that is gone has nothing to pin."""
    at = (await desk.incident(step)).posts.get("card")
    if at is None or at.ts is None:
        return skipped("there is no card")
    try:
        await desk.gateway.pin(at.channel, at.ts)
    except e.MessageNotFound:
        return skipped("the card is gone")
    return Outcome()


async def topic(desk: Desk, step: Step) -> Outcome:
    """`room.topic` {}: the room's topic, set only when it differs: Slack tells the whole room of every change."""
    state = await desk.incident(step)
    room = room_of(state)
    wanted = cut(desk.cards.topic(state, desk.policy), TOPIC)
    if wanted == state.topic:
        return skipped("unchanged")
    await desk.gateway.set_topic(room.channel, wanted)
    return Outcome(events=(TopicSet(topic=wanted),))


async def bookmark(desk: Desk, step: Step) -> Outcome:
    """`room.bookmark` {title, url}: a link in the room's bar, once."""
    room = room_of(await desk.incident(step))
    title, url = step.payload["title"], step.payload["url"]
    if step.doubtful and await _bookmarked(desk, room.channel, title, url):
        return Outcome(note="found")
    await desk.gateway.add_bookmark(room.channel, title, url)
    return Outcome()


async def _bookmarked(desk: Desk, channel: str, title: str, url: str) -> bool:
    return any((each.title, each.link) == (title, url) for each in await desk.gateway.list_bookmarks(channel))
