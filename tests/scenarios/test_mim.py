"""Who leads: asked, reminded, passed on, claimed, handed over; exactly one at any time, and only they may decide."""

from __future__ import annotations

import asyncio

import pytest

from tests.scenarios.acting import presses
from tests.scenarios.looking import members, own, shown, told
from tests.scenarios.world import POLICY, World, world

NAMES = {
    "raihan": "Raihan Pratama",
    "maya": "Maya Anggraini",
    "intan": "Intan Permata",
    "hendra": "Hendra Wijaya",
    "budi": "Budi Santoso",
    "sari": "Sari Wulandari",
    "dewi": "Dewi Lestari",
}


async def leads(world: World, handle: str, *, accepted: bool) -> None:
    """This person, and nobody else, owns the incident."""
    state = await world.state()
    assert state.lead is not None
    assert (state.lead.person.name, state.lead.accepted) == (NAMES[handle], accepted)
    assert [person.name for person in state.holding("mim")] == [NAMES[handle]]


async def accepted(world: World, handle: str = "raihan") -> str:
    """A room in which somebody already leads."""
    name = await world.declare()
    await world.types(handle, "/incident mim accept" if handle == "raihan" else "/incident mim claim", name)
    await world.quiet()
    return name


def refused(world: World, handle: str) -> str:
    return shown(world, handle)[-1]


# asked


async def test_the_rotas_first_is_asked_in_the_room_and_alone_with_a_button(bot: World) -> None:
    name = await bot.declare()
    await leads(bot, "raihan", accepted=False)
    asked = f"<@{bot.person('raihan').id}>, please lead *MI-1* as Major Incident Manager."
    assert [it for it in own(bot, name) if asked in it.all_text]
    assert "🚨 You are asked to lead *MI-1* as Major Incident Manager." in told(bot, "raihan")[0]
    await presses(bot, "raihan", "@posko", "mim_accept")
    await leads(bot, "raihan", accepted=True)
    await bot.pass_time(minutes=6)
    [facts] = [words for words in told(bot, "raihan") if "nobody will know it later" in words]
    assert "`/incident impact &lt;who, what, how many&gt;`" in facts
    assert "🧭 *Raihan Pratama* has accepted and leads *MI-1* as Major Incident Manager." in bot.said(name)


async def test_accepting_twice_says_so_and_changes_nothing(room: World) -> None:
    name = await accepted(room)
    answer = await room.types("raihan", "/incident mim accept", name)
    assert answer.all_text.startswith("That is already so: you lead MI-1.")
    assert len(await room.entries(1, "mim_accepted")) == 1


async def test_somebody_may_be_asked_by_name_while_nobody_has_accepted(bot: World) -> None:
    name = await bot.declare()
    await bot.types("sari", "/incident mim @budi", name)
    await bot.quiet()
    await leads(bot, "budi", accepted=False)
    assert "🚨 You are asked to lead *MI-1*" in told(bot, "budi")[0]
    await presses(bot, "budi", "@posko", "mim_accept")
    await leads(bot, "budi", accepted=True)


async def test_without_anybody_in_the_policy_the_declarer_owns_it(empty: World) -> None:
    await empty.declare()
    await leads(empty, "sari", accepted=False)


async def test_only_whoever_is_asked_can_accept(room: World) -> None:
    name = await room.declare()
    await presses(room, "budi", name, "mim_accept")
    assert refused(room, "budi").startswith("Raihan Pratama is asked to lead MI-1 now, not you.")
    await leads(room, "raihan", accepted=False)


# silent


async def test_whoever_is_silent_is_reminded_once(room: World) -> None:
    await room.declare()
    await room.pass_time(minutes=1.5)
    assert len(told(room, "raihan")) == 1
    await room.pass_time(minutes=1)
    assert "🔔 *MI-1* still waits for your answer: will you lead it?" in told(room, "raihan")[1]
    await room.pass_time(minutes=2)
    assert len(told(room, "raihan")) == 2


async def test_silence_passes_the_question_on_at_the_times_of_the_policy(bot: World) -> None:
    """sev1: backup after 5 minutes, the duty manager after 10, everyone after 15, counted from the first page."""
    name = await bot.declare()
    asked_at = {"raihan": 0.0, "maya": 5.0, "intan": 10.0}
    for minute, (handle, due) in enumerate(asked_at.items()):
        if due:
            await bot.pass_time(minutes=4.5)
            assert (await bot.state()).lead.person.name != NAMES[handle]  # type: ignore[union-attr]
            await bot.pass_time(minutes=0.5)
        await leads(bot, handle, accepted=False)
        assert len(await bot.entries(1, "mim_paged")) == minute + 1
        assert "🚨 You are asked to lead" in told(bot, handle)[0]
        assert handle in members(bot, name)
    await bot.pass_time(minutes=5)
    assert len(await bot.entries(1, "mim_unanswered")) == 1
    assert "🚨 Nobody has answered the call to lead *MI-1*. Can you?" in told(bot, "hendra")[-1]
    assert any("⚠️ Nobody has answered the call to lead *MI-1*." in said for said in bot.said(name))
    await leads(bot, "intan", accepted=False)


