"""Incidents that belong together: linked, parted, merged as duplicates, resolved with their parent."""

from __future__ import annotations

import json

from tests.scenarios.acting import presses
from tests.scenarios.looking import card, everything, members, own, shown
from tests.scenarios.world import World


async def two(world: World) -> tuple[str, str]:
    """MI-1 and MI-2, both led by Raihan; their rooms."""
    first = await world.declare("sev1 Shop is down")
    second = await world.declare("sev2 Payroll hangs")
    await leads(world, first, second)
    return first, second


async def leads(world: World, *rooms: str) -> None:
    for room in rooms:
        await world.types("raihan", "/incident mim claim", room)
    await world.quiet()


async def types(world: World, line: str, room: str, by: str = "raihan") -> str:
    said = (await world.types(by, f"/incident {line}", room)).all_text
    await world.quiet()
    return said


async def test_a_link_stands_on_both_cards_until_it_is_taken_back(bot: World) -> None:
    shop, payroll = await two(bot)
    answer = await types(bot, "link child MI-2 one database", shop)
    assert "*MI-2* is a child of this incident." in answer
    assert "*Linked:* child *MI-2* “Payroll hangs”" in card(bot, shop).all_text
    assert "*Linked:* parent *MI-1* “Shop is down”" in card(bot, payroll).all_text
    assert any("*MI-1* “Shop is down”" in said and "one database" in said for said in bot.said(payroll))
    assert "• parent: *MI-1*" in await types(bot, "link", payroll)
    await types(bot, "unlink MI-1", payroll)
    assert "*Linked:*" not in card(bot, shop).all_text + card(bot, payroll).all_text


async def test_a_duplicate_is_merged_after_a_question_and_its_people_go_on_in_the_other_room(bot: World) -> None:
    shop, payroll = await two(bot)
    await bot.person("tono").join(payroll)
    asked = await bot.types("raihan", "/incident duplicate MI-1 same outage", payroll)
    assert "cannot be undone" in asked.all_text
    assert (await bot.state(2)).state == "investigating"
    answer = await presses(bot, "raihan", asked, "duplicate_merge")
    state = await bot.state(2)
    assert state.state == "cancelled"
    assert "cancelled as a duplicate" in answer
    assert any("Go on in" in said and "archived in 10 min" in said for said in bot.said(payroll))
    assert "tono" in members(bot, shop)
    assert "*Linked:* duplicate *MI-2*" in card(bot, shop).all_text
    await bot.pass_time(minutes=11)
    assert bot.sandbox.workspace.channel(payroll).is_archived
    assert [entry.event.reason for entry in await bot.entries(2, "cancelled")] == ["Duplicate of MI-1: same outage"]


async def test_pressed_twice_a_merge_happens_once(room: World) -> None:
    _shop, payroll = await two(room)
    asked = await room.types("raihan", "/incident duplicate MI-1", payroll)
    await presses(room, "raihan", asked, "duplicate_merge")
    again = await presses(room, "raihan", asked, "duplicate_merge")
    assert "already so" in again
    assert len(await room.entries(1, "linked")) == len(await room.entries(2, "linked")) == 1


async def test_resolving_a_parent_offers_its_open_children_each_only_where_one_may(room: World) -> None:
    shop, payroll = await two(room)
    third = await room.declare("sev2 Warehouse scanners offline")
    await room.person("maya").join(third)
    await room.types("maya", "/incident mim claim", third)
    for child in ("MI-2", "MI-3"):
        await types(room, f"link child {child}", shop)
    answer = await room.types("raihan", "/incident resolve The database is back", shop)
    assert "2 children are still open:" in answer.all_text
    assert "Warehouse scanners offline" in answer.all_text
    said = await presses(room, "raihan", answer, "children_resolve")
    assert "Resolved too: MI-2" in said
    assert "• MI-3: Only Maya Anggraini (MIM)" in said
    assert [(await room.state(number)).state for number in (2, 3)] == ["resolved", "investigating"]
    assert any("Resolved with MI-1: The database is back" in text for text in room.said(payroll))


async def test_of_a_private_incident_the_other_room_learns_only_that_it_is_one(room: World) -> None:
    shop = await room.declare("sev1 Shop is down")
    secret = await room.declare("sev2 private Ransom note found")
    await leads(room, shop, secret)
    await types(room, "link child MI-2 paid from the till", shop)
    heard = json.dumps([everything(it) for it in own(room, shop)], ensure_ascii=False)
    assert "child *a private incident*" in card(room, shop).all_text
    for word in ("Ransom", "MI-2", "paid from the till", "mi-2"):
        assert word not in heard
    assert "Ransom note found" in await types(room, "link", shop)
    assert "Ransom" not in await types(room, "link", shop, by="maya")
    assert "a private incident" in shown(room, "maya")[-1]
    assert "MI-2" not in json.dumps([entry.model_dump(mode="json") for entry in await room.entries(1)])
    refused = await types(room, "link child MI-2", shop, by="maya")
    assert "There is no incident MI-2" in refused


async def test_a_link_without_another_incident_is_refused_with_its_form(room: World) -> None:
    shop = await room.declare("sev1 Shop is down")
    assert "link parent|child|related MI-7" in await types(room, "link parent the other one", shop)
    assert "There is no incident MI-9" in await types(room, "duplicate MI-9", shop)
    assert await room.entries(1, "linked") == []


async def test_a_circle_of_parents_is_refused_with_words(room: World) -> None:
    shop, payroll = await two(room)
    mail = await room.declare("sev2 Mail is late")
    await leads(room, mail)
    await types(room, "link parent MI-2", shop)
    await types(room, "link parent MI-3", payroll)
    refused = await types(room, "link parent MI-1", mail)
    assert "MI-1 stands below MI-3 already, so it cannot be its parent." in refused
    assert "Linked" not in refused
