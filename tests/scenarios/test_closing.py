"""From resolved to put away: does it work, what stands against closing, what is left behind."""

from __future__ import annotations

from bot.sandbox import Message
from tests.scenarios.acting import presses
from tests.scenarios.looking import told
from tests.scenarios.world import POLICY, World, world

ROOM = "mi-1-shop-is-down"
OWNED = (
    POLICY
    + """
services:
  shop:
    owner: "@maya"
"""
)


QUICK = (
    POLICY
    + """
room:
  archive_after: 5m
closure:
  confirm_remind_after: 4m
"""
)
"""Days that pass minute by minute would cost minutes."""


async def led(on: World, by: str = "sari") -> None:
    await on.declare("sev1 Shop is down", by=by)
    await presses(on, "raihan", "@posko", "mim_accept")


async def types(on: World, *lines: str, by: str = "raihan") -> str:
    for line in lines:
        said = (await on.types(by, f"/incident {line}", ROOM)).all_text
    await on.quiet()
    return said


async def sends(on: World, by: str, callback: str, values: dict[str, dict[str, object]]) -> None:
    await on.person(by).modal(callback)
    answer = await on.person(by).submit(values=values)
    assert answer.errors == {}
    await on.quiet()


def asked(on: World, handle: str) -> Message:
    """The direct message that asks whether it works."""
    return [it for it in on.person(handle).dms() if "Yes, it works" in it.all_text][-1]


async def test_the_reporter_says_yes_and_the_incident_can_be_closed(bot: World) -> None:
    await led(bot)
    await types(bot, "milestone started at 09:30", "milestone detected at 09:40", "resolve The counter is off")
    assert "The counter is off" in asked(bot, "sari").all_text
    assert any("Sari Wulandari* was asked whether it works" in said for said in bot.said(ROOM))
    await presses(bot, "sari", asked(bot, "sari"), "confirm_restored")
    assert (await bot.state()).milestones["confirmed"].source == "confirmed by Sari Wulandari"
    await types(bot, "close")
    assert (await bot.state()).state == "closed"


async def test_not_yet_asks_what_is_wrong_and_the_mim_reopens(room: World) -> None:
    await led(room)
    await types(room, "resolve The counter is off")
    await room.person("sari").click(asked(room, "sari"), "doubt_open")
    await sends(room, "sari", "doubt_modal", {"reason": {"reason": "Cards are still refused"}})
    warned = room.person("raihan").dms()[-1]
    assert "Cards are still refused" in warned.all_text
    assert any("*not* restored yet" in said for said in room.said(ROOM))
    await room.person("raihan").click(warned, "reopen_open")
    await sends(room, "raihan", "reopen_modal", {"reason": {"reason": "Cards are refused"}})
    assert (await room.state()).state == "investigating"


async def test_without_an_answer_whoever_was_asked_is_reminded_twice(database: str) -> None:
    async with world(database, policy=QUICK) as on:
        await led(on)
        await types(on, "resolve The counter is off")
        await on.pass_time(minutes=14)
        assert sum("still waits for your answer" in said for said in told(on, "sari")) == 2


async def test_the_owner_of_the_service_is_asked_and_may_type_the_answer(database: str) -> None:
    async with world(database, policy=OWNED) as on:
        await on.person("sari").command("/incident declare")
        given = {
            "title": {"title": "Shop is down"},
            "severity": {"severity": "sev1"},
            "services": {"services": ["shop"]},
        }
        await sends(on, "sari", "declare_modal", given)
        await presses(on, "raihan", "@posko", "mim_accept")
        early = await on.types("maya", "/incident MI-1 confirm")
        assert "MI-1 is not resolved yet, so there is nothing to confirm" in early.all_text
        await types(on, "resolve The counter is off")
        assert asked(on, "maya")
        answer = await on.types("maya", "/incident MI-1 confirm not yet the basket is empty")
        await on.quiet()
        assert "Raihan Pratama* was told" in answer.all_text
        await on.types("maya", "/incident MI-1 confirm")
        assert "confirmed" in (await on.state()).milestones
        await on.types("sari", "/incident MI-1 confirm not yet paying fails")
        refused = await on.types("raihan", "/incident close", ROOM)
        assert "nobody has confirmed that it works again" in refused.all_text


async def test_each_reason_against_closing_has_the_button_that_mends_it(room: World) -> None:
    await led(room)
    await types(room, "task Rotate the keys")
    refused = await room.types("raihan", "/incident close", ROOM)
    for button in ("Resolve…", "Set the time…", "Who owns it?", "Make the draft"):
        assert button in refused.all_text
    await room.person("raihan").click(refused, "task_owner_open")
    await sends(room, "raihan", "task_owner_modal", {"owner": {"owner": room.person("sari").user.id}})
    assert (await room.state()).tasks[0].owner.name == "Sari Wulandari"
    await room.person("raihan").click(refused, "milestone_open")
    at = int(room.clock.now().timestamp()) - 600
    await sends(room, "raihan", "milestone_modal", {"at": {"at": at}})
    assert (await room.state()).milestones["started"].source == "said by Raihan Pratama"
    await types(room, "task 1 @maya")
    assert (await room.state()).tasks[0].owner.name == "Maya Anggraini"


async def test_a_new_incident_is_offered_what_solved_a_similar_one(room: World) -> None:
    await led(room)
    await types(room, "workaround Counter switched off <!here>", "resolve The counter is off")
    secret = await room.declare("sev1 private Shop is down for the board")
    await room.types("sari", "/incident mim claim", secret)
    await room.types("sari", "/incident resolve Paid", secret)
    answer = await room.types("tono", "/incident declare sev2 Shop is down again")
    await room.quiet()
    welcome = next(said for said in room.said("mi-3-shop-is-down-again") if "war room of" in said)
    for said in (answer.all_text, welcome):
        assert "*MI-1* Shop is down" in said
        assert "solved by: The counter is off" in said
        assert "workaround: Counter switched off" in said
        assert "MI-2" not in said


async def test_the_last_message_before_archiving_says_where_everything_is(database: str) -> None:
    async with world(database, policy=QUICK) as on:
        await led(on)
        await types(on, "milestone started at 09:30", "milestone detected at 09:40", "task Rotate the keys @maya")
        await types(on, "workaround Counter is off owner @maya by 30d")
        await types(on, "output problem Why it broke", "resolve The counter is off", "confirm", "close")
        await on.pass_time(minutes=6)
        assert on.sandbox.workspace.channel(ROOM).is_archived
        [last] = [said for said in on.said(ROOM) if "archived now" in said]
        for where in (
            "MI-1 timeline",
            "posko export MI-1",
            "draft 1",
            "Review due:",
            "Rotate the keys",
            "workaround *W1*: Counter is off · Owner: *Maya Anggraini* · By ",
            "Why it broke",
        ):
            assert where in last
