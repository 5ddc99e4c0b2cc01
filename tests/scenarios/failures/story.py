"""One incident from declaration to resolution, told through any failure, and what must be true of it in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.comms.exports.verify import verify_entries
from bot.comms.transports.slack.messages import DELIVERY
from bot.sandbox import Message, NotAcked, Sandbox
from bot.sandbox.people.replies import Reply
from bot.warroom.ports import StoreUnavailable
from tests.scenarios.failures.perils import Lives
from tests.scenarios.world import World

UPDATE = "Shoppers see a blank page; backend is on it"
SAID = "The stock service answers nothing"
RESOLVED = "Restarted the stock service"


@dataclass(frozen=True)
class Chapter:
    """What somebody does, and whether it has had its effect."""

    act: Callable[[World], Awaitable[Reply | Message | None]]
    told: Callable[[World], Awaitable[object]]


def room_of(sandbox: Sandbox) -> str:
    return next((room.name for room in sandbox.workspace.channels.values() if room.name.startswith("mi-")), "")


async def _declare(world: World) -> Reply:
    return await world.person("sari").command("/incident declare sev1 Shop is down")


async def _accept(world: World) -> Reply:
    return await world.person("raihan").click(action_id="mim_accept")


async def _say(world: World) -> Message:
    return await world.person("sari").say(room_of(world.sandbox), SAID)


async def _update(world: World) -> Reply:
    return await world.person("raihan").command(f"/incident update {UPDATE}", channel=room_of(world.sandbox))


async def _resolve(world: World) -> Reply:
    return await world.person("raihan").command(f"/incident resolve {RESOLVED}", channel=room_of(world.sandbox))


async def _accepted(world: World) -> bool:
    lead = (await world.state()).lead
    return bool(lead and lead.accepted)


async def _said(world: World) -> bool:
    return True


async def _updated(world: World) -> list[Any]:
    return await world.entries(1, "update_published")


async def _resolved(world: World) -> bool:
    return (await world.state()).state == "resolved"


async def _declared(world: World) -> str:
    return room_of(world.sandbox)


STORY = (
    Chapter(_declare, _declared),
    Chapter(_accept, _accepted),
    Chapter(_say, _said),
    Chapter(_update, _updated),
    Chapter(_resolve, _resolved),
)


async def tell(lives: Lives) -> None:
    """Tell the whole story. Somebody whose act was not acked looks whether it was done, and does it again if not."""
    for chapter in STORY:
        while True:
            acked = await _done(lives, chapter)
            await lives.settle()
            if await _told(lives.world, chapter):
                break
            assert not acked, "something was acked and never done"
    await lives.through(lives.bot.catching_up.run())
    await lives.settle()


async def _told(world: World, chapter: Chapter) -> object:
    """Look for the effect, and look again when a restarting database cuts the look off."""
    while True:
        with suppress(StoreUnavailable):
            return await chapter.told(world)


async def _done(lives: Lives, chapter: Chapter) -> bool:
    try:
        await lives.meanwhile(chapter.act(lives.world))
    except NotAcked:
        return False
    return True


async def assert_once(world: World) -> None:
    """The incident is complete, and nothing of it is there twice."""
    sandbox = world.sandbox
    assert len(world.rooms()) == 1
    room = sandbox.workspace.channel(world.rooms()[0])
    assert {sandbox.workspace.users[user].handle for user in room.members} >= PRESENT
    assert room.topic["value"] == (await world.state()).topic != ""
    _keys_once(sandbox)
    _room_once(sandbox, room.name)
    assert [len(keyed(sandbox, name)) for name in ("incidents", "exec-updates", "incident-updates")] == [1, 3, 3]
    assert [sum(UPDATE in said for said in world.said(name)) for name in ("exec-updates", "incident-updates")] == [1, 1]
    assert len(world.person("raihan").dms()) == 2
    await _record_once(world)


PRESENT = {"sari", "raihan", "budi", "dewi", "fajar", "maya"}


def keyed(sandbox: Sandbox, channel: str) -> list[str]:
    """The delivery keys of the bot's messages in a room."""
    return [key for message in sandbox.workspace.channel(channel).log if (key := key_of(message))]


def key_of(message: Message) -> str:
    metadata = message.metadata or {}
    return metadata["event_payload"]["key"] if metadata.get("event_type") == DELIVERY else ""


def _keys_once(sandbox: Sandbox) -> None:
    said = [
        key for channel in sandbox.workspace.channels.values() for message in channel.log if (key := key_of(message))
    ]
    assert {key: times for key, times in Counter(said).items() if times > 1} == {}


def _room_once(sandbox: Sandbox, room: str) -> None:
    log = sandbox.workspace.channel(room)
    cards = [message.ts for message in log.log if key_of(message).startswith("room.card:")]
    assert log.pins == cards
    assert len(cards) == 1
    files = Counter(file.name for message in log.log for file in message.files)
    assert files == {"MI-1-review-1.md": 1, "MI-1-review-1.html": 1, "MI-1-picture-review-1.png": 1}
    assert [message.text for message in log.log if message.text == SAID] == [SAID]
    assert "Resolved" in log.log.get(cards[0]).all_text


async def verified(world: World, number: int = 1) -> bool:
    """What `posko verify` says: the chain holds, and replaying it gives the stored state."""
    async with world.bot.store.reading() as reader:
        stored = await reader.stored(number)
        entries = await reader.entries(number)
    return verify_entries(entries, stored.state, stored.head).ok


async def _record_once(world: World) -> None:
    assert await verified(world)
    entries = await world.entries()
    async with world.bot.store.reading() as reader:
        summary = await reader.summary()
    assert (summary.failed_steps, summary.waiting_steps, summary.waiting_submissions) == (0, 0, 0)
    kinds = Counter(entry.kind for entry in entries)
    once = ("declared", "room_opened", "mim_accepted", "resolved", "message", "review_drafted")
    assert {kind: kinds[kind] for kind in once} == dict.fromkeys(once, 1)
    assert kinds["update_published"] == 2
    assert kinds["step_failed"] == 0
    assert Counter(entry.event.what for entry in entries if entry.kind == "posted").most_common(1)[0][1] == 1


def assert_answered(world: World) -> None:
    """Whoever did something heard of it; said twice does no harm."""
    assert len(world.person("sari").ephemerals()) >= 2
    assert len(world.person("raihan").ephemerals()) >= 2
