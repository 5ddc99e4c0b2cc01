"""The team comes together in Slack: asked, acknowledged, joined, missing; released in one step; leaving is noticed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.acting import presses
from tests.scenarios.looking import card, members, shown, told
from tests.scenarios.world import POLICY, World, world

ROLES = """
services:
  shop:
    teams: ["@backend"]
roles:
  technical_lead:
    candidates: ["service:teams"]
  scribe:
    candidates: ["@tono", "@server"]
"""
SMALL = POLICY + ROLES + "assembly: {answer_within: 3m, span_of_control: 3}\n"
PLAIN = SMALL.replace('teams: ["@backend", "@devops"]', "mandatory_roles: [mim, scribe]")


@pytest.fixture
async def team(database: str) -> AsyncIterator[World]:
    async with world(database, policy=PLAIN) as made:
        yield made


async def test_a_mandatory_role_is_asked_for_acknowledged_by_a_button_and_joined(team: World) -> None:
    name = await team.declare()
    assert "You are asked to be *Scribe* in *MI-1*" in told(team, "tono")[-1]
    assert "📨 Scribe: *Tono Hartono*, no answer yet" in card(team, name).all_text
    assert "0 of 2 here" in card(team, name).all_text
    await team.pass_time(minutes=1)
    answer = await presses(team, "tono", "@posko", "role_acknowledge")
    assert "You are *Scribe* of *MI-1*." in answer
    assert "Still missing: Major Incident Manager" in answer
    await team.heard()
    assert "✅ Scribe: *Tono Hartono*" in card(team, name).all_text
    await team.types("raihan", "/incident mim accept", name)
    await team.heard()
    assert [said for said in team.said(name) if "The team is complete" in said and "1 min" in said]
    assert "*Roles* · complete after 1 min" in card(team, name).all_text
    assert "assembled" in (await team.state()).milestones


async def test_silence_and_a_no_pass_the_question_on_and_the_missing_are_named(team: World) -> None:
    name = await team.declare()
    await team.pass_time(minutes=3)
    assert "asked to be *Scribe*" in told(team, "joko")[-1]
    await presses(team, "joko", "@posko", "role_decline")
    assert "asked to be *Scribe*" in told(team, "rina")[-1]
    await team.pass_time(minutes=7)
    [missing] = [said for said in team.said(name) if "The team is not complete" in said]
    assert "Scribe: missing" in missing
    assert "🔴 Scribe: missing" in card(team, name).all_text
    await presses(team, "lina", name, "role_take")
    assert [person.name for person in (await team.state()).holding("scribe")] == ["Lina Kusuma"]


async def test_the_team_of_the_service_is_asked_in_order(database: str) -> None:
    async with world(database, policy=SMALL) as room:
        await room.person("sari").command("/incident declare", channel="general")
        await room.person("sari").modal("declare_modal")
        given = {
            "title": {"title": "Shop is down"},
            "severity": {"severity": "sev1"},
            "services": {"services": ["shop"]},
        }
        await room.person("sari").submit(values=given)
        await room.sandbox.until(lambda _ws: room.rooms())
        await room.quiet()
        assert "asked to be *Technical lead*" in told(room, "budi")[-1]


async def test_a_given_role_is_acknowledged_by_its_button_or_by_typing(team: World) -> None:
    name = await team.declare("sev2 Shop is slow")
    await team.types("raihan", "/incident role deputy @maya", name)
    await team.quiet()
    assert "📨 Deputy: *Maya Anggraini*, no answer yet" in card(team, name).all_text
    await team.types("maya", "/incident role deputy accept", name)
    await team.heard()
    assert "✅ Deputy: *Maya Anggraini*" in card(team, name).all_text
    refused = await team.types("budi", "/incident role deputy accept", name)
    assert "You were not asked to be Deputy in MI-1" in refused.all_text
    board = await team.types("sari", "/incident assembly", name)
    assert "✅ Deputy: *Maya Anggraini*" in board.all_text


async def test_several_people_take_a_role_in_one_line_and_each_stands_on_the_board(team: World) -> None:
    name = await team.declare()
    await team.types("raihan", "/incident mim accept", name)
    answer = await team.types("raihan", "/incident role scribe @tono @lina", name)
    assert "*Tono Hartono*, *Lina Kusuma* are Scribe now" in answer.all_text
    await team.types("lina", "/incident MI-1 role scribe accept")
    await team.heard()
    assert "✅ Scribe: *Lina Kusuma* · no answer yet: *Tono Hartono*" in card(team, name).all_text
    await team.types("raihan", "/incident release scribe @lina", name)
    await team.heard()
    assert "*Roles* · 1 of 2 here" in card(team, name).all_text, "it was complete, and is not any more"
    two = await team.types("raihan", "/incident role mim @tono @lina", name)
    assert "Exactly one person leads. Name one" in two.all_text


async def test_nobody_takes_the_rights_of_the_mim_by_naming_themselves_deputy(team: World) -> None:
    name = await team.declare()
    await team.types("raihan", "/incident mim accept", name)
    refused = await team.types("budi", "/incident MI-1 role deputy @budi")
    assert "Only Raihan Pratama (MIM), a deputy or an administrator may name or release a deputy" in refused.all_text
    await team.types("raihan", "/incident role deputy @maya", name)
    assert "Only Raihan" in (await team.types("budi", "/incident MI-1 release @maya")).all_text
    assert [holder.name for holder in (await team.state()).holding("deputy")] == ["Maya Anggraini"]


async def test_these_stay_the_others_are_released_in_one_step(team: World) -> None:
    name = await team.declare()
    await team.types("raihan", "/incident mim accept", name)
    for handle in ("maya", "budi", "lina"):
        await team.types("raihan", f"/incident role deputy @{handle}", name)
    await team.heard()
    assert [said for said in team.said(name) if "people answer directly to *Raihan Pratama*" in said]
    refused = await team.types("tono", "/incident release all but @maya", name)
    assert "Only Raihan Pratama (MIM)" in refused.all_text
    await team.types("raihan", "/incident release all but @maya @lina", name)
    await team.quiet()
    assert {holder.person.name for holder in (await team.state()).holders} == {"Maya Anggraini", "Lina Kusuma"}
    assert [said for said in team.said(name) if said.startswith("🕊 *Stand-down* by *Raihan Pratama*")]
    assert "You are released from *MI-1*. Thank you." in told(team, "budi")[-1]
    assert not [said for said in told(team, "maya") if "released" in said]


async def test_the_stand_down_has_a_form_that_knows_who_is_here(bot: World) -> None:
    name = await bot.declare("sev2 Shop is slow")
    await bot.types("raihan", "/incident mim accept", name)
    await bot.types("raihan", "/incident role deputy @maya", name)
    await bot.heard()
    await bot.person("raihan").command("/incident release all", channel=name)
    await bot.person("raihan").modal("stand_down_modal")
    await bot.person("raihan").submit(values={"people": {"people": [bot.person("maya").id]}})
    await bot.sandbox.until(lambda _ws: any("Stand-down" in said for said in bot.said(name)))
    await bot.quiet()
    assert {bot.sandbox.workspace.users[user].handle for user in (await bot.state()).released} == {
        "sari", "budi", "dewi",
    }  # fmt: skip


async def test_leaving_the_room_with_a_role_is_noticed_and_asked_about(bot: World) -> None:
    name = await bot.declare("sev2 Shop is slow")
    await bot.types("raihan", "/incident role deputy @maya", name)
    await bot.quiet()
    await bot.person("maya").leave(name)
    await bot.heard()
    assert [said for said in bot.said(name) if "*Maya Anggraini* has left the room, being *Deputy*" in said]
    assert "You left the room of *MI-1* and are still *Deputy*. Do you keep it?" in told(bot, "maya")[-1]
    await presses(bot, "maya", "@posko", "roles_keep")
    await bot.heard()
    assert "maya" in members(bot, name)
    await bot.person("maya").leave(name)
    await bot.heard()
    await presses(bot, "sari", name, "person_release")
    assert (await bot.state()).holders == ()
    assert "no longer Deputy" in shown(bot, "sari")[-1]


async def test_a_private_incident_asks_nobody_but_the_policys_people_and_they_may_answer(team: World) -> None:
    name = await team.declare("sev1 private Payroll leaked")
    await presses(team, "tono", "@posko", "role_acknowledge")
    await team.heard()
    assert "tono" in members(team, name)
    assert told(team, "rina") == []
