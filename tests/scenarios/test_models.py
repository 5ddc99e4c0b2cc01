"""Incident models: offered when words or services fit, applied, followed by a checklist, changed, abandoned."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message
from bot.warroom.modelling import standing
from tests.scenarios.acting import presses
from tests.scenarios.looking import card, own, shown
from tests.scenarios.world import World


def checklists(world: World, name: str) -> list[Message]:
    return [it for it in own(world, name) if it.all_text.startswith("📋") and "steps done" in it.all_text]


async def handled(world: World, line: str = "sev2 Nobody can log in to the VPN model:vpn_login") -> str:
    """An incident with the VPN model; its MIM has accepted."""
    name = await world.declare(line)
    await world.types("raihan", "/incident mim accept", name)
    await world.quiet()
    return name


async def test_what_fits_is_offered_in_answer_welcome_and_card(bot: World) -> None:
    name = await bot.declare("sev2 Remote access fails for the branch")
    offer = "*Models that fit:* VPN login fails (`/incident model vpn_login`)"
    assert offer in shown(bot, "sari")[0]
    assert offer in card(bot, name).all_text
    assert any(offer in said for said in bot.said(name) if said.startswith("This is the war room"))
    [entry] = await bot.entries(1, "model_suggested")
    assert entry.event.models == ("vpn_login",)
    answer = await presses(bot, "sari", name, "model_apply")
    assert "*VPN login fails* (version 1) is applied" in answer
    assert len(checklists(bot, name)) == 1


async def test_a_word_inside_another_fits_nothing(room: World) -> None:
    await room.declare("sev2 The vpnless office is slow")
    assert await room.entries(1, "model_suggested") == []


async def test_declared_with_a_model_its_severity_and_steps_are_taken(bot: World) -> None:
    name = await handled(bot, "Nobody can log in to the VPN model:vpn_login")
    state = await bot.state()
    assert (state.severity, state.title) == ("sev2", "Nobody can log in to the VPN")
    assert len(state.tasks) == 5
    assert state.tasks[1].due_at == state.declared_at + timedelta(minutes=10)
    assert "0 of 5 steps done" in checklists(bot, name)[0].all_text
    assert "*Model:* VPN login fails, version 1, 0 of 5 steps done" in card(bot, name).all_text
    assert not [said for said in bot.said(name) if said.startswith("☑️")]


async def test_steps_belong_to_whoever_holds_the_role(room: World) -> None:
    name = await handled(room)
    assert (await room.state()).tasks[1].owner is None
    await room.types("raihan", "/incident role technical_lead @budi", name)
    await room.quiet()
    owners = {task.role: task.owner and task.owner.name for task in (await room.state()).tasks}
    assert owners == {"scribe": None, "technical_lead": "Budi Santoso", "communications_lead": None}
    assert "*Budi Santoso*" in checklists(room, name)[0].all_text
    await room.types("raihan", "/incident role technical_lead @budi release", name)
    assert (await room.state()).tasks[1].owner is None


async def test_a_step_is_checked_off_by_its_button_and_the_model_counts_as_used(bot: World) -> None:
    name = await handled(bot)
    before = await bot.state()
    assert standing(before, before.models[0]) == "applied"
    [message] = checklists(bot, name)
    await presses(bot, "sari", message, "task_done")
    state = await bot.state()
    assert [task.done for task in state.tasks] == [True, False, False, False, False]
    assert standing(state, state.models[0]) == "used"
    [message] = checklists(bot, name)
    assert "1 of 5 steps done" in message.all_text
    assert "✅ *1*" in message.all_text


async def test_abandoned_its_open_steps_are_dropped_and_only_whoever_leads_may(room: World) -> None:
    name = await handled(room)
    refused = await room.types("sari", "/incident model abandon It is the firewall", name)
    assert "Only Raihan Pratama (MIM)" in refused.all_text
    await room.types("raihan", "/incident model abandon It is the firewall", name)
    await room.quiet()
    state = await room.state()
    assert (state.model, standing(state, state.models[0])) == (None, "abandoned")
    assert all(task.dropped for task in state.tasks)
    assert "🚫 Abandoned: It is the firewall" in checklists(room, name)[0].all_text
    again = await room.types("raihan", "/incident model abandon Really", name)
    assert "No model is applied in MI-1." in again.all_text


async def test_another_model_takes_the_place_of_the_first(room: World) -> None:
    name = await handled(room)
    await room.types("raihan", "/incident model change database_overload", name)
    await room.quiet()
    state = await room.state()
    assert [(used.name, used.abandoned) for used in state.models] == [
        ("vpn_login", "changed to Database overload"),
        ("database_overload", None),
    ]
    assert len(checklists(room, name)) == 2
    owners = [task.owner and task.owner.name for task in state.tasks if task.role == "mim"]
    assert owners == ["Raihan Pratama"]


async def test_the_documented_solution_counts_once(room: World) -> None:
    name = await handled(room)
    await presses(room, "sari", checklists(room, name)[0], "solution_used")
    assert len(await room.entries(1, "solution_used")) == 1
    answer = await room.types("raihan", "/incident solution used", name)
    assert "That is already so" in answer.all_text
    assert "✅ used" in checklists(room, name)[0].all_text


async def test_an_unknown_model_is_answered_with_those_there_are(room: World) -> None:
    answer = await room.types("sari", "/incident declare sev1 Shop is down model:vpm")
    assert "There is no incident model called vpm. The models are: vpn_login, database_overload." in answer.all_text
    assert room.rooms() == []
    name = await room.declare("sev1 Shop is down")
    listed = await room.types("sari", "/incident model", name)
    assert "`vpn_login` VPN login fails · 5 steps" in listed.all_text
