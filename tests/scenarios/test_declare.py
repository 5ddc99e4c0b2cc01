"""Declaring: one line or one form opens an incident, exactly once, and whatever is refused comes back as typed."""

from __future__ import annotations

import pytest

from tests.scenarios.looking import everything, members, own, shown, told
from tests.scenarios.world import World

TITLE = {"title": {"title": "Checkout is down"}}
SEV1 = {"severity": {"severity": "sev1"}}


def opened_link(world: World, name: str) -> str:
    return f"MI-1 is open: go to <#{world.sandbox.workspace.channel(name).id}>."


async def submitted(world: World, values: dict[str, dict[str, object]], by: str = "sari") -> None:
    """Somebody opens the empty form and sends it."""
    await world.person(by).command("/incident declare")
    await world.person(by).modal("declare_modal")
    answer = await world.person(by).submit(values=values)
    assert answer.errors == {}
    await world.quiet()


async def again(world: World, kind: str) -> None:
    """Slack delivers the last interaction or command a second time, as it may."""
    [*_, last] = [it for it in world.sandbox.journal.deliveries if it.name == kind or it.kind == kind]
    await world.sandbox.deliver_again(last)
    await world.quiet()


# typed


async def test_one_typed_line_opens_the_incident_and_its_room(bot: World) -> None:
    await bot.types("sari", "/incident declare sev1 Shop is down")
    await bot.quiet()
    state = await bot.state()
    assert (state.reference, state.severity, state.title, state.state) == (
        "MI-1",
        "sev1",
        "Shop is down",
        "investigating",
    )
    assert bot.rooms() == ["mi-1-shop-is-down"]


async def test_the_declarer_sees_progress_at_once_and_then_the_link(bot: World) -> None:
    """No second passes on anybody's clock before both are there."""
    begun = bot.clock.now()
    room = await bot.declare("sev1 Shop is down")
    progress, link = shown(bot, "sari")
    assert progress.startswith("*MI-1* is declared as :red_circle: *SEV1 Critical*: “Shop is down”.")
    assert "*Raihan Pratama* is asked to lead." in progress
    assert link == opened_link(bot, room)
    assert bot.clock.now() == begun


async def test_progress_does_not_wait_for_the_room(room: World) -> None:
    room.sandbox.faults.status("conversations.create", times=3)
    progress = await room.types("sari", "/incident declare sev1 Shop is down")
    assert "Its room opens now; the link follows here." in progress.all_text
    assert room.rooms() == []
    for _attempt in range(6):
        await room.pass_time(seconds=60)
    assert shown(room, "sari")[-1] == opened_link(room, "mi-1-shop-is-down")


async def test_a_private_incident_has_a_private_room(bot: World) -> None:
    name = await bot.declare("sev1 private Payroll leaked")
    assert bot.sandbox.workspace.channel(name).is_private
    assert (await bot.state()).private


async def test_whoever_is_mentioned_is_asked_to_lead(room: World) -> None:
    name = await room.declare("sev1 @budi Shop is down")
    state = await room.state()
    assert state.lead is not None
    assert (state.title, state.lead.person.name) == ("Shop is down", "Budi Santoso")
    assert "budi" in members(room, name)


@pytest.mark.parametrize("typed", ["sev1", "SEV1", "Sev-1", "sev 1", "critical", "1", "P1:"])
async def test_a_severity_is_understood_however_it_is_written(room: World, typed: str) -> None:
    await room.declare(f"{typed} Shop is down")
    state = await room.state()
    assert (state.severity, state.title) == ("sev1", "Shop is down")


async def test_an_unknown_severity_is_answered_with_the_known_ones_and_the_nearest_lines(room: World) -> None:
    answer = await room.types("sari", "/incident declare sev7 Shop is down")
    assert "There is no severity called sev7. The severities are: sev1, sev2, sev3, sev4." in answer.all_text
    assert "/incident declare sev7 Shop is down" in answer.all_text
    assert "```/incident declare sev1 Shop is down```" in answer.all_text
    assert room.rooms() == []


