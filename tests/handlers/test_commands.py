"""What the typed command does: visible answers, what is on the record, and every submission finished."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.comms.exports import extra
from bot.comms.locale import translator
from bot.handlers.commands import HANDLERS
from bot.handlers.desk import Desk
from bot.handlers.vocabulary import TOPICS, VERBS
from bot.warroom import commands as c
from tests.handlers.stage import AYU, BUDI, LOBBY, RINA, SARI, Stage, buttons, remembered


def test_every_subcommand_is_handled_explained_and_has_a_topic() -> None:
    assert set(HANDLERS) - {""} == set(VERBS)
    assert {verb.topic for verb in VERBS.values()} == set(TOPICS)


EVERY_FORM = [form for verb in VERBS.values() for form in verb.forms]


@pytest.mark.parametrize("form", EVERY_FORM)
async def test_every_form_that_help_shows_is_understood_in_a_room(stage: Stage, form: str) -> None:
    room = await stage.declared()
    typed = form.replace("@user", "@budi").replace("<role>", "scribe").replace("<n>", "1").replace("<name>", "started")
    typed = (
        typed.replace("[", "")
        .replace("]", "")
        .partition("|")[0]
        .replace("sev1..sev4", "sev1")
        .replace("10:32", "09:32")
    )
    said = await stage.type(typed.replace("10:05", "09:05").replace("MI-42", "MI-1"), where=room)
    assert "is not something I know" not in said
    assert not any(words in said for words in ("I cannot read", "There is no state", "There is no severity"))
    assert await stage.unfinished() == []


async def test_the_command_alone_shows_what_can_be_done_here(stage: Stage) -> None:
    outside = await stage.type("")
    assert "declare" in outside
    assert "declare_open" in buttons(stage.last)
    room = await stage.declared()
    inside = await stage.type("", where=room)
    assert "Next:" in inside
    assert {"update_open", "resolve_open", "severity_open", "timeline_show"} <= set(buttons(stage.last))


async def test_typed_with_severity_and_title_an_incident_opens_at_once(stage: Stage) -> None:
    said = await stage.type("declare SEV-1 Checkout &amp; login are down")
    state = await stage.state()
    assert (state.severity, state.title, state.private, state.drill) == (
        "sev1",
        "Checkout & login are down",
        False,
        False,
    )
    assert "MI-1" in said
    assert "Checkout &amp; login are down" in said
    assert stage.window.views == []


async def test_a_private_incident_and_its_mim_are_named_while_declaring(stage: Stage) -> None:
    await stage.type("declare 2 private <@U0BUDI|budi> Keys leaked")
    state = await stage.state()
    assert (state.severity, state.private, state.mim) == ("sev2", True, BUDI)


async def test_without_severity_the_form_opens_with_the_title(stage: Stage) -> None:
    assert await stage.type("declare Checkout is down") == ""
    (view,) = stage.window.views
    assert view["callback_id"] == "declare_modal"
    assert view["blocks"][0]["element"]["initial_value"] == "Checkout is down"
    assert await stage.unfinished() == []


async def test_a_drill_is_marked_and_needs_no_severity(stage: Stage) -> None:
    await stage.type("drill Payments are on fire")
    assert (await stage.state()).drill


async def test_an_open_incident_that_looks_the_same_is_shown_and_nothing_is_declared(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    said = await stage.type("declare sev1 checkout is DOWN", by=BUDI)
    assert "looks like the same thing" in said
    pressed = buttons(stage.last)
    assert set(pressed) == {"open_room", "declare_anyway"}
    assert "MI-2" in await stage.press("declare_anyway", pressed["declare_anyway"], by=BUDI)
    assert (await stage.state(2)).title == "checkout is DOWN"


async def test_a_slip_gives_back_the_whole_line_put_right(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("reslove node &lt;7&gt; restarted by <@U0BUDI|budi>", where=room)
    assert "```/incident resolve node &lt;7&gt; restarted by @budi```" in said
    assert "```/incident reslove node &lt;7&gt; restarted by @budi```" in said
    assert (await stage.state()).state == "investigating"


async def test_outside_a_room_the_open_incidents_are_offered_with_the_same_line(stage: Stage) -> None:
    await stage.declared()
    said = await stage.type("update all is well")
    assert "/incident MI-1 update all is well" in said


async def test_a_remark_is_kept_with_its_time_owner_and_due_time(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("decision roll back &lt;v2&gt; owner <@U0BUDI|budi> by 30m at 09:40", where=room)
    entry = await stage.last_of("decision")
    assert entry.event.text == "roll back <v2>"
    assert entry.event.owner == BUDI
    assert entry.event.due_at == stage.clock.now() + timedelta(minutes=30)
    assert entry.occurred_at == stage.clock.now() - timedelta(minutes=20)
    assert "Budi" in said


async def test_a_plan_with_a_time_to_come_is_kept_in_its_words_and_counts_as_said_now(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("decision fail over at 15:00", where=room)
    entry = await stage.last_of("decision")
    assert (entry.event.text, entry.occurred_at) == ("fail over at 15:00", stage.clock.now())
    assert "still to come" in said


async def test_a_remark_without_words_opens_the_form(stage: Stage) -> None:
    room = await stage.declared()
    await stage.type("hypothesis", where=room)
    assert stage.window.views[0]["callback_id"] == "mark_modal"


async def test_only_who_leads_may_change_the_severity_and_nothing_typed_is_lost(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("severity 1 the whole country", by=BUDI, where=room)
    assert "Only Sari (MIM), a deputy or an administrator may change the severity" in said
    assert "/incident severity 1 the whole country" in said
    assert (await stage.state()).severity == "sev2"
    await stage.type("severity 1 the whole country", by=RINA, where=room)
    assert (await stage.state()).severity == "sev1"


async def test_the_answer_to_a_new_severity_names_the_next_promised_update(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("severity critical data is lost", where=room)
    assert "The next update is promised by" in said
    assert "Next:" in said


async def test_without_a_reason_the_severity_form_opens_with_the_severity(stage: Stage) -> None:
    room = await stage.declared()
    await stage.type("severity sev1", where=room)
    assert stage.window.views[0]["blocks"][1]["element"]["initial_option"]["value"] == "sev1"


@pytest.mark.parametrize("typed", ["state identified bad DNS", "identified bad DNS", "state identify bad DNS"])
async def test_a_state_is_set_with_its_words(stage: Stage, typed: str) -> None:
    room = await stage.declared()
    await stage.type(typed, where=room)
    assert (await stage.state()).state == "identified"
    assert (await stage.last_of("state_changed")).event.text == "bad DNS"


async def test_the_state_resolved_means_to_resolve(stage: Stage) -> None:
    room = await stage.declared()
    await stage.type("state resolved DNS is back", where=room)
    assert (await stage.last_of("resolved")).event.text == "DNS is back"


async def test_the_time_of_restoration_may_stand_at_the_end(stage: Stage) -> None:
    room = await stage.declared()
    stage.clock.advance(3_600)
    await stage.type("resolve DNS is back at 10:30", where=room)
    assert (await stage.state()).milestones["resolved"].at == stage.clock.now() - timedelta(minutes=30)


async def test_an_update_says_to_whom_it_goes_and_when_the_next_is_due(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("update we roll back", where=room)
    assert "Update 1 goes to Executives and Internal staff, in 2 channels." in said
    assert (await stage.last_of("update_published")).event.text == "we roll back"


@pytest.mark.parametrize("typed", ["update snooze 10m vendor calls back", "update snooze 10 min vendor calls back",
                                   "update snooze 10 vendor calls back", "update snooze: 10m because vendor calls back",
                                   "update tunda 10m karena vendor calls back"])  # fmt: skip
async def test_a_snooze_has_a_length_and_a_reason(stage: Stage, typed: str) -> None:
    room = await stage.declared()
    said = await stage.type(typed, where=room)
    event = (await stage.last_of("update_snoozed")).event
    assert (event.until - event.due_at, event.reason) == (timedelta(minutes=10), "vendor calls back")
    assert "stays promised" in said


async def test_asking_for_an_update_publishes_nothing(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("update request is it EU only?", by=BUDI, where=room)
    assert (await stage.last_of("update_requested")).event.text == "is it EU only?"
    assert "nothing was published" in said


async def test_tasks_are_added_listed_and_finished(stage: Stage) -> None:
    room = await stage.declared()
    await stage.type("task <@U0BUDI|budi> restart the pods by 10m", where=room)
    await stage.type("task call the vendor", where=room)
    listed = await stage.type("tasks", where=room)
    assert "restart the pods" in listed
    assert "no owner" in listed
    assert "1 is still open" in await stage.type("done #1", where=room)
    assert "no open task 1" in await stage.type("done 1", where=room)


@pytest.mark.parametrize(
    "typed", ["milestone detected at 09:10", "milestone detected 09:10", "milestone detection at 50m ago"]
)
async def test_a_milestone_is_set_to_when_it_happened(stage: Stage, typed: str) -> None:
    room = await stage.declared()
    await stage.type(typed, where=room)
    milestone = (await stage.state()).milestones["detected"]
    assert milestone.at == stage.clock.now() - timedelta(minutes=50)
    assert milestone.source == "said by Sari"


async def test_milestones_out_of_order_are_refused_with_both(stage: Stage) -> None:
    room = await stage.declared()
    await stage.type("milestone detected at 09:10", where=room)
    said = await stage.type("milestone started at 09:20", where=room)
    assert "started" in said
    assert "detected" in said
    assert "Correct one of the two" in said


async def test_the_lead_is_taken_passed_on_and_taken_over(stage: Stage) -> None:
    room = await stage.declared()
    assert "asked to take over" in await stage.type("handover <@U0BUDI|budi> check the DNS", where=room)
    assert (await stage.last_of("handover_offered")).event.brief == "check the DNS"
    assert "No handover waits for you" in await stage.type("handover accept", by=AYU, where=room)
    assert "You lead" in await stage.type("mim accept all", by=BUDI, where=room)
    assert (await stage.state()).mim == BUDI


async def test_whoever_is_asked_to_lead_may_answer_with_any_yes(stage: Stage) -> None:
    await stage.type("declare sev2 <@U0BUDI|budi> Checkout is down")
    assert "You lead" in await stage.type("MI-1 handover accept all", by=BUDI)
    lead = (await stage.state()).lead
    assert lead
    assert lead.accepted


@pytest.mark.parametrize("typed", ["role scribe @budi", "role @budi scribe", "role notulis untuk <@U0BUDI|budi>"])
async def test_a_role_is_given_and_taken_back(stage: Stage, typed: str) -> None:
    room = await stage.declared()
    await stage.type(typed, where=room)
    assert (await stage.state()).holding("scribe") == (BUDI,)
    await stage.type("role scribe release", where=room)
    assert (await stage.state()).holding("scribe") == ()


@pytest.mark.parametrize("typed", ["release scribe @budi", "release @budi scribe", "release @budi", "release scribe"])
async def test_release_takes_a_role_back_as_a_word_of_its_own(stage: Stage, typed: str) -> None:
    room = await stage.declared()
    await stage.type("role scribe @budi", where=room)
    assert "Budi is no longer" in (await stage.type(typed, where=room)).replace("*", "")
    assert (await stage.state()).holding("scribe") == ()


async def test_a_release_of_a_person_takes_every_role_back_but_the_lead(stage: Stage) -> None:
    room = await stage.declared()
    assert "Budi has no role in MI-1" in await stage.type("release @budi", where=room)
    assert "handover" in await stage.type("release @sari", where=room)
    for role in ("scribe", "deputy"):
        await stage.type(f"role {role} @budi", where=room)
    assert "no longer Deputy" in await stage.type("release @budi", where=room)
    assert (await stage.state()).holders == ()


@pytest.mark.parametrize("due", ["yesterday", "99h99m", "yesterday 10:00", "10m ago"])
async def test_a_task_is_due_at_a_time_to_come(stage: Stage, due: str) -> None:
    room = await stage.declared()
    assert f"I cannot read {due} as a time to come" in await stage.type(f"task fix it @budi by {due}", where=room)
    assert (await stage.state()).tasks == ()


async def test_a_snooze_that_is_cut_says_so(stage: Stage) -> None:
    room = await stage.declared()
    assert "allows no more than" not in await stage.type("update snooze 1m writing", where=room)
    assert "allows no more than" in await stage.type("update snooze 5h writing", where=room)


@pytest.mark.parametrize("count", ["banana", "-3"])
async def test_the_timeline_is_asked_for_by_a_number(stage: Stage, count: str) -> None:
    room = await stage.declared()
    assert f"“{count}” is no number of lines" in await stage.type(f"timeline {count}", where=room)


async def test_somebody_unknown_is_refused_by_the_name_that_was_typed(stage: Stage) -> None:
    room = await stage.declared()
    assert "I don't know @nobody" in await stage.type("role scribe @nobody", where=room)


async def test_the_timeline_shows_the_last_lines(stage: Stage) -> None:
    room = await stage.declared()
    for number in range(5):
        await stage.done(c.RecordRemark(kind="note", text=f"remark {number}"))
    said = await stage.type("timeline 2", where=room)
    assert "remark 4" in said
    assert "remark 3" in said
    assert "remark 2" not in said


async def test_an_export_goes_to_the_room_as_a_file(stage: Stage) -> None:
    room = await stage.declared()
    await stage.type("export json", where=room)
    assert (await stage.last_of("exported")).event.format == "json"


async def test_a_file_that_cannot_be_made_here_is_refused_before_anything_is_recorded(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(extra.NEEDED, "pdf", ("a_library_that_is_not_there",))
    room = await stage.declared()
    said = await stage.type("export pdf regulator", where=room)
    assert "posko[documents]" in said
    assert "export pdf regulator" in said
    assert "exported" not in [entry.kind for entry in await stage.entries()]


async def test_promises_are_listed_with_what_became_of_them(stage: Stage) -> None:
    room = await stage.declared()
    await stage.done(c.PublishUpdate(text="hello"))
    said = await stage.type("promises", where=room)
    assert "2 kept, 0 missed" in said


async def test_an_incident_that_is_not_complete_says_what_closes_it(stage: Stage) -> None:
    room = await stage.declared()
    said = await stage.type("close", where=room)
    assert "/incident resolve" in said
    assert "/incident milestone started at" in said


async def test_from_outside_an_incident_is_named(stage: Stage) -> None:
    await stage.declared()
    await stage.type("update MI-1 from my phone")
    assert (await stage.last_of("update_published")).event.text == "from my phone"
    assert "There is no incident MI-9" in await stage.type("status MI-9")


async def test_a_second_delivery_changes_nothing(stage: Stage) -> None:
    room = await stage.declared()
    payload = {"command": "/incident", "text": "note once", "user_id": SARI.id, "channel_id": room}
    submission = await stage._received("command", payload)
    for _delivery in range(2):
        await stage.desk.handle(submission, live=True)
    assert [entry.event.text for entry in await stage.entries() if entry.kind == "note"] == ["once"]
    assert len(await stage.answers()) == 1


async def test_a_refusal_is_answered_once_as_well(stage: Stage) -> None:
    submission = await stage._received("command", {"command": "/incident", "text": "xyzzy", "user_id": SARI.id})
    for _delivery in range(2):
        await stage.desk.handle(submission, live=True)
    assert len(await stage.answers()) == 1


@pytest.mark.parametrize(
    ("typed", "form", "button"),
    [
        ("update", "/incident MI-1 update", "update_open"),
        ("resolve", "/incident MI-1 resolve", "resolve_open"),
        ("severity", "/incident MI-1 severity", "severity_open"),
        ("declare private Keys leaked", "/incident declare sev1 private Keys leaked", "declare_open"),
    ],
)
async def test_after_a_crash_the_typed_form_is_given_instead_of_a_window(
    stage: Stage, typed: str, form: str, button: str
) -> None:
    room = await stage.declared()
    said = await stage.type(typed, where=room, live=False)
    assert form in said
    assert button in buttons(stage.last)
    assert stage.window.views == []


async def test_a_trigger_that_has_run_out_is_no_dead_end(stage: Stage) -> None:
    room = await stage.declared()
    stage.window.shut = True
    assert "/incident MI-1 task" in await stage.type("task", where=room)
    assert await stage.unfinished() == []


async def test_the_draft_of_an_update_is_what_was_done_since_the_last(stage: Stage) -> None:
    room = await stage.declared()
    await stage.done(c.RecordRemark(kind="action", text="old"))
    await stage.done(c.PublishUpdate(text="first"))
    await stage.done(c.RecordRemark(kind="action", text="rolled back v2"))
    await stage.done(c.RecordRemark(kind="hypothesis", text="maybe DNS"))
    await stage.type("update", where=room)
    view = stage.window.views[0]
    assert view["blocks"][1]["element"]["initial_value"] == "rolled back v2"
    assert remembered(view) == {"number": 1, "channel": room}


async def test_no_form_is_opened_for_what_may_not_be_done(stage: Stage) -> None:
    room = await stage.declared()
    assert "Only Sari" in await stage.type("resolve", by=BUDI, where=room)
    assert "MI-1 is investigating" in await stage.type("reopen", where=room)
    assert stage.window.views == []


@pytest.mark.parametrize("typed", ["list", "status", "help", "help update", "help nonsense", "status MI-1", LOBBY])
async def test_what_only_shows_something_adds_nothing_to_the_record(stage: Stage, typed: str) -> None:
    await stage.declared()
    before = len(await stage.entries())
    assert await stage.type(typed)
    assert len(await stage.entries()) == before


async def test_where_the_command_has_another_name_every_answer_uses_it(stage: Stage) -> None:
    stage.desk = Desk(stage.engine, stage.window, translator("en"), "/mayday")  # type: ignore[arg-type]
    room = await stage.declared()
    for typed in (
        "",
        "help",
        "list",
        "status",
        "mim",
        "role",
        "tasks",
        "timeline",
        "task call them",
        "done 9",
        "close",
        "xyzzy",
    ):
        said = await stage.type(typed, where=room)
        assert "/incident" not in said, typed
    assert "/mayday" in said