async def test_the_times_are_those_of_the_severity(room: World) -> None:
    await room.declare("sev2 Shop is slow")
    await room.pass_time(minutes=9.5)
    await leads(room, "raihan", accepted=False)
    await room.pass_time(minutes=0.5)
    await leads(room, "maya", accepted=False)


async def test_once_somebody_accepted_nobody_else_is_asked(room: World) -> None:
    name = await accepted(room)
    await room.pass_time(minutes=30)
    await leads(room, "raihan", accepted=True)
    assert len(await room.entries(1, "mim_paged")) == 1
    assert told(room, "maya") == []
    assert name in room.rooms()


async def test_everyone_who_was_called_may_take_it_with_a_button(room: World) -> None:
    await room.declare()
    await room.pass_time(minutes=15)
    await presses(room, "hendra", "@posko", "mim_claim")
    await leads(room, "hendra", accepted=True)


async def test_declining_asks_the_next_one_at_once(bot: World) -> None:
    name = await bot.declare()
    await presses(bot, "raihan", "@posko", "mim_decline")
    await leads(bot, "maya", accepted=False)
    assert "Whoever was asked before cannot take it now." in " ".join(bot.said(name))
    assert "Thank you for saying so. *Maya Anggraini* is asked now." in refused(bot, "raihan")


async def test_when_all_decline_everyone_is_asked_and_somebody_owns_it_still(room: World) -> None:
    name = await room.declare()
    for handle in ("raihan", "maya", "intan"):
        await room.types(handle, "/incident mim decline", name)
        await room.quiet()
    assert len(await room.entries(1, "mim_unanswered")) == 1
    assert "Nobody has answered the call" in " ".join(told(room, "hendra"))
    await leads(room, "intan", accepted=False)


async def test_somebody_on_two_rungs_is_not_asked_again_after_saying_no(database: str) -> None:
    async with world(database, policy=POLICY.replace('backup: ["@maya"]', 'backup: ["@raihan"]')) as made:
        name = await made.declare()
        await made.types("raihan", "/incident mim decline", name)
        await leads(made, "intan", accepted=False)


# claimed


async def test_anybody_may_claim_what_nobody_has_accepted(room: World) -> None:
    name = await room.declare()
    await presses(room, "budi", name, "mim_claim")
    await leads(room, "budi", accepted=True)
    await room.pass_time(minutes=20)
    assert told(room, "maya") == []


async def test_a_claim_on_an_accepted_lead_is_refused_with_the_way_to_get_it(room: World) -> None:
    name = await accepted(room)
    answer = await room.types("budi", "/incident mim claim", name)
    assert answer.all_text.startswith("Raihan Pratama leads MI-1 and has accepted. Ask for a handover:")
    await leads(room, "raihan", accepted=True)


async def test_of_two_who_claim_at_once_one_leads_and_the_other_is_told(bot: World) -> None:
    name = await bot.declare()
    both = ("budi", "dewi")
    await asyncio.gather(*(bot.person(handle).click(name, "mim_claim") for handle in both))
    await bot.sandbox.until(lambda _ws: all(shown(bot, handle) for handle in both))
    await bot.quiet()
    [taken] = await bot.entries(1, "mim_accepted")
    assert taken.actor is not None
    winner = next(handle for handle in both if NAMES[handle] == taken.actor.name)
    [loser] = set(both) - {winner}
    await leads(bot, winner, accepted=True)
    assert refused(bot, winner).startswith("You lead *MI-1* now.")
    assert refused(bot, loser).startswith(f"{NAMES[winner]} leads MI-1 and has accepted.")


async def test_an_acceptance_and_a_claim_at_once_leave_exactly_one(room: World) -> None:
    name = await room.declare()
    await asyncio.gather(
        room.person("raihan").click("@posko", "mim_accept"), room.person("budi").click(name, "mim_claim")
    )
    await room.sandbox.until(lambda _ws: shown(room, "budi") and len(shown(room, "raihan")))
    await room.quiet()
    state = await room.state()
    assert len(state.holding("mim")) == 1
    assert len(await room.entries(1, "mim_accepted")) == 1


# handed over


