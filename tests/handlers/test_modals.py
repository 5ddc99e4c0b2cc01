"""Forms: what they ask, what sending them does, and that a refusal keeps them open with everything in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.comms.cards.ids import Action, Callback
from bot.comms.cards.scene import Scene
from bot.comms.locale import translator
from bot.handlers.modals import typed_of
from bot.handlers.views.forms import update_form
from bot.handlers.views.parts import Origin
from bot.policy import read
from bot.warroom import commands as c
from bot.warroom.audiences import Concern
from tests.comms.stage import under_way
from tests.handlers.stage import BUDI, SARI, Stage, remembered


async def declare_form(stage: Stage) -> dict[str, Any]:
    await stage.type("declare")
    return stage.window.views[-1]


async def form(stage: Stage, typed: str, room: str) -> dict[str, Any]:
    await stage.type(typed, where=room)
    return stage.window.views[-1]


async def test_impact_and_urgency_give_the_severity_by_the_matrix(stage: Stage) -> None:
    view = await declare_form(stage)
    answer = await stage.send(view, {"title": "Checkout is down", "impact_level": "medium", "urgency_level": "high"})
    assert answer is None
    assert (await stage.state()).severity == "sev2"
    event = (await stage.last_of("declared")).event
    assert (event.impact_level, event.urgency_level) == ("medium", "high")


async def test_a_severity_that_is_named_outweighs_the_matrix(stage: Stage) -> None:
    view = await declare_form(stage)
    values = {"title": "Checkout", "severity": "sev1", "impact_level": "low", "urgency_level": "low"}
    await stage.send(view, values)
    assert (await stage.state()).severity == "sev1"


async def test_everything_that_is_filled_in_is_on_the_record(stage: Stage) -> None:
    view = await declare_form(stage)
    started = stage.clock.now() - timedelta(minutes=40)
    values = {
        "title": "Checkout & login",
        "severity": "sev1",
        "impact": "All of Java",
        "symptoms": "HTTP 502",
        "services": ["shop", "login"],
        "started_at": started,
        "private": ["private"],
    }
    await stage.send(view, values)
    state = await stage.state()
    assert (state.title, state.impact, state.symptoms) == ("Checkout & login", "All of Java", "HTTP 502")
    assert (state.services, state.private, state.milestones["started"].at) == (("shop", "login"), True, started)


async def test_without_a_severity_the_form_stays_open_and_says_what_is_missing(stage: Stage) -> None:
    view = await declare_form(stage)
    answer = await stage.send(view, {"title": "Checkout", "impact_level": "high"})
    assert answer == {
        "response_action": "errors",
        "errors": {"severity": "Choose a severity, or both impact and urgency."},
    }
    assert await stage.unfinished() == []


async def test_a_start_in_the_future_is_said_under_its_field(stage: Stage) -> None:
    view = await declare_form(stage)
    later = stage.clock.now() + timedelta(hours=2)
    answer = await stage.send(view, {"title": "Checkout", "severity": "sev1", "started_at": later})
    assert answer
    assert "lies in the future" in answer["errors"]["started_at"]


async def test_a_similar_incident_is_shown_in_the_form_which_keeps_every_value(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    view = await declare_form(stage)
    values = {"title": "checkout is down", "severity": "sev1", "impact": "everybody", "services": ["shop"]}
    answer = await stage.send(view, values)
    assert answer
    again = answer["view"]
    assert answer["response_action"] == "update"
    assert "MI-1" in str(again["blocks"][0])
    assert {block["block_id"] for block in again["blocks"] if block["type"] == "input"}.isdisjoint(
        block["block_id"] for block in view["blocks"]
    )  # so that sending the same values again is another submission
    assert await stage.send(again, {}) is None
    state = await stage.state(2)
    assert (state.title, state.severity, state.impact, state.services) == (
        "checkout is down",
        "sev1",
        "everybody",
        ("shop",),
    )


async def test_a_mistake_in_the_form_that_is_shown_again_is_said_under_its_field(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    answer = await stage.send(await declare_form(stage), {"title": "checkout is down", "severity": "sev1"})
    assert answer
    later = stage.clock.now() + timedelta(hours=2)
    wrong = await stage.send(answer["view"], {"started_at": later})
    assert wrong
    assert list(wrong["errors"]) == ["started_at:again"]


async def test_the_mim_that_was_typed_survives_the_form(stage: Stage) -> None:
    await stage.type("declare <@U0BUDI|budi> Checkout is down")
    await stage.send(stage.window.views[0], {"severity": "sev2"})
    assert (await stage.state()).mim == BUDI


async def test_a_drill_stays_a_drill_through_the_form(stage: Stage) -> None:
    await stage.type("drill")
    view = stage.window.views[0]
    assert remembered(view)["drill"]
    await stage.send(view, {"title": "Fire", "severity": "sev3"})
    assert (await stage.state()).drill


async def test_an_update_goes_to_the_audiences_that_are_ticked(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "update", room)
    assert "2 channels" in str(view["blocks"][3])
    assert await stage.send(view, {"text": "we roll back", "audiences": ["internal"]}) is None
    event = (await stage.last_of("update_published")).event
    assert (event.text, event.audiences) == ("we roll back", ("internal",))
    assert "Update 1 goes to Internal staff" in await stage.answer()


async def test_the_form_says_where_and_how_many_people_an_update_reaches(stage: Stage) -> None:
    view = await form(stage, "update", await stage.declared())
    shown = str(view)
    assert all(route.ref in shown for each in stage.policy.audiences.values() for route in each.channels)


def test_a_list_that_nobody_can_count_shows_what_the_policy_says() -> None:
    rules = read("audiences: {customers: {channels: mailto:list@example.com, people: 1200}}")
    scene = Scene(under_way().state, rules, translator("en"))
    assert "Customers (e-mail to list@example.com; about 1200 people)" in str(update_form(scene, "", (), Origin()))


async def test_a_private_incident_offers_only_the_audiences_that_may_see_it(stage: Stage) -> None:
    room = await stage.declared(private=True)
    view = await form(stage, "update", room)
    boxes = [block for block in view["blocks"] if block.get("block_id") == "audiences"]
    allowed = {each.name for each in stage.policy.audiences_for(Concern(severity="sev1", private=True))}
    assert {option["value"] for block in boxes for option in block["element"]["options"]} == allowed


async def test_resolving_says_what_restored_it_and_when(stage: Stage) -> None:
    room = await stage.declared()
    stage.clock.advance(3_600)
    view = await form(stage, "resolve", room)
    at = stage.clock.now() - timedelta(minutes=20)
    await stage.send(view, {"text": "rolled back", "at": at})
    assert (await stage.state()).milestones["resolved"].at == at


async def test_a_time_that_clashes_is_said_under_its_field(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "resolve", room)
    answer = await stage.send(view, {"text": "rolled back", "at": stage.clock.now() - timedelta(hours=1)})
    assert answer
    assert list(answer["errors"]) == ["at"]
    assert (await stage.state()).state == "investigating"


async def test_who_lost_the_lead_meanwhile_keeps_the_form_and_is_told_who_may(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "resolve", room)
    await stage.done(c.OfferHandover(to=BUDI))
    await stage.done(c.AcceptHandover(everything=True), by=BUDI)
    answer = await stage.send(view, {"text": "rolled back"})
    assert answer
    assert "Only Budi (MIM)" in answer["errors"]["text"]


async def test_severity_and_reason(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "severity", room)
    await stage.send(view, {"severity": "sev1", "reason": "all of Java"})
    event = (await stage.last_of("severity_changed")).event
    assert (event.after, event.reason) == ("sev1", "all of Java")


async def test_the_same_severity_is_said_in_the_form(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "severity", room)
    answer = await stage.send(view, {"reason": "x"})
    assert answer
    assert "already so" in next(iter(answer["errors"].values()))


async def test_reopening_asks_why(stage: Stage) -> None:
    room = await stage.declared()
    await stage.done(c.Resolve(text="fixed"))
    view = await form(stage, "reopen", room)
    await stage.send(view, {"reason": "errors are back"})
    assert (await stage.last_of("reopened")).event.reason == "errors are back"


async def test_a_handover_asks_whom_and_what_they_should_know(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "handover", room)
    await stage.send(view, {"owner": BUDI.id, "text": "watch the queue"})
    event = (await stage.last_of("handover_offered")).event
    assert (event.to, event.brief) == (BUDI, "watch the queue")


async def test_a_remark_from_the_form_is_the_persons_own(stage: Stage) -> None:
    room = await stage.declared()
    await stage.press(Action.ADD_MARK, "1", where=room)
    await stage.send(stage.window.views[0], {"kind": "impact", "text": "all of Java"})
    entry = await stage.last_of("impact")
    assert (entry.event.text, entry.actor, entry.source) == ("all of Java", SARI, "modal")


async def test_a_form_replayed_after_a_crash_is_answered_with_a_message_and_its_words(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "resolve", room)
    assert await stage.send(view, {"text": "rolled back"}, by=BUDI, live=False) is None
    said = await stage.answer()
    assert "Only Sari" in said
    assert "/incident MI-1 resolve rolled back" in said


async def test_a_form_replayed_after_a_crash_is_carried_out(stage: Stage) -> None:
    room = await stage.declared()
    view = await form(stage, "resolve", room)
    await stage.send(view, {"text": "rolled back"}, live=False)
    assert (await stage.state()).state == "resolved"


@pytest.mark.parametrize("typed", ["declare", "update", "resolve", "severity", "note", "task", "handover"])
async def test_every_form_fits_a_phone(stage: Stage, typed: str) -> None:
    room = await stage.declared()
    view = await form(stage, typed, room)
    assert len(view["title"]["text"]) <= 24
    assert len(view["blocks"]) <= 12


async def test_a_form_that_is_not_ours_is_put_away_with_a_sentence(stage: Stage) -> None:
    view = {"callback_id": "unknown", "blocks": [], "private_metadata": "not json"}
    assert await stage.send(view, {}) is None
    assert "no longer there" in await stage.answer()


def test_the_words_of_a_survey_answer_never_come_back_in_a_message() -> None:
    """A message to them stands in the outbox beside their id; the form itself keeps what was typed."""
    values = {"text": {"text": {"type": "plain_text_input", "value": "Nobody told us"}}}
    view = {"callback_id": Callback.SURVEY_MODAL, "private_metadata": '{"number":1}', "state": {"values": values}}
    assert typed_of(view, "MI") == ""
    assert "Nobody told us" in typed_of({**view, "callback_id": Callback.DOUBT_MODAL}, "MI")
