"""Sockets that close, refresh or fall silent, and events that are lost, repeated or late: the record is whole."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from bot.bootstrap import Posko
from tests.scenarios.world import World, world


def messages(entries):
    return [entry.event.text for entry in entries if entry.kind == "message"]


async def caught_up(made: World, *words: str, number: int = 1) -> list:
    """The entries once all of this is on record, and nothing of it twice."""
    entries = await made.recorded(lambda found: set(words) <= set(messages(found)), number)
    assert {text: times for text, times in Counter(messages(entries)).items() if times > 1} == {}
    return entries


async def late_of(made: World, text: str) -> bool:
    return next(entry.late for entry in await made.entries(1, "message") if entry.event.text == text)


async def test_what_was_said_while_the_socket_was_silent_is_caught_up_and_late(room: World):
    where = await room.declare()
    room.sandbox.sockets.silence()
    await room.person("sari").say(where, "said into the silence")
    await room.clock.run(60)
    assert "said into the silence" not in messages(await room.entries())
    await room.bot.catching_up.run()
    await caught_up(room, "said into the silence")
    assert await late_of(room, "said into the silence")


async def test_a_silent_socket_is_replaced_and_commands_are_heard_again(room: World):
    where = await room.declare()
    await quick_pings(room)
    room.sandbox.sockets.silence()
    before = list(room.sandbox.sockets.connections)
    await room.person("sari").say(where, "said into the silence")
    await another_socket(room, before)
    await caught_up(room, "said into the silence")
    assert "MI-1" in (await room.types("raihan", "/incident status", where)).all_text


async def quick_pings(made: World) -> None:
    """From the next connection on, silence is noticed within a second."""
    made.bot.socket.client.ping_interval = 0.2
    before = list(made.sandbox.sockets.connections)
    made.sandbox.sockets.ask_refresh()
    await another_socket(made, before)


async def another_socket(made: World, before: list) -> None:
    await made.sandbox.until(lambda _ws: set(made.sandbox.sockets.connections) - set(before), timeout=15)


@pytest.mark.parametrize("how", ["disconnect", "ask_refresh"])
async def test_what_was_said_while_the_socket_was_being_replaced_is_heard(room: World, how: str):
    where = await room.declare()
    before = list(room.sandbox.sockets.connections)
    ending = getattr(room.sandbox.sockets, how)()
    if asyncio.iscoroutine(ending):
        await ending
    await room.person("sari").say(where, "said in between")
    await another_socket(room, before)
    await caught_up(room, "said in between")


async def test_a_lost_connection_gets_a_new_address_when_the_old_one_has_expired(room: World):
    await room.declare()
    client = room.bot.socket.client
    client.ping_interval = 0.05
    client.wss_uri = f"{room.sandbox.base_url.replace('http', 'ws')}/link/?app_id=gone"
    await client.current_session.close()
    broken = asyncio.create_task(client.connect())
    await room.sandbox.until(lambda _ws: not room.sandbox.sockets.connections)
    await room.bot.keep_house()
    await broken
    assert room.sandbox.sockets.connections
    assert (await room.bot.readiness())["slack"] == ""


async def test_a_message_that_comes_live_after_a_long_absence_hides_no_gap(room: World):
    where = await room.declare()
    await room.person("sari").say(where, "heard")
    await caught_up(room, "heard")
    await room.stop_bot()
    await room.person("sari").say(where, "missed")
    root = await room.person("sari").say(where, "missed with a thread")
    await room.person("budi").reply(root, "missed in the thread")
    await room.clock.run(40 * 60)
    bot = await absent_bot(room)
    await room.person("sari").say(where, "live, before anything was caught up")
    await room.recorded(lambda found: "live, before anything was caught up" in messages(found))
    assert "missed" not in messages(await room.entries())
    room.sandbox.faults.clear()
    await bot.catching_up.run()
    await caught_up(room, "missed", "missed with a thread", "missed in the thread")
    assert await late_of(room, "missed")
    assert not await late_of(room, "live, before anything was caught up")


async def absent_bot(made: World) -> Posko:
    """A bot whose catching up at the start does not succeed: Slack's history is in trouble."""
    made.sandbox.faults.status("conversations.history", status=503, times=None)
    return await made.start_bot()


