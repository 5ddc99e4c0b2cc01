"""Everything said and done in the room is on the record exactly once, whatever Slack does with its events."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.handlers.door import submission_of
from bot.warroom.events import MARK_KINDS, MarkKind, MessageDeleted, MessageEdited, MessageMarked, MessagePosted
from bot.warroom.moments import key_moments, lines
from bot.warroom.ports import Submission
from bot.warroom.timeline import Entry
from tests.scenarios.world import World, world

ROOM = "mi-1-shop-is-down"
SAID = ("message", "message_edited", "message_deleted")
REACTIONS = {
    "pushpin": "key_moment",
    "bulb": "hypothesis",
    "scales": "decision",
    "wrench": "action",
    "adhesive_bandage": "workaround",
    "boom": "impact",
}
COMMANDS = ("note", "observe", "decision", "action", "hypothesis", "impact", "workaround")


def texts(entries: list[Entry]) -> list[str]:
    """What was said, in the order in which it was written down."""
    return [entry.event.text for entry in entries if isinstance(entry.event, MessagePosted)]


def marks(entries: list[Entry]) -> list[tuple[str, str]]:
    """The key moments that people marked: kind and words."""
    return [(line.marks[0], line.text) for line in key_moments(entries) if line.marks]


# what people say


async def test_a_message_is_kept_with_its_author_its_time_and_its_link(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "Database CPU at 100 % & climbing, see <graph>")
    await bot.heard()
    (entry,) = await bot.entries(1, "message")
    assert isinstance(entry.event, MessagePosted)
    assert entry.event.text == "Database CPU at 100 % & climbing, see <graph>"
    assert (entry.actor.name, entry.source, entry.late) == ("Budi Santoso", "message", False)
    assert (entry.slack.channel, entry.slack.ts) == (said.channel, said.ts)
    assert entry.evidence.endswith(f"/{said.channel}/p{said.ts.replace('.', '')}")
    assert f"{entry.occurred_at.timestamp():.6f}" == said.ts


async def test_a_mention_reads_as_a_name_on_the_record(room: World) -> None:
    await room.declare()
    await room.person("budi").say(ROOM, "@dewi please look at https://graphs.example.com/db?a=1&b=2")
    await room.heard()
    said = texts(await room.entries(1, "message"))
    assert said == ["@Dewi Lestari please look at https://graphs.example.com/db?a=1&b=2"]


async def test_a_reply_in_a_thread_is_kept_with_its_thread(bot: World) -> None:
    await bot.declare()
    first = await bot.person("budi").say(ROOM, "Who deployed last?")
    await bot.person("fajar").reply(first, "Nobody since Monday")
    await bot.person("maya").reply(first, "Confirmed in the room too", broadcast=True)
    await bot.heard()
    entries = await bot.entries(1, "message")
    assert texts(entries) == ["Who deployed last?", "Nobody since Monday", "Confirmed in the room too"]
    assert [entry.slack.thread_ts for entry in entries] == [None, first.ts, first.ts]


async def test_a_file_is_kept_with_its_name_and_link(bot: World) -> None:
    await bot.declare()
    await bot.person("dewi").upload(ROOM, "db-locks.txt", b"3880 of 4000", "Lock graph")
    await bot.heard()
    (entry,) = await bot.entries(1, "message")
    (file,) = entry.event.files
    assert (entry.event.text, file.name) == ("Lock graph", "db-locks.txt")
    assert file.link.startswith("http")
    assert file.id in file.link


async def test_a_file_without_words_is_a_key_moment_by_its_name_when_marked(room: World) -> None:
    await room.declare()
    said = await room.person("dewi").upload(ROOM, "db-locks.txt", b"3880 of 4000")
    await room.person("budi").react(said, "pushpin")
    await room.heard()
    shown = await room.types("dewi", "/incident timeline", ROOM)
    assert "db-locks.txt" in shown.all_text


async def test_an_edit_is_a_later_entry_and_the_first_wording_stays(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "It is the web servers")
    await bot.heard()
    await bot.pass_time(minutes=1)
    await bot.person("budi").edit(said, "It is the database")
    await bot.heard()
    first, edit = await bot.entries(1, *SAID)
    assert isinstance(edit.event, MessageEdited)
    assert first.event.text == "It is the web servers"
    assert (edit.event.target, edit.event.before, edit.event.text) == (
        said.ts,
        "It is the web servers",
        "It is the database",
    )
    assert (edit.occurred_at - first.occurred_at).total_seconds() == pytest.approx(60, abs=1)


async def test_a_deletion_is_a_later_entry_and_the_words_stay(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "Oops, wrong room")
    await bot.person("budi").delete(said)
    await bot.heard()
    first, gone = await bot.entries(1, *SAID)
    assert first.event.text == "Oops, wrong room"
    assert isinstance(gone.event, MessageDeleted)
    assert (gone.event.target, gone.actor.name) == (said.ts, "Budi Santoso")


async def test_who_comes_and_goes_is_kept(bot: World) -> None:
    await bot.declare()
    await bot.person("lina").join(ROOM)
    await bot.person("lina").leave(ROOM)
    await bot.heard()
    came = [entry.event.person.name for entry in await bot.entries(1, "joined")]
    left = [entry.event.person.name for entry in await bot.entries(1, "left")]
    assert sorted(came) == sorted(
        ["Sari Wulandari", "Raihan Pratama", "Budi Santoso", "Dewi Lestari", "Fajar Nugroho", "Maya Anggraini",
         "Lina Kusuma"]
    )  # fmt: skip
    assert left == ["Lina Kusuma"]


async def test_what_is_said_in_other_channels_is_on_no_record(room: World) -> None:
    await room.declare()
    await room.person("lina").join("incidents")
    await room.person("lina").say("incidents", "What is this?")
    await room.person("budi").say("general", "Lunch?")
    await room.heard()
    assert await room.entries(1, "message") == []


async def test_the_bots_own_messages_are_not_kept_as_something_said(room: World) -> None:
    await room.declare()
    await room.types("raihan", "/incident note Nobody says this", ROOM)
    await room.types("raihan", "/incident export md", ROOM)
    await room.heard()
    assert len(room.said(ROOM)) > 3
    assert await room.entries(1, *SAID) == []


# what people do


async def test_every_act_is_an_entry_with_who_did_it_and_in_which_role(bot: World) -> None:
    await bot.declare()
    accepted = await bot.person("raihan").click("@posko", "mim_accept")
    await accepted.answer()
    for line in (
        "severity sev2 Only the app is down",
        "role scribe @lina",
        "role scribe @lina release",
        "task Check the queue @budi",
        "done 1",
        "milestone started at 09:30",
        "state identified The stock counter locks",
        "update It is the stock counter",
        "update snooze 5m Waiting for figures",
        "update request What about the app?",
        "handover @maya",
        "export csv",
        "review",
        "resolve Counter off",
        "reopen It is back",
    ):
        await bot.types("raihan", f"/incident {line}", ROOM)
    await bot.heard()
    mine = [entry for entry in await bot.entries() if entry.actor and entry.actor.name == "Raihan Pratama"]
    kinds = Counter(entry.kind for entry in mine)
    wanted = {
        "mim_accepted", "severity_changed", "role_assigned", "role_released", "task_added", "task_done", "milestone",
        "state_changed", "update_published", "update_snoozed", "update_requested", "handover_offered", "exported",
        "review_drafted", "resolved", "reopened",
    }  # fmt: skip
    assert wanted - kinds.keys() == set()
    assert [kinds[kind] for kind in ("severity_changed", "task_done", "exported", "resolved", "reopened")] == [1] * 5
    assert {entry.role for entry in mine if entry.kind == "severity_changed"} == {"mim"}
    assert {entry.source for entry in mine if entry.kind == "mim_accepted"} == {"button"}
    assert {entry.source for entry in mine if entry.kind == "resolved"} == {"command"}


# exactly once


async def test_events_that_slack_repeats_change_nothing(bot: World) -> None:
    await bot.declare()
    await bot.heard()
    before = len(await bot.entries())
    bot.sandbox.event_faults.repeat(copies=3, times=100)
    said = await bot.person("budi").say(ROOM, "DECISION: fail over")
    await bot.person("budi").edit(said, "DECISION: fail over now")
    await bot.person("dewi").react(said, "boom")
    await bot.person("lina").join(ROOM)
    await bot.person("budi").upload(ROOM, "graph.png", b"png")
    await bot.person("budi").delete(said)
    await bot.heard()
    kinds = Counter(entry.kind for entry in (await bot.entries())[before:])
    assert kinds == {"message": 2, "marked": 2, "message_edited": 1, "joined": 1, "message_deleted": 1, "posted": 1}


async def test_events_in_any_order_give_the_same_record(bot: World) -> None:
    await bot.declare()
    bot.sandbox.event_faults.reorder(5)
    said = await bot.person("budi").say(ROOM, "First")
    await bot.person("budi").edit(said, "First, corrected")
    await bot.person("dewi").react(said, "wrench")
    await bot.person("dewi").say(ROOM, "Second")
    await bot.person("dewi").reply(said, "Third")
    await bot.heard()
    entries = await bot.entries(1, *SAID, "marked")
    assert Counter(entry.kind for entry in entries) == {"message": 3, "message_edited": 1, "marked": 1}
    assert sorted(texts(entries)) == ["First", "Second", "Third"]
    assert marks(entries) == [("action", "First, corrected")]


async def test_events_withheld_and_caught_up_from_history_are_kept_once(bot: World) -> None:
    await bot.declare()
    bot.sandbox.event_faults.withhold()
    said = await bot.person("budi").say(ROOM, "Said in silence")
    await bot.person("dewi").reply(said, "Answered in silence")
    await bot.bot.catching_up.run()
    caught = texts(await bot.entries(1, "message"))
    bot.sandbox.event_faults.release(backwards=True)
    await bot.heard()
    assert caught == ["Said in silence", "Answered in silence"]
    assert texts(await bot.entries(1, "message")) == caught


async def test_events_that_slack_lost_are_found_by_the_regular_look_into_history(bot: World) -> None:
    await bot.declare()
    bot.sandbox.event_faults.withhold("message")
    await bot.person("budi").say(ROOM, "Lost on the way")
    bot.sandbox.event_faults.discard()
    await bot.bot.catching_up.run()
    (entry,) = await bot.entries(1, "message")
    assert (entry.event.text, entry.late, entry.source) == ("Lost on the way", True, "catch_up")


async def test_a_command_delivered_twice_is_done_once(bot: World) -> None:
    await bot.declare()
    await bot.types("budi", "/incident note Said once", ROOM)
    payload = bot.sandbox.journal.deliveries_of("/incident")[-1].payload
    again = submission_of(payload, bot.clock.now())
    assert isinstance(again, Submission)
    assert not await bot.bot.intake.receive(again)
    await bot.bot.desk.handle(again, live=False)
    await bot.heard()
    assert [entry.event.text for entry in await bot.entries(1, "note")] == ["Said once"]


# while nobody listened


async def test_what_was_said_while_the_bot_was_down_is_caught_up_at_its_start_and_marked_late(bot: World) -> None:
    await bot.declare()
    before = await bot.person("budi").say(ROOM, "Before")
    await bot.heard()
    await bot.stop_bot()
    alone = await bot.person("budi").say(ROOM, "Anybody there?")
    await bot.person("dewi").reply(alone, "I am")
    await bot.person("dewi").reply(before, "A late answer to an early word")
    await bot.person("budi").upload(ROOM, "dump.txt", b"x", "The dump")
    bot.clock.advance(120)
    await bot.start_bot()
    entries = await bot.recorded(lambda found: len(texts(found)) == 5)
    late = {entry.event.text: entry.late for entry in entries if entry.kind == "message"}
    assert late == {
        "Before": False,
        "Anybody there?": True,
        "I am": True,
        "A late answer to an early word": True,
        "The dump": True,
    }
    said = next(entry for entry in entries if entry.kind == "message" and entry.event.text == "Anybody there?")
    assert said.slack.ts == alone.ts
    assert said.recorded_at > said.occurred_at
    assert [file.name for entry in entries if entry.kind == "message" for file in entry.event.files] == ["dump.txt"]


async def test_what_was_edited_and_marked_while_the_bot_was_down_is_caught_up(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "It is the web servers")
    await bot.heard()
    await bot.stop_bot()
    await bot.person("budi").edit(said, "It is the database")
    await bot.person("dewi").react(said, "bulb")
    await bot.start_bot()
    entries = await bot.recorded(lambda found: any(entry.kind == "marked" for entry in found))
    assert marks(entries) == [("hypothesis", "It is the database")]
    assert [entry.late for entry in entries if entry.kind in ("message_edited", "marked")] == [True, True]


async def test_catching_up_twice_changes_nothing(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "DECISION: fail over")
    await bot.person("dewi").react(said, "boom")
    await bot.heard()
    before = await bot.entries()
    await bot.stop_bot()
    await bot.start_bot()
    await bot.bot.catching_up.run()
    await bot.bot.catching_up.run()
    assert await bot.entries() == before


async def test_what_was_said_while_the_socket_was_away_is_caught_up_at_the_reconnect(room: World) -> None:
    await room.declare()
    room.sandbox.event_faults.withhold()
    await room.person("budi").say(ROOM, "Nobody hears this")
    room.sandbox.event_faults.discard()
    await room.sandbox.sockets.disconnect()
    entries = await room.recorded(texts)
    (entry,) = [entry for entry in entries if entry.kind == "message"]
    assert (entry.event.text, entry.late) == ("Nobody hears this", True)


# marks


@pytest.mark.parametrize("word", COMMANDS)
async def test_a_command_makes_a_key_moment_of_its_kind(room: World, word: str) -> None:
    await room.declare()
    await room.types("budi", f"/incident {word} The database is slow", ROOM)
    kind = "observation" if word == "observe" else word
    assert marks(await room.entries()) == [(kind, "The database is slow")]


async def test_a_key_moment_may_have_happened_earlier(room: World) -> None:
    await room.declare()
    await room.types("budi", "/incident observe CPU was at 100 % at 09:50", ROOM)
    (entry,) = await room.entries(1, "observation")
    assert entry.occurred_at.isoformat() == "2026-11-24T02:50:00+00:00"
    assert entry.recorded_at == room.clock.now()


@pytest.mark.parametrize(("emoji", "kind"), REACTIONS.items())
async def test_a_reaction_marks_a_message_as_its_kind(room: World, emoji: str, kind: str) -> None:
    await room.declare()
    said = await room.person("budi").say(ROOM, "The database is slow")
    await room.person("dewi").react(said, emoji)
    await room.heard()
    entries = await room.entries()
    (mark,) = [entry for entry in entries if isinstance(entry.event, MessageMarked)]
    assert marks(entries) == [(kind, "The database is slow")]
    assert (mark.actor.name, mark.event.author) == ("Dewi Lestari", "Budi Santoso")


async def test_any_other_reaction_marks_nothing(room: World) -> None:
    await room.declare()
    said = await room.person("budi").say(ROOM, "The database is slow")
    await room.person("dewi").react(said, "eyes")
    await room.heard()
    assert await room.entries(1, "marked") == []


@pytest.mark.parametrize("kind", MARK_KINDS)
async def test_a_prefix_marks_a_message_as_its_kind(room: World, kind: MarkKind) -> None:
    await room.declare()
    await room.person("budi").say(ROOM, f"{kind.upper()}: the database is slow")
    await room.heard()
    assert marks(await room.entries()) == [(kind, "the database is slow")]


async def test_the_message_shortcut_marks_with_a_form(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "Failing over now")
    await bot.heard()
    await bot.person("dewi").message_shortcut("add_to_timeline", said)
    form = await bot.person("dewi").modal("mark_modal")
    done = await bot.person("dewi").submit(form, {"kind": {"kind": "action"}})
    await bot.heard()
    assert done.errors == {}
    assert marks(await bot.entries()) == [("action", "Failing over now")]


async def test_a_reaction_that_comes_before_its_message_marks_it_all_the_same(bot: World) -> None:
    await bot.declare()
    bot.sandbox.event_faults.withhold("message")
    said = await bot.person("budi").say(ROOM, "The database is slow")
    await bot.person("dewi").react(said, "bulb")
    await bot.heard()
    early = marks(await bot.entries())
    bot.sandbox.event_faults.release()
    await bot.heard()
    entries = await bot.entries()
    assert early == [("hypothesis", "The database is slow")]
    assert marks(entries) == early
    assert texts(entries) == ["The database is slow"]


async def test_taking_the_reaction_away_takes_the_mark_away(bot: World) -> None:
    await bot.declare()
    said = await bot.person("budi").say(ROOM, "Reads go to the replica")
    await bot.person("dewi").react(said, "adhesive_bandage")
    await bot.heard()
    standing = (await bot.state()).workaround
    await bot.person("dewi").unreact(said, "adhesive_bandage")
    await bot.heard()
    entries = await bot.entries()
    assert standing == "Reads go to the replica"
    assert marks(entries) == []
    assert (await bot.state()).workaround == ""
    assert [entry.kind for entry in entries if "marked" in entry.kind] == ["marked", "unmarked"]


async def test_a_mark_of_two_people_stands_until_both_have_taken_it_away(room: World) -> None:
    await room.declare()
    said = await room.person("budi").say(ROOM, "Checkout fails for all")
    await room.person("dewi").react(said, "boom")
    await room.person("fajar").react(said, "boom")
    await room.person("dewi").unreact(said, "boom")
    await room.heard()
    one_left = marks(await room.entries())
    impact = (await room.state()).impact
    await room.person("fajar").unreact(said, "boom")
    await room.heard()
    assert one_left == [("impact", "Checkout fails for all")]
    assert impact == "Checkout fails for all"
    assert marks(await room.entries()) == []
    assert (await room.state()).impact == ""


async def test_a_mark_told_of_after_it_was_taken_away_does_not_come_back(room: World) -> None:
    await room.declare()
    said = await room.person("budi").say(ROOM, "Checkout fails for all")
    await room.heard()
    room.sandbox.event_faults.withhold("reaction_added")
    await room.person("dewi").react(said, "boom")
    await room.person("dewi").unreact(said, "boom")
    await room.heard()
    room.sandbox.event_faults.release()
    await room.heard()
    assert marks(await room.entries()) == []
    assert (await room.state()).impact == ""


async def test_a_reaction_given_taken_and_given_again_marks(room: World) -> None:
    await room.declare()
    said = await room.person("budi").say(ROOM, "Checkout fails for all")
    await room.person("dewi").react(said, "boom")
    await room.person("dewi").unreact(said, "boom")
    await room.person("dewi").react(said, "boom")
    await room.heard()
    assert marks(await room.entries()) == [("impact", "Checkout fails for all")]


async def test_a_reaction_taken_away_while_the_bot_was_down_unmarks(room: World) -> None:
    await room.declare()
    said = await room.person("budi").say(ROOM, "Checkout fails for all")
    await room.person("dewi").react(said, "boom")
    await room.heard()
    await room.stop_bot()
    room.clock.advance(60)
    await room.person("dewi").unreact(said, "boom")
    await room.start_bot()
    await room.bot.catching_up.run()
    assert marks(await room.entries()) == []


# the latest key moments


async def test_the_timeline_command_shows_the_latest_key_moments(bot: World) -> None:
    await bot.declare()
    for number in range(1, 4):
        await bot.types("budi", f"/incident observe Reading {number}", ROOM)
    said = await bot.person("dewi").say(ROOM, "Only chatter")
    marked = await bot.person("dewi").say(ROOM, "The lock graph confirms it")
    await bot.person("budi").react(marked, "pushpin")
    await bot.heard()
    shown = (await bot.types("raihan", "/incident timeline 3", ROOM)).all_text
    assert said.text not in shown
    assert "Reading 1" not in shown
    order = [shown.index(words) for words in ("Reading 2", "Reading 3", "The lock graph confirms it")]
    assert order == sorted(order)


async def test_the_timeline_command_leaves_out_a_mark_that_was_taken_away(room: World) -> None:
    await room.declare()
    said = await room.person("dewi").say(ROOM, "Perhaps the cache")
    await room.person("budi").react(said, "pushpin")
    await room.person("budi").unreact(said, "pushpin")
    await room.heard()
    shown = (await room.types("raihan", "/incident timeline", ROOM)).all_text
    assert "Perhaps the cache" not in shown


async def test_two_bots_on_one_workspace_keep_everything_once(database: str) -> None:
    async with world(database) as made:
        await made.start_bot()
        await made.declare()
        for number in range(20):
            await made.person("budi").say(ROOM, f"Line {number}")
        await made.heard()
        said = [line.text for line in lines(await made.entries()) if line.kind == "message"]
        assert said == [f"Line {number}" for number in range(20)]
