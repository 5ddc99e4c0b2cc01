"""Is it major? Criteria from the facts given, candidates judged by somebody or by time, promoting, demoting."""

from __future__ import annotations

import pytest

from bot.sandbox.views import View
from tests.scenarios.acting import presses
from tests.scenarios.looking import card, everything, sent_by_bot, shown, told
from tests.scenarios.world import World

STAKE = {"impact_kinds": {"impact_kinds": ["revenue"]}}


async def reported(world: World, by: str = "sari", more: str = "") -> None:
    """Somebody reports something that may be major; the MIM has been asked."""
    await world.types(by, f"/incident candidate {more}Logins are slow")
    await world.quiet()


async def sends(world: World, by: str, callback: str, values: dict[str, dict[str, object]]) -> None:
    await world.person(by).modal(callback)
    answer = await world.person(by).submit(values=values)
    assert answer.errors == {}
    await world.quiet()


# criteria


async def test_the_card_and_the_answer_say_which_criterion_is_met_and_why(bot: World) -> None:
    given = {"title": {"title": "Checkout is down"}, "severity": {"severity": "sev3"}, **STAKE}
    await answers(bot, await asked(bot), "users_share", "60")
    await sends(bot, "sari", "declare_modal", given)
    why = "about 60 % of the users are affected (the limit is 50 %); business impact: Revenue"
    assert f"*Why it is major:* {why}" in card(bot, "mi-1-checkout-is-down").all_text
    assert f"*Why it is major:* {why}" in told(bot, "sari")[0]
    state = await bot.state()
    assert (state.severity, state.major) == ("sev3", True)
    assert state.criterion == "60 % of the users are affected (more than 50 %); revenue impact"


async def test_a_minor_severity_without_any_criterion_is_no_major_incident(room: World) -> None:
    name = await room.declare("sev3 A printer is slow")
    assert not (await room.state()).major
    assert "Why it is major" not in card(room, name).all_text


async def test_plain_questions_and_urgency_give_the_severity(room: World) -> None:
    form = await asked(room)
    assert "urgency_level" not in fields(form)
    form = await answers(room, form, "users_share", "60")
    assert {"impact_kinds", "urgency_level"} <= fields(form)
    assert "The answers say" not in str(form.blocks)
    form = await answers(room, form, "urgency_level", "medium")
    assert "The answers say *SEV2 Major*: More than half; It can wait an hour." in str(form.blocks)
    form = await answers(room, form, "urgency_level", "high")
    assert "The answers say *SEV1 Critical*: More than half; It gets worse by the minute." in str(form.blocks)
    assert form.values["title"]["title"]["value"] == "Checkout"
    await room.person("sari").submit()
    await room.quiet()
    assert (await room.state()).severity == "sev1"


async def asked(world: World) -> View:
    """The form of a declaration whose title is written, with the first of the plain questions."""
    sari = world.person("sari")
    await sari.command("/incident declare")
    form = await sari.modal("declare_modal")
    await sari.fill({"title": {"title": "Checkout"}})
    return await answers(world, form, "severity_help")


async def answers(world: World, form: View, action: str, choice: str | None = None) -> View:
    """Something is pressed or chosen in the form; the form as it is drawn then."""
    before = form.hash
    await world.person("sari").click(form, action, choice)
    await world.sandbox.until(lambda _ws: form.hash != before)
    return form


def fields(form: View) -> set[str]:
    return {block["block_id"] for block in form.blocks if block["type"] == "input"}


async def test_a_severity_that_was_chosen_wins_over_the_answers(room: World) -> None:
    form = await asked(room)
    await answers(room, form, "users_share", "90")
    await answers(room, form, "urgency_level", "high")
    await room.person("sari").submit(values={"severity": {"severity": "sev3"}})
    await room.quiet()
    assert (await room.state()).severity == "sev3"


async def test_a_model_chosen_in_the_form_is_applied_with_its_severity(room: World) -> None:
    form = await asked(room)
    await room.person("sari").submit(form, {"model": {"model": "vpn_login"}})
    await room.quiet()
    state = await room.state()
    assert (state.severity, state.model and state.model.name) == ("sev2", "vpn_login")


@pytest.mark.parametrize(("share", "state"), [("60", "investigating"), ("40", "candidate")])
async def test_without_a_severity_the_criteria_tell_and_what_is_borderline_becomes_a_candidate(
    room: World, share: str, state: str
) -> None:
    began = int(room.clock.now().timestamp()) - (3_300 if state == "candidate" else 0)
    form = await asked(room)
    if share == "60":
        await answers(room, form, "users_share", share)
    await room.person("sari").submit(form, {"started_at": {"started_at": began}})
    await room.quiet()
    found = await room.state()
    assert (found.state, found.severity) == (state, "sev2")