@pytest.mark.parametrize("slip", ["sve1", "seev1"])
async def test_a_slip_in_the_severity_is_answered_with_the_right_line(room: World, slip: str) -> None:
    answer = await room.types("sari", f"/incident declare {slip} Shop is down")
    assert "```/incident declare sev1 Shop is down```" in answer.all_text
    assert room.rooms() == []


async def test_a_machine_whose_name_looks_like_a_severity_stays_in_the_title(room: World) -> None:
    await room.person("sari").command("/incident declare dev1 is down")
    form = await room.person("sari").modal("declare_modal")
    assert form.values["title"]["title"]["value"] == "dev1 is down"


async def test_a_title_without_severity_opens_the_form_with_the_title_in_it(room: World) -> None:
    await room.person("sari").command("/incident declare Shop is down")
    form = await room.person("sari").modal("declare_modal")
    assert form.values["title"]["title"]["value"] == "Shop is down"


async def test_two_names_that_would_clash_get_a_suffix(room: World) -> None:
    await room.person("tono").create_channel("mi-1-shop-is-down")
    await room.person("tono").create_channel("mi-1-shop-is-down-2")
    await room.types("sari", "/incident declare sev1 Shop is down")
    await room.quiet()
    state = await room.state()
    assert state.room is not None
    assert state.room.name == "mi-1-shop-is-down-3"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Toko belum bisa dibuka: 50 % pengguna terdampak!", "mi-1-toko-belum-bisa-dibuka-50-pengguna"),
        ("Café überlastet", "mi-1-cafe-uberlastet"),
        ("商店 🔥🔥🔥", "mi-1"),
        ("a_b/c\\d.e", "mi-1-a-b-c-d-e"),
    ],
)
async def test_the_rooms_name_holds_the_number_and_what_slack_allows_of_the_title(
    room: World, title: str, name: str
) -> None:
    assert await room.declare(f"sev1 {title}") == name
    assert (await room.state()).title == title


# the form


async def test_the_empty_command_opens_a_form_with_every_field(bot: World) -> None:
    await bot.person("sari").command("/incident declare")
    form = await bot.person("sari").modal("declare_modal")
    fields = {block["block_id"] for block in form.blocks if block["type"] == "input"}
    assert fields >= {
        "title", "severity", "impact_level", "urgency_level", "impact", "services", "symptoms", "started_at", "private",
    }  # fmt: skip


async def test_everything_in_the_form_is_on_the_record(bot: World) -> None:
    began = int(bot.clock.now().timestamp()) - 1_200
    await submitted(
        bot,
        {
            **TITLE, **SEV1,
            "impact": {"impact": "Nobody can pay"},
            "services": {"services": ["shop", "payments"]},
            "symptoms": {"symptoms": "HTTP 502"},
            "started_at": {"started_at": began},
        },
    )  # fmt: skip
    state = await bot.state()
    assert (state.title, state.severity, state.impact, state.symptoms) == (
        "Checkout is down", "sev1", "Nobody can pay", "HTTP 502",
    )  # fmt: skip
    assert state.services == ("shop", "payments")
    assert int(state.milestones["started"].at.timestamp()) == began
    assert not state.private
    assert bot.rooms() == ["mi-1-checkout-is-down"]


async def test_the_declarer_of_a_form_hears_by_direct_message(bot: World) -> None:
    """A form carries no address for answers, and in #general the bot is no member."""
    await submitted(bot, {**TITLE, **SEV1})
    assert told(bot, "sari")[-1] == opened_link(bot, "mi-1-checkout-is-down")


@pytest.mark.parametrize(
    ("impact", "urgency", "severity"), [("high", "high", "sev1"), ("high", "low", "sev3"), ("low", "medium", "sev4")]
)
async def test_impact_and_urgency_give_the_severity(room: World, impact: str, urgency: str, severity: str) -> None:
    levels = {"impact_level": {"impact_level": impact}, "urgency_level": {"urgency_level": urgency}}
    await submitted(room, {**TITLE, **levels})
    assert (await room.state()).severity == severity


