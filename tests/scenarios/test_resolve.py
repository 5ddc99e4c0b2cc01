"""Resolve, review, close, archive, reopen, cancel: who may, what it leaves behind, and what stands against it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Message
from tests.scenarios.looking import card, members, told
from tests.scenarios.world import OPENING, World

ROOM = "mi-1-shop-is-down"
SECTIONS = (
    "Summary", "Impact", "Timing", "Roles and responders", "Timeline of key moments",
    "Communications: promised and sent", "What is still missing", "Actions",
)  # fmt: skip


async def led(on: World, text: str = "sev1 Shop is down") -> str:
    """A room whose MIM has accepted."""
    room = await on.declare(text)
    accepted = await on.person("raihan").click("@posko", "mim_accept")
    await accepted.answer()
    await on.quiet()
    return room


async def types(on: World, *lines: str, by: str = "raihan") -> list[str]:
    """Commands typed in the room one after the other; what each was answered."""
    said = [(await on.types(by, f"/incident {line}", ROOM)).all_text for line in lines]
    await on.quiet()
    return said


async def resolved(on: World) -> None:
    """An incident that is resolved, with everything the gate asks for but the confirmation."""
    await led(on)
    await types(on, "milestone started at 09:30", "milestone detected at 09:40", "resolve The counter is off")


def files(on: World, room: str = ROOM) -> dict[str, Message]:
    """The files of the room by name, with the message that shares each."""
    return {file.name: message for message in on.sandbox.workspace.channel(room).log for file in message.files}


def content(on: World, name: str) -> str:
    """What a file of the room says."""
    (file,) = [each for each in files(on)[name].files if each.name == name]
    return file.content.decode("utf-8")


# who


@pytest.mark.parametrize(
    "line", ["resolve Fixed it", "state monitoring It holds", "severity sev2 Smaller than thought"]
)
async def test_whoever_does_not_lead_is_refused_and_told_who_may(room: World, line: str) -> None:
    await led(room)
    (refused,) = await types(room, line, by="budi")
    state = await room.state()
    assert (state.state, state.severity) == ("investigating", "sev1")
    assert "Raihan Pratama" in refused
    assert line in refused


@pytest.mark.parametrize("who", ["raihan", "maya", "intan"])
async def test_mim_deputy_and_administrator_may_resolve(room: World, who: str) -> None:
    await led(room)
    await types(room, "role deputy @maya", "handover @budi")
    await room.person(who).join(ROOM)
    (answer,) = await types(room, "resolve The counter is off", by=who)
    assert (await room.state()).state == "resolved"
    assert "The handover that was offered to *Budi Santoso* is void; they are told." in answer
    assert "The offer to take over *MI-1* is void: ✅ *Resolved*." in told(room, "budi")[-1]


async def test_whoever_led_before_the_handover_may_no_longer_resolve(bot: World) -> None:
    await led(bot)
    await types(bot, "handover @maya")
    await types(bot, "handover accept all", by="maya")
    (refused,) = await types(bot, "resolve Fixed it")
    assert "Maya Anggraini" in refused
    assert (await bot.state()).state == "investigating"


# what resolving does


async def test_resolving_sets_the_milestone_and_says_so_in_the_room(bot: World) -> None:
    await led(bot)
    await bot.pass_time(minutes=3)
    (answer,) = await types(bot, "resolve The counter is off & orders flow")
    state = await bot.state()
    assert state.milestones["resolved"].at == OPENING + timedelta(minutes=3)
    assert state.milestones["resolved"].source == "said by Raihan Pratama"
    assert "MI-1" in answer
    assert any("*resolved*" in said and "The counter is off &amp; orders flow" in said for said in bot.said(ROOM))
    assert "resolved" in bot.sandbox.workspace.channel(ROOM).topic["value"].lower()


async def test_the_service_may_have_been_restored_earlier(room: World) -> None:
    await led(room)
    await room.pass_time(minutes=4)
    await types(room, "resolve The counter is off at 10:02")
    assert (await room.state()).milestones["resolved"].at == OPENING + timedelta(minutes=2)


async def test_resolving_by_the_form_does_the_same(bot: World) -> None:
    await led(bot)
    await bot.person("raihan").command("/incident resolve", channel=ROOM)
    form = await bot.person("raihan").modal("resolve_modal")
    done = await bot.person("raihan").submit(form, {"text": {"text": "The counter is off"}})
    await bot.quiet()
    assert done.errors == {}
    assert (await bot.state()).state == "resolved"


async def test_whoever_lost_the_lead_while_the_form_was_open_is_refused_when_they_send_it(room: World) -> None:
    await led(room)
    await room.person("raihan").command("/incident resolve", channel=ROOM)
    form = await room.person("raihan").modal("resolve_modal")
    await types(room, "handover @maya")
    await types(room, "handover accept all", by="maya")
    done = await room.person("raihan").submit(form, {"text": {"text": "The counter is off"}})
    assert "Maya Anggraini" in str(done.errors)
    assert (await room.state()).state == "investigating"


async def test_resolving_twice_is_refused(room: World) -> None:
    await led(room)
    _first, second = await types(room, "resolve Fixed", "resolve Fixed again")
    assert "already" in second
    assert len(await room.entries(1, "resolved")) == 1


# the review


async def test_resolving_puts_the_review_into_the_room_as_markdown_and_as_a_page(bot: World) -> None:
    await led(bot)
    await types(bot, "impact All shoppers get errors", "milestone started at 09:30")
    await types(bot, "decision Switch the counter off", "task Load test @budi", "update We are on it")
    await types(bot, "resolve The counter is off")
    text, page = content(bot, "MI-1-review-1.md"), content(bot, "MI-1-review-1.html")
    assert [name for name in SECTIONS if name not in text] == []
    assert [name for name in SECTIONS if name not in page] == []
    for words in ("All shoppers get errors", "Switch the counter off", "Load test", "resolved − started", "30 min"):
        assert words in text
        assert words in page
    assert page.lstrip().startswith("<!doctype html>")


async def test_the_review_names_what_is_missing(room: World) -> None:
    await led(room)
    await types(room, "resolve The counter is off")
    missing = content(room, "MI-1-review-1.md").partition("What is still missing")[2].partition("\n## ")[0]
    assert "/incident milestone detected" in missing
    assert "/incident impact" in missing


async def test_the_review_shows_updates_promised_against_sent(room: World) -> None:
    await led(room)
    await types(room, "update snooze 5m Waiting for figures")
    await room.pass_time(minutes=10)
    await types(room, "resolve The counter is off")
    told = content(room, "MI-1-review-1.md").partition("promised and sent")[2].partition("\n## ")[0]
    assert "missed" in told
    assert "kept" in told
    assert "put off" in told


async def test_every_file_says_what_it_is_and_what_to_do_with_it(bot: World) -> None:
    await led(bot)
    await types(bot, "resolve The counter is off", "export md", "export csv", "export json")
    said = {name: message.text for name, message in files(bot).items()}
    assert len(said) == 6
    assert "at a glance" in said["MI-1-picture-review-1.png"]
    assert [name for name, words in said.items() if "MI-1" not in words] == []
    assert "/incident review" in said["MI-1-review-1.md"]
    assert "browser" in said["MI-1-review-1.html"]
    assert any("posko verify" in words for name, words in said.items() if name.endswith(".json"))


async def test_a_review_can_be_made_at_any_time_and_each_is_a_version(bot: World) -> None:
    await bot.declare()
    first, *_ = await types(bot, "review", by="budi")
    await types(bot, "impact All shoppers get errors, it was the fault of somebody", by="budi")
    (second,) = await types(bot, "review", by="budi")
    assert "Version 1" in first
    assert "Who cannot do what, and how many are they? `/incident impact &lt;who, what, how many&gt;`" in first
    assert "incident impact" not in second
    assert ("1 sentence looks for who" in first, "1 sentence looks for who" in second) == (False, True)
    assert set(files(bot)) == {
        f"MI-1-{name}" for n in (1, 2) for name in (f"review-{n}.md", f"review-{n}.html", f"picture-review-{n}.png")
    }
    assert "All shoppers get errors" not in content(bot, "MI-1-review-1.md")
    assert "All shoppers get errors" in content(bot, "MI-1-review-2.md")


async def test_the_review_button_of_a_closed_incident_makes_another(room: World) -> None:
    await resolved(room)
    await types(room, "milestone confirmed", "close")
    pressed = await room.person("raihan").click(ROOM, "review_make")
    await pressed.answer()
    await room.quiet()
    assert "MI-1-review-2.md" in files(room)


# closing


async def test_the_gate_names_every_reason_with_what_mends_it(bot: World) -> None:
    await led(bot)
    await types(bot, "task Load test the counter")
    (refused,) = await types(bot, "close")
    for words in (
        "/incident resolve",
        "/incident milestone started at",
        "/incident milestone detected at",
        "/incident done 1",
        "/incident review",
    ):
        assert words in refused
    assert "Confirm restored" not in refused  # nobody can confirm what is not resolved; it is asked for then
    assert (await bot.state()).state == "investigating"


async def test_doing_what_the_gate_says_closes(bot: World) -> None:
    await led(bot)
    await types(bot, "task Load test the counter", "done 1", "resolve The counter is off")
    await types(bot, "milestone started at 09:30", "milestone detected at 09:40")
    (refused,) = await types(bot, "close")
    await types(bot, "milestone confirmed")
    (closed,) = await types(bot, "close")
    assert "Confirm restored" in refused
    assert "/incident milestone started" not in refused
    assert "*MI-1* is closed. Its room is archived in 7 d" in closed
    state = await bot.state()
    assert (state.state, "closed" in state.milestones) == ("closed", True)
    assert any("*closed*" in said for said in bot.said(ROOM))


async def test_confirming_and_closing_are_a_press_each(bot: World) -> None:
    await resolved(bot)
    for action in ("confirm_restored", "close_incident"):
        pressed = await bot.person("raihan").click(ROOM, action)
        await pressed.answer()
        await bot.quiet()
    assert (await bot.state()).state == "closed"


async def test_a_task_with_an_owner_does_not_stand_against_closing(room: World) -> None:
    await resolved(room)
    await types(room, "task Load test @budi", "milestone confirmed", "close")
    assert (await room.state()).state == "closed"


async def test_whoever_does_not_lead_cannot_close(room: World) -> None:
    await resolved(room)
    await types(room, "milestone confirmed")
    (refused,) = await types(room, "close", by="budi")
    assert "Raihan Pratama" in refused
    assert (await room.state()).state == "resolved"


# archiving


async def test_the_room_is_archived_after_the_policys_delay_and_not_before(bot: World) -> None:
    await resolved(bot)
    await types(bot, "milestone confirmed", "close")
    bot.clock.advance(timedelta(days=7).total_seconds() - 30)
    await bot.pass_time(seconds=15)
    before = bot.sandbox.workspace.channel(ROOM).is_archived
    await bot.pass_time(seconds=30)
    assert not before
    assert bot.sandbox.workspace.channel(ROOM).is_archived
    assert (await bot.state()).room.archived


async def test_a_room_that_people_archived_themselves_counts(room: World) -> None:
    await resolved(room)
    await types(room, "milestone confirmed", "close")
    await room.person("raihan").archive(ROOM)
    room.clock.advance(timedelta(days=7).total_seconds())
    await room.pass_time(seconds=15)
    assert (await room.state()).room.archived
    assert await room.entries(1, "step_failed") == []


async def test_reopening_before_the_delay_is_over_keeps_the_room(room: World) -> None:
    await resolved(room)
    await types(room, "milestone confirmed", "close")
    await types(room, "reopen Errors are back")
    room.clock.advance(timedelta(days=8).total_seconds())
    await room.pass_time(seconds=15)
    assert not room.sandbox.workspace.channel(ROOM).is_archived


async def test_reopening_after_the_room_is_archived_opens_another_and_keeps_the_first_on_record(bot: World) -> None:
    await resolved(bot)
    await types(bot, "milestone confirmed", "close")
    bot.clock.advance(timedelta(days=8).total_seconds())
    await bot.pass_time(seconds=15)
    answer = await bot.types("raihan", "/incident MI-1 reopen Errors are back")
    await bot.quiet()
    state = await bot.state()
    assert "Its room was archived, so a new one opens now." in answer.all_text
    assert (state.room.name, state.room.archived) == (f"{ROOM}-2", False)
    assert [(former.name, former.archived) for former in state.former_rooms] == [(ROOM, True)]
    assert card(bot, f"{ROOM}-2").all_text.startswith("MI-1")
    assert members(bot, f"{ROOM}-2") >= {"sari", "raihan"}
    [welcome] = [it for it in bot.said(f"{ROOM}-2") if it.startswith("This is the war room of *MI-1*.")]
    assert "It was reopened; the room before" in welcome
    assert "Errors are back" in welcome
    await bot.types("raihan", "/incident decision Roll back", f"{ROOM}-2")
    await bot.quiet()
    assert any("Roll back" in said for said in bot.said(f"{ROOM}-2"))


# reopening and cancelling


@pytest.mark.parametrize("lines", [
    ("state monitoring It holds",),
    ("resolve Off",),
    ("milestone started at 09:30", "milestone detected at 09:40", "resolve Off", "milestone confirmed", "close"),
])  # fmt: skip
async def test_an_incident_can_be_reopened_with_a_reason(bot: World, lines: tuple[str, ...]) -> None:
    await led(bot)
    await types(bot, *lines)
    await types(bot, "reopen Errors are back")
    state = await bot.state()
    assert state.state == "investigating"
    assert {"resolved", "confirmed", "closed"} & state.milestones.keys() == set()
    assert any("open again" in said and "Errors are back" in said for said in bot.said(ROOM))
    (entry,) = await bot.entries(1, "reopened")
    assert entry.event.reason == "Errors are back"


async def test_reopening_without_a_reason_opens_a_form_that_asks_for_it(room: World) -> None:
    await led(room)
    await types(room, "resolve Off")
    await room.person("raihan").command("/incident reopen", channel=ROOM)
    form = await room.person("raihan").modal("reopen_modal")
    done = await room.person("raihan").submit(form, {"reason": {"reason": "Errors are back"}})
    assert done.errors == {}
    assert (await room.state()).state == "investigating"


@pytest.mark.parametrize("line", ["reopen Too early", "reopen"])
async def test_what_is_being_investigated_cannot_be_reopened(room: World, line: str) -> None:
    await led(room)
    (refused,) = await types(room, line)
    assert "investigating" in refused
    assert await room.entries(1, "reopened") == []


async def test_cancelling_needs_a_reason_and_keeps_it(bot: World) -> None:
    await led(bot)
    await bot.person("raihan").command("/incident cancel", channel=ROOM)
    await bot.person("raihan").modal("cancel_modal")
    refused = await bot.person("raihan").submit(values={"reason": {"reason": " "}})
    before = (await bot.state()).state
    await types(bot, "cancel A test of monitoring")
    (entry,) = await bot.entries(1, "cancelled")
    assert "/incident cancel <reason>" in refused.errors["reason"]
    assert (before, (await bot.state()).state) == ("investigating", "cancelled")
    assert entry.event.reason == "A test of monitoring"
    assert any("*cancelled*" in said and "A test of monitoring" in said for said in bot.said(ROOM))


async def test_a_cancelled_room_is_archived_after_the_delay_too(room: World) -> None:
    await led(room)
    await types(room, "cancel A test of monitoring")
    room.clock.advance(timedelta(days=7).total_seconds())
    await room.pass_time(seconds=15)
    assert room.sandbox.workspace.channel(ROOM).is_archived


async def test_a_cancelled_incident_is_over_for_good(room: World) -> None:
    await led(room)
    await types(room, "cancel A test of monitoring")
    (refused,) = await types(room, "reopen It was none")
    assert "cancelled" in refused
    assert (await room.state()).state == "cancelled"


# the Home tab


async def test_opening_the_home_tab_shows_what_waits_for_whoever_opens_it(bot: World) -> None:
    await led(bot)
    await types(bot, "task Load test @budi")
    await bot.person("budi").open_home()
    shown = await bot.sandbox.until(lambda _ws: bot.person("budi").home)
    assert "Load test" in str(shown.blocks)
    assert "Shop is down" in str(shown.blocks)


async def test_the_home_tab_hides_private_incidents_from_others(room: World) -> None:
    await led(room, "sev1 private Payroll data leaked")
    await room.person("hendra").open_home()
    shown = await room.sandbox.until(lambda _ws: room.person("hendra").home)
    assert "Payroll" not in str(shown.blocks)