async def test_a_handover_takes_effect_when_it_is_accepted_and_not_before(bot: World) -> None:
    name = await accepted(bot)
    await bot.types("raihan", "/incident handover @budi The rollback runs", name)
    await bot.quiet()
    await leads(bot, "raihan", accepted=True)
    asked = told(bot, "budi")[-1]
    assert "🔄 *Raihan Pratama* asks you to take over *MI-1* as Major Incident Manager." in asked
    assert "The rollback runs" in asked
    await bot.person("budi").click("@posko", "handover_accept")
    view = await bot.person("budi").modal("take_over_modal")
    nothing = await bot.person("budi").submit(view)
    assert "points are not accepted yet: " in next(iter(nothing.errors.values()))
    boxes = [block["element"] for block in view.blocks if block["type"] == "input"]
    keys = {box["action_id"]: [option["value"] for option in box["options"]] for box in boxes}
    await bot.person("budi").submit(view, values={name: {name: ticked} for name, ticked in keys.items()})
    await bot.quiet()
    await leads(bot, "budi", accepted=True)
    [taken] = await bot.entries(1, "handover_accepted")
    assert list(taken.event.accepted) == [key for ticked in keys.values() for key in ticked]
    assert "Lead. You decide, or name who decides" in told(bot, "budi")[-1]


async def test_typed_a_handover_shows_what_is_to_be_accepted_and_all_of_it_is_accepted_at_once(room: World) -> None:
    name = await accepted(room)
    await room.types("budi", "/incident hypothesis The pool is full owner @budi", name)
    await room.types("raihan", "/incident handover @budi", name)
    await room.quiet()
    asked = told(room, "budi")[-1]
    assert "• Open hypothesis H1: The pool is full · Budi Santoso" in asked
    assert "• Leaving: Raihan Pratama" in asked
    answer = (await room.types("budi", "/incident handover accept", name)).all_text
    assert "To take over *MI-1*, accept each of these:" in answer
    assert "• H1 is being tested: The pool is full" in answer
    await leads(room, "raihan", accepted=True)
    await room.types("budi", "/incident handover accept all", name)
    await leads(room, "budi", accepted=True)
    [offered] = await room.entries(1, "handover_offered")
    assert "hypothesis" in [line.topic for line in offered.event.lines]


async def test_the_brief_says_the_day_of_a_report_what_waits_for_approval_the_way_back_and_who_heard_last(
    room: World,
) -> None:
    name = await accepted(room)
    for line in (
        "classify personal_data_eu yes", "resource 50000000 IDR second link",
        "vendor add Telkom", "vendor telkom answered on it",
        "action restart the balancer", "action A1 result better", "action A1 rollback start the old one",
        "update All is slow",
    ):  # fmt: skip
        await room.types("raihan", f"/incident {line}", name)
    await room.quiet()
    await room.types("raihan", "/incident handover @budi", name)
    await room.quiet()
    asked = told(room, "budi")[-1]
    assert "• Regulator GDPR Art. 33: notification: the report is due · Nov 27, 2026 10:00 WIB" in asked
    assert "• R1 is asked for and not decided: second link · Intan Permata" in asked
    assert "• Vendor Telkom has answered, case –: on it" in asked
    assert "A1 restart the balancer: better · to take it back: start the old one" in asked
    assert "• Executives: next update · 10:30 WIB · the last one: 10:00 WIB" in asked


async def test_after_a_shift_the_mim_is_asked_to_hand_over_with_a_button(database: str) -> None:
    async with world(database, policy=f"{POLICY}\nhandover: {{shift: 4m, again_after: 1h}}\n") as room:
        name = await accepted(room)
        await room.pass_time(minutes=4)
        assert "has led *MI-1* for a shift" in told(room, "raihan")[-1]
        await room.person("raihan").click("@posko", "handover_open")
        await room.person("raihan").modal("handover_modal")
        assert any("has led *MI-1* for a shift" in said for said in room.said(name))


async def test_until_then_the_outgoing_one_decides_and_the_incoming_may_not(room: World) -> None:
    name = await accepted(room)
    await room.types("raihan", "/incident handover @budi", name)
    answer = await room.types("budi", "/incident severity sev2 better", name)
    assert answer.all_text.startswith("Only Raihan Pratama")
    await room.types("raihan", "/incident severity sev2 better", name)
    assert (await room.state()).severity == "sev2"


async def test_a_handover_that_is_declined_leaves_the_lead_where_it_was(room: World) -> None:
    name = await accepted(room)
    await room.types("raihan", "/incident handover @budi", name)
    await room.quiet()
    await presses(room, "budi", "@posko", "handover_decline")
    await leads(room, "raihan", accepted=True)
    state = await room.state()
    assert state.lead is not None
    assert state.lead.handover_to is None


async def test_only_whom_it_was_offered_can_accept_a_handover(room: World) -> None:
    name = await accepted(room)
    await room.types("raihan", "/incident handover @budi", name)
    answer = await room.types("dewi", "/incident handover accept", name)
    assert answer.all_text.startswith("No handover waits for you in MI-1.")
    await leads(room, "raihan", accepted=True)