async def test_a_severity_that_was_chosen_wins_over_impact_and_urgency(room: World) -> None:
    levels = {"impact_level": {"impact_level": "low"}, "urgency_level": {"urgency_level": "low"}}
    await submitted(room, {**TITLE, **SEV1, **levels})
    assert (await room.state()).severity == "sev1"


async def test_a_form_without_any_severity_stays_open_and_says_what_is_missing(room: World) -> None:
    await room.person("sari").command("/incident declare")
    form = await room.person("sari").modal("declare_modal")
    answer = await room.person("sari").submit(values={**TITLE, "impact_level": {"impact_level": "high"}})
    assert answer.errors == {"severity": "Choose a severity, or both impact and urgency."}
    assert room.person("sari").views() == [form]
    assert form.values["title"]["title"]["value"] == "Checkout is down"


async def test_a_start_in_the_future_is_refused_under_its_field(room: World) -> None:
    await room.person("sari").command("/incident declare")
    await room.person("sari").modal("declare_modal")
    future = int(room.clock.now().timestamp()) + 3_600
    answer = await room.person("sari").submit(values={**TITLE, **SEV1, "started_at": {"started_at": future}})
    assert set(answer.errors) == {"started_at"}
    assert "lies in the future" in answer.errors["started_at"]
    assert room.rooms() == []


async def test_a_private_form_makes_a_private_room(room: World) -> None:
    await submitted(room, {**TITLE, **SEV1, "private": {"private": ["private"]}})
    assert room.sandbox.workspace.channel("mi-1-checkout-is-down").is_private


# exactly once


async def test_a_command_that_slack_delivers_twice_opens_one_incident_and_one_room(bot: World) -> None:
    await bot.declare("sev1 Shop is down")
    await again(bot, "slash_commands")
    assert bot.rooms() == ["mi-1-shop-is-down"]
    assert len(shown(bot, "sari")) == 2
    assert len(await bot.entries(1, "declared")) == 1


async def test_a_form_that_slack_delivers_twice_opens_one_incident_and_one_room(bot: World) -> None:
    await submitted(bot, {**TITLE, **SEV1})
    await again(bot, "view_submission")
    assert bot.rooms() == ["mi-1-checkout-is-down"]
    assert len(await bot.entries(1, "declared")) == 1


# similar


async def test_an_open_incident_that_is_alike_is_offered_first(bot: World) -> None:
    first = await bot.declare("sev1 Shop is down")
    answer = await bot.types("tono", "/incident declare sev2 The shop is down")
    assert "MI-1" in answer.all_text
    assert bot.sandbox.workspace.channel(first).id in everything(answer)
    await bot.quiet()
    assert bot.rooms() == [first]


async def test_declare_anyway_opens_a_second_one_as_it_was_typed(bot: World) -> None:
    first = await bot.declare("sev1 Shop is down")
    await bot.types("tono", "/incident declare sev2 private The shop is down")
    await bot.person("tono").click(action_id="declare_anyway")
    await bot.sandbox.until(lambda _ws: len(bot.rooms()) == 2)
    await bot.quiet()
    state = await bot.state(2)
    assert (state.title, state.severity, state.private) == ("The shop is down", "sev2", True)
    assert bot.rooms() == [first, "mi-2-the-shop-is-down"]


async def test_declare_anyway_pressed_twice_opens_one(room: World) -> None:
    await room.declare("sev1 Shop is down")
    await room.types("tono", "/incident declare sev2 The shop is down")
    await room.person("tono").click(action_id="declare_anyway")
    await again(room, "block_actions")
    await room.sandbox.until(lambda _ws: len(room.rooms()) == 2)
    await room.quiet()
    assert room.rooms() == ["mi-1-shop-is-down", "mi-2-the-shop-is-down"]