# candidates


async def test_a_candidate_has_no_room_and_the_mim_is_asked(bot: World) -> None:
    await reported(bot)
    state = await bot.state()
    assert (state.state, state.severity, state.room) == ("candidate", "sev2", None)
    assert bot.rooms() == []
    assert "*MI-1* is a candidate: “Logins are slow”. It has no room yet." in shown(bot, "sari")[0]
    assert "❔ *Sari Wulandari* is not sure whether *MI-1* is a major incident. Is it?" in told(bot, "raihan")[0]


async def test_a_candidate_is_a_drill_whichever_of_both_words_comes_first_and_has_its_services(room: World) -> None:
    await room.types("sari", "/incident candidate drill sev2 Logins are slow service:shop")
    await room.types("sari", "/incident drill candidate Nobody can pay")
    first, second = await room.state(1), await room.state(2)
    assert (first.state, first.drill, first.title, first.services) == ("candidate", True, "Logins are slow", ("shop",))
    assert (second.state, second.drill, second.title) == ("candidate", True, "Nobody can pay")
    answer = await room.types("sari", "/incident drill candidate")
    assert "`/incident drill candidate &lt;title&gt;`" in answer.all_text


async def test_accepting_asks_the_impact_opens_the_room_and_leads(bot: World) -> None:
    await reported(bot)
    await bot.person("raihan").click("@posko", "candidate_accept_open")
    await sends(bot, "raihan", "candidate_accept_modal", {"text": {"text": "Half of the shops cannot sell"}})
    state = await bot.state()
    assert (state.state, state.major, state.impact) == ("investigating", True, "Half of the shops cannot sell")
    assert (state.mim.name, state.lead.accepted) == ("Raihan Pratama", True)
    assert bot.rooms() == ["mi-1-logins-are-slow"]
    assert set(state.promises) == {"executives", "internal"}
    await bot.pass_time(minutes=11)
    assert len(await bot.entries(1, "candidate_accepted")) == 1


async def test_rejecting_asks_the_reason_and_the_reporter_hears_it(bot: World) -> None:
    await reported(bot)
    await bot.person("raihan").click("@posko", "candidate_reject_open")
    await sends(bot, "raihan", "candidate_reject_modal", {"reason": {"reason": "One user, wrong password"}})
    assert (await bot.state()).state == "rejected"
    assert "One user, wrong password" in told(bot, "sari")[-1]
    await bot.pass_time(minutes=11)
    assert bot.rooms() == []


async def test_undecided_after_ten_minutes_it_is_treated_as_major_and_the_record_says_so(room: World) -> None:
    await reported(room)
    await room.pass_time(minutes=9)
    assert (await room.state()).state == "candidate"
    await room.pass_time(minutes=2)
    [entry] = await room.entries(1, "candidate_accepted")
    assert (entry.event.automatic, entry.actor) == (True, None)
    assert room.rooms() == ["mi-1-logins-are-slow"]
    welcome = next(it for it in room.said("mi-1-logins-are-slow") if it.startswith("This is the war room"))
    assert "Nobody decided within 10 min whether it is major, so the higher level is assumed." in welcome
    assert (await room.state()).mim.name == "Raihan Pratama"


async def test_only_whoever_is_asked_or_an_administrator_judges(room: World) -> None:
    await reported(room)
    answer = await room.types("tono", "/incident accept MI-1 Everybody waits")
    assert "Raihan Pratama (MIM)" in answer.all_text
    assert (await room.state()).state == "candidate"
    await room.types("intan", "/incident reject MI-1 Known and harmless")
    assert (await room.state()).state == "rejected"


async def test_typed_accept_without_words_asks_for_them_and_a_second_verdict_is_refused(room: World) -> None:
    await reported(room)
    await room.person("raihan").command("/incident accept MI-1")
    await sends(room, "raihan", "candidate_accept_modal", {"text": {"text": "Nobody can work"}})
    answer = await room.types("raihan", "/incident reject MI-1 Oh well")
    assert "MI-1 is investigating" in answer.all_text