async def test_a_crash_while_catching_up_forgets_no_gap(room: World):
    where = await room.declare()
    await room.bot.catching_up.run()
    await room.stop_bot()
    for index in range(3):
        await room.person("sari").say(where, f"missed {index}")
    root = await room.person("sari").say(where, "missed root")
    await room.person("budi").reply(root, "missed reply")
    await room.clock.run(30 * 3600)
    await room.person("sari").say(where, "missed last")
    room.sandbox.faults.status("conversations.replies", status=503, times=None)
    bot = await room.start_bot()
    await room.sandbox.until(lambda _ws: room.sandbox.journal.calls_of("conversations.replies"))
    await room.stop_bot(bot)
    room.sandbox.faults.clear()
    await room.start_bot()
    await caught_up(room, "missed 0", "missed 1", "missed 2", "missed root", "missed reply", "missed last")


async def test_what_was_done_to_older_messages_during_an_absence_is_caught_up(room: World):
    where = await room.declare()
    old = await room.person("sari").say(where, "the first wording")
    marked = await room.person("sari").say(where, "it is the cache")
    asked = await room.person("sari").say(where, "who has the keys?")
    await caught_up(room, "the first wording", "it is the cache", "who has the keys?")
    await room.clock.run(40 * 60)
    await room.bot.catching_up.run()
    await room.stop_bot()
    await room.person("sari").edit(old, "the second wording")
    await room.person("budi").react(marked, "bulb")
    await room.person("budi").reply(asked, "I have them")
    await room.clock.run(40 * 60)
    await room.start_bot()
    await caught_up(room, "I have them")
    entries = await room.entries(1, "message_edited", "marked")
    assert [(entry.kind, entry.event.text) for entry in entries] == [
        ("message_edited", "the second wording"),
        ("marked", "it is the cache"),
    ]


async def test_a_reaction_is_one_mark_whether_heard_or_caught_up_or_both(room: World):
    where = await room.declare()
    message = await room.person("sari").say(where, "it is the cache")
    await caught_up(room, "it is the cache")
    await room.person("budi").react(message, "bulb")
    await room.recorded(lambda found: [entry for entry in found if entry.kind == "marked"])
    await room.bot.catching_up.after_absence()
    room.sandbox.event_faults.withhold("reaction_added")
    await room.person("sari").react(message, "bulb")
    await room.bot.catching_up.after_absence()
    room.sandbox.event_faults.release()
    await room.heard()
    marks = await room.entries(1, "marked")
    assert sorted(entry.actor.name for entry in marks) == ["Budi Santoso", "Sari Wulandari"]


async def test_events_repeated_reordered_and_withheld_leave_each_message_once(room: World):
    where = await room.declare()
    faults = room.sandbox.event_faults
    faults.repeat("message", copies=2, times=5)
    faults.reorder(4)
    words = [f"word {index}" for index in range(8)]
    for word in words[:5]:
        await room.person("sari").say(where, word)
    faults.withhold("message")
    for word in words[5:]:
        await room.person("sari").say(where, word)
    await room.bot.catching_up.run()
    faults.release(backwards=True)
    await room.heard()
    entries = await caught_up(room, *words)
    said = sorted((entry for entry in entries if entry.kind == "message"), key=lambda entry: entry.occurred_at)
    assert [entry.event.text for entry in said] == words


async def test_every_message_of_an_absence_is_there_once_with_two_readers(database: str):
    async with world(database) as made:
        where = await made.declare()
        await made.stop_bot()
        words = [f"word {index}" for index in range(230)]
        for word in words:
            await made.person("sari").say(where, word)
        await asyncio.gather(made.start_bot(), made.start_bot())
        await asyncio.gather(*(bot.catching_up.run() for bot in made.bots))
        await caught_up(made, *words)