async def test_the_form_offers_the_one_that_is_alike_and_keeps_every_word(bot: World) -> None:
    await bot.declare("sev1 Checkout is down")
    await bot.person("tono").command("/incident declare")
    await bot.person("tono").modal("declare_modal")
    answer = await bot.person("tono").submit(values={**TITLE, **SEV1, "impact": {"impact": "Nobody can pay"}})
    assert answer.action == "update"
    [form] = bot.person("tono").views()
    assert "*MI-1* “Checkout is down” is open and looks like the same thing" in str(form.blocks[0])
    await bot.person("tono").submit()
    await bot.sandbox.until(lambda _ws: len(bot.rooms()) == 2)
    await bot.quiet()
    state = await bot.state(2)
    assert (state.title, state.severity, state.impact) == ("Checkout is down", "sev1", "Nobody can pay")


async def test_a_private_incident_is_never_offered_to_whom_it_does_not_concern(room: World) -> None:
    await room.declare("sev1 private Payroll leaked")
    await room.types("tono", "/incident declare sev1 Payroll leaked")
    await room.quiet()
    assert "MI-1" not in " ".join(shown(room, "tono"))
    assert (await room.state(2)).title == "Payroll leaked"


async def test_what_is_over_is_not_offered(room: World) -> None:
    name = await room.declare("sev1 Shop is down")
    await room.types("intan", "/incident MI-1 cancel wrong alarm")
    await room.declare("sev1 Shop is down")
    assert room.rooms() == [name, "mi-2-shop-is-down"]


# mistakes


async def test_a_slip_in_the_subcommand_is_answered_with_the_whole_right_line(bot: World) -> None:
    name = await bot.declare("sev1 Shop is down")
    answer = await bot.types("sari", "/incident reslove The database was restarted", name)
    assert answer.all_text == "\n".join(
        [
            "“reslove” is not something I know.",
            "Did you mean:",
            "```/incident resolve The database was restarted```",
            "You typed:",
            "```/incident reslove The database was restarted```",
        ]
    )


async def test_a_line_that_comes_back_can_be_typed_again_with_its_people(room: World) -> None:
    """Names are for reading: a handle is what Slack understands."""
    name = await room.declare("sev1 Shop is down")
    answer = await room.types("sari", "/incident hndover @budi", name)
    assert "```/incident handover @budi```" in answer.all_text
    assert "```/incident hndover @budi```" in answer.all_text


async def test_a_whole_report_for_a_title_opens_at_once_and_keeps_every_word(room: World) -> None:
    report = "Shop is down " + "and down " * 30
    answer = await room.types("sari", f"/incident declare sev1 {report}")
    state = await room.state()
    assert "every word is kept as the symptoms" in answer.all_text
    assert state.title.startswith("Shop is down and down")
    assert state.title.endswith(("down…", "and…"))
    assert len(state.title) <= 150
    assert state.symptoms == report.strip()


async def test_a_pasted_log_for_a_title_is_refused(room: World) -> None:
    title = "Shop is down " + "and down " * 400
    answer = await room.types("sari", f"/incident declare sev1 {title}")
    assert "150 fit here" in answer.all_text
    assert room.rooms() == []


# an empty workspace


async def test_the_shipped_policy_works_where_nothing_it_names_exists(empty: World) -> None:
    """No user groups, no channels but #general: the room opens, its people are in it, both audiences are told."""
    name = await empty.declare("sev1 Shop is down")
    assert members(empty, name) == {"sari"}
    assert own(empty, "incidents")[0].all_text.startswith("MI-1 · Shop is down")
    await empty.types("sari", "/incident update We are on it", name)
    await empty.quiet()
    assert [bool(each.thread_ts) for each in own(empty, "exec-updates")] == [False, True]
    assert [bool(each.thread_ts) for each in own(empty, "incident-updates")] == [False, True]


async def test_teams_that_do_not_exist_are_named_in_the_room_and_stop_nothing(empty: World) -> None:
    await submitted(empty, {**TITLE, **SEV1, "services": {"services": ["shop"]}})
    said = [it.all_text for it in own(empty, "mi-1-checkout-is-down")]
    assert [it for it in said if "I don't know @shop, so nobody was invited for it." in it]
    assert told(empty, "sari")