async def test_a_handover_through_the_form_is_the_same(room: World) -> None:
    name = await accepted(room)
    await room.person("raihan").command("/incident handover", name)
    await room.person("raihan").modal("handover_modal")
    answer = await room.person("raihan").submit(values={"owner": {"owner": "budi"}, "text": {"text": "Rollback runs"}})
    assert answer.errors == {}
    await room.types("budi", "/incident handover accept all", name)
    await leads(room, "budi", accepted=True)


# who may

REFUSED = {
    "severity sev2 better": "change the severity",
    "resolve it works": "resolve the incident",
    "reopen not over": "reopen the incident",
    "close": "close the incident",
    "cancel false alarm": "cancel the incident",
    "handover @budi": "hand the lead over",
}


async def ready_for(world: World, line: str, name: str) -> None:
    """The state in which the line would work for somebody who may."""
    if line.startswith(("close", "reopen")):
        await world.types("raihan", "/incident milestone started at 09:50", name)
        await world.types("raihan", "/incident milestone detected at 09:55", name)
        await world.types("raihan", "/incident resolve It works", name)
        await world.types("raihan", "/incident milestone confirmed", name)
        await world.quiet()


@pytest.mark.parametrize("line", REFUSED)
async def test_others_are_refused_with_who_may(room: World, line: str) -> None:
    name = await accepted(room)
    await ready_for(room, line, name)
    before = len(await room.entries())
    answer = await room.types("dewi", f"/incident {line}", name)
    may = f"Only Raihan Pratama (MIM), a deputy or an administrator may {REFUSED[line]}. Ask them"
    assert answer.all_text.startswith(may)
    assert f"```/incident {line}```" in answer.all_text
    assert len(await room.entries()) == before


@pytest.mark.parametrize("line", REFUSED)
@pytest.mark.parametrize("who", ["maya", "intan"])
async def test_deputy_and_administrator_may_as_the_mim_may(room: World, who: str, line: str) -> None:
    name = await accepted(room)
    await room.types("raihan", "/incident role deputy @maya", name)
    await room.types("raihan", "/incident role scribe @intan", name)
    await ready_for(room, line, name)
    await room.quiet()
    before = len(await room.entries())
    answer = await room.types(who, f"/incident {line}", name)
    assert "Only " not in answer.all_text
    assert len(await room.entries()) > before


async def test_a_button_pressed_by_the_wrong_person_is_refused_when_it_is_pressed(bot: World) -> None:
    name = await accepted(bot)
    answer = await presses(bot, "dewi", name, "severity_open")
    assert answer.startswith("Only Raihan Pratama")
    assert bot.person("dewi").views() == []


async def test_the_close_button_is_refused_to_the_wrong_person(room: World) -> None:
    name = await accepted(room)
    await ready_for(room, "close", name)
    await room.quiet()
    await presses(room, "dewi", name, "close_incident")
    assert "close the incident" in refused(room, "dewi")
    assert (await room.state()).state == "resolved"


@pytest.mark.parametrize(
    ("button", "form", "values"),
    [
        ("severity_open", "severity_modal", {"severity": {"severity": "sev2"}, "reason": {"reason": "better"}}),
        ("resolve_open", "resolve_modal", {"text": {"text": "It works"}}),
    ],
)
async def test_a_form_opened_by_the_mim_is_refused_once_somebody_else_leads(
    bot: World, button: str, form: str, values: dict[str, dict[str, object]]
) -> None:
    """What counts is who leads when it is sent; the words stay in the form."""
    name = await accepted(bot)
    await bot.person("raihan").click(name, button)
    opened = await bot.person("raihan").modal(form)
    await bot.types("intan", "/incident MI-1 mim claim")
    await leads(bot, "intan", accepted=True)
    answer = await bot.person("raihan").submit(values=values)
    assert answer.action == "errors"
    assert "Only Intan Permata" in " ".join(answer.errors.values())
    assert bot.person("raihan").views() == [opened]
    state = await bot.state()
    assert (state.severity, state.state) == ("sev1", "investigating")


async def test_an_old_button_is_gone_or_refused_once_it_no_longer_fits(room: World) -> None:
    name = await accepted(room)
    await room.types("raihan", "/incident handover @budi", name)
    await room.quiet()
    await room.types("budi", "/incident handover accept all", name)
    await room.quiet()
    await presses(room, "budi", "@posko", "handover_accept")
    assert refused(room, "budi").startswith("No handover waits for you in MI-1.")


async def test_an_administrators_group_counts_as_each_of_its_people(database: str) -> None:
    policy = POLICY.replace('administrators: ["@intan"]', 'administrators: ["@executives"]')
    async with world(database, policy=policy) as made:
        name = await accepted(made)
        await made.types("raihan", "/incident role scribe @hendra", name)
        await made.quiet()
        await made.types("hendra", "/incident severity sev2 better", name)
        assert (await made.state()).severity == "sev2"