async def test_the_only_candidate_need_not_be_named_and_its_status_says_who_decides_by_when(room: World) -> None:
    await room.declare("sev3 Printer is slow")
    await reported(room)
    status = (await room.types("tono", "/incident MI-2 status")).all_text
    assert "*Raihan Pratama* says whether this is a major incident. Undecided by " in status
    assert "*Roles*" not in status, "nobody was called yet"
    await room.types("tono", "/incident candidate The warehouse has no labels")
    unclear = (await room.types("raihan", "/incident accept Nobody can sell")).all_text
    assert "MI-2 accept" in unclear
    assert "MI-3 accept" in unclear
    assert "MI-1 accept" not in unclear
    await room.types("raihan", "/incident reject MI-3 The same again")
    assert "Only Raihan Pratama" in (await room.types("tono", "/incident accept Nobody can sell")).all_text
    await room.types("raihan", "/incident accept Nobody can sell")
    assert (await room.state(2)).impact == "Nobody can sell"


async def test_the_form_lets_an_unsure_person_ask_the_mim(room: World) -> None:
    given = {"title": {"title": "Logins are slow"}, "unsure": {"unsure": ["unsure"]}, **STAKE}
    await answers(room, await asked(room), "users_share", "60")
    await sends(room, "sari", "declare_modal", given)
    assert (await room.state()).state == "candidate"
    assert "about 60 % of the users are affected" in told(room, "raihan")[0]


async def test_a_candidate_is_not_moved_past_the_verdict(room: World) -> None:
    await reported(room)
    answer = await room.types("raihan", "/incident MI-1 state identified It is DNS")
    assert "MI-1 is a candidate. First say whether it is major" in answer.all_text


async def test_a_private_candidate_is_known_to_the_reporter_and_the_judge_only(room: World) -> None:
    await reported(room, more="private ")
    ws = room.sandbox.workspace
    public = [it for channel in ws.channels.values() if channel.kind == "channel" for it in channel.log]
    assert not [it for it in public if "Logins are slow" in everything(it)]
    assert any("Logins are slow" in everything(it) for it in sent_by_bot(room))
    answer = await room.types("tono", "/incident status MI-1")
    assert "There is no incident MI-1" in answer.all_text
    answer = await room.types("raihan", "/incident status MI-1")
    assert "Logins are slow" in answer.all_text


# promoting and demoting


@pytest.mark.parametrize(
    ("declared", "line", "major", "severity"),
    [("sev3", "promote It spreads", True, "sev2"), ("sev1", "demote One user only", False, "sev3")],
)
async def test_a_minor_one_is_promoted_and_a_major_one_demoted_with_a_reason(
    room: World, declared: str, line: str, major: bool, severity: str
) -> None:
    name = await room.declare(f"{declared} Shop is slow")
    refused = await room.types("sari", f"/incident {line}", name)
    assert "Only Raihan Pratama (MIM)" in refused.all_text
    await room.types("raihan", f"/incident {line}", name)
    await room.quiet()
    state = await room.state()
    assert (state.major, state.severity) == (major, severity)
    assert any(line.partition(" ")[2] in said for said in room.said(name))
    empty = await room.types("raihan", f"/incident {line.split()[0]}", name)
    assert "That is already so" in empty.all_text


async def test_pressing_accept_after_the_time_is_over_is_refused_with_a_sentence(room: World) -> None:
    await reported(room)
    await room.pass_time(minutes=11)
    assert "MI-1 is investigating" in await presses(room, "raihan", "@posko", "candidate_accept_open")


# another severity


async def test_another_severity_says_what_changes_and_moves_the_ladder(bot: World) -> None:
    name = await bot.declare("sev2 Shop is slow")
    await bot.pass_time(minutes=6)
    answer = await bot.types("intan", "/incident MI-1 severity sev1 Nobody can pay")
    await bot.quiet()
    told_now = next(it for it in bot.said(name) if it.startswith("Severity is now"))
    for line in (
        "• Internal staff: an update every 10 min (it was every 15 min)",
        "• Invited: @devops",
        "• Must be filled now: Deputy and Scribe",
        "• Without an answer the backup is asked 5 min after the first page, the duty manager after 10 min, "
        "everybody after 15 min",
    ):
        assert line in answer.all_text
        assert line in told_now
    await bot.pass_time(seconds=30)
    assert (await bot.state()).mim.name == "Maya Anggraini"
    await bot.pass_time(minutes=4)
    assert (await bot.state()).mim.name == "Intan Permata"


async def test_an_impact_said_later_says_that_the_minor_incident_is_major_by_the_policy(room: World) -> None:
    name = await room.declare("sev3 Shop is slow")
    await room.types("raihan", "/incident mim accept", name)
    await room.types("raihan", "/incident impact 80% of users cannot pay", name)
    await room.quiet()
    assert any("By the policy this is a major incident" in said and "promote" in said for said in room.said(name))
    assert "Why it is major" in card(room, name).all_text
