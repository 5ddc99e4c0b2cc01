"""Buttons: each one that a card may show is handled, asks for permission when it is pressed, and outlives its card."""

from __future__ import annotations

import pytest

from bot.comms.cards.ids import Action, Callback, value
from bot.handlers import actions, helping, modals, shortcuts
from bot.warroom import commands as c
from tests.handlers.stage import AYU, BUDI, LOBBY, Stage, buttons


def test_no_button_is_without_a_handler_and_no_handler_without_a_button() -> None:
    assert set(actions.HANDLERS) == {*Action, *helping.ANSWERED}


def test_no_form_or_shortcut_is_without_a_handler_and_no_handler_without_one() -> None:
    assert {*modals.HANDLERS, *shortcuts.HANDLERS} == set(Callback)
    assert set(modals.VERBS_OF) == set(modals.HANDLERS)


@pytest.mark.parametrize("pressed", ["", "{}", "nonsense", "99", '{"number": "x"}'])
async def test_no_button_breaks_on_a_value_that_is_not_its_own(stage: Stage, pressed: str) -> None:
    opening = {Action.OPEN_ROOM, Action.DECLARE_OPEN, Action.FIND_OPEN}
    said = {action: await stage.press(action, pressed) for action in Action}
    kind = ("no longer there", "There is no incident", "There is no I99 in")
    assert {action: text for action, text in said.items() if not any(words in text for words in kind)}.keys() <= opening
    assert await stage.unfinished() == []


async def test_a_button_that_exists_no_more_says_so(stage: Stage) -> None:
    assert "no longer there" in await stage.press("from_last_year", "1")


async def test_the_lead_is_accepted_declined_and_claimed(stage: Stage) -> None:
    await stage.type("declare sev2 <@U0BUDI|budi> Checkout is down")
    assert "is asked to lead MI-1 now, not you" in await stage.press(Action.MIM_ACCEPT, "1", by=AYU)
    assert "You lead" in await stage.press(Action.MIM_ACCEPT, "1", by=BUDI)
    assert "That is already so" in await stage.press(Action.MIM_ACCEPT, "1", by=BUDI)
    assert "has accepted" in await stage.press(Action.MIM_CLAIM, "1", by=AYU)


async def test_permission_is_asked_for_when_the_button_is_pressed(stage: Stage) -> None:
    room = await stage.declared()
    await stage.done(c.Resolve(text="fixed"))
    said = await stage.press(Action.CLOSE_INCIDENT, "1", by=BUDI, where=room)
    assert "Only Sari" in said
    assert "cannot be closed yet" in await stage.press(Action.CLOSE_INCIDENT, "1", where=room)


async def test_a_draft_is_published_to_its_audiences(stage: Stage) -> None:
    room = await stage.declared()
    await stage.press(Action.UPDATE_PUBLISH, value(1, audiences=("executives",)), where=room)
    assert (await stage.last_of("update_published")).event.audiences == ("executives",)


async def test_a_draft_from_before_the_last_update_is_not_sent_again(stage: Stage) -> None:
    room = await stage.declared()
    shown = f"{int(stage.clock.now().timestamp())}.000100"
    stage.clock.advance(60)
    await stage.done(c.PublishUpdate(text="by hand"))
    said = await stage.press(Action.UPDATE_PUBLISH, value(1, audiences=("executives",)), where=room, shown=shown)
    assert "has gone out since" in said
    assert (await stage.state()).updates == 1


async def test_a_draft_is_edited_with_its_audiences_ticked(stage: Stage) -> None:
    room = await stage.declared()
    await stage.press(Action.UPDATE_OPEN, value(1, audiences=("executives",)), where=room)
    ticked = stage.window.views[0]["blocks"][2]["element"]["initial_options"]
    assert [option["value"] for option in ticked] == ["executives"]


async def test_a_draft_is_snoozed(stage: Stage) -> None:
    room = await stage.declared()
    await stage.press(Action.UPDATE_SNOOZE, value(1, audiences=("executives",)), where=room)
    refused = await stage.send(stage.window.views[0], {"reason": " "})
    assert "Say in a few words why it waits" in str(refused)
    await stage.send(stage.window.views[0], {"reason": "The vendor calls"})
    event = (await stage.last_of("update_snoozed")).event
    assert (event.audience, event.reason) == ("executives", "The vendor calls")


async def test_restoration_is_confirmed_by_whoever_presses(stage: Stage) -> None:
    room = await stage.declared()
    await stage.done(c.Resolve(text="fixed"))
    await stage.press(Action.CONFIRM_RESTORED, "1", by=BUDI, where=room)
    assert (await stage.state()).milestones["confirmed"].source == "confirmed by Budi"


@pytest.mark.parametrize(
    ("action", "form"),
    [
        (Action.UPDATE_OPEN, "update_modal"),
        (Action.SEVERITY_OPEN, "severity_modal"),
        (Action.RESOLVE_OPEN, "resolve_modal"),
        (Action.ADD_MARK, "mark_modal"),
        (Action.DECLARE_OPEN, "declare_modal"),
    ],
)
async def test_a_button_opens_its_form_or_gives_the_typed_one(stage: Stage, action: Action, form: str) -> None:
    room = await stage.declared()
    assert await stage.press(action, "1", where=room) == ""
    assert stage.window.views[0]["callback_id"] == form
    assert "/incident " in await stage.press(action, "1", where=room, live=False)


async def test_the_timeline_and_the_review_are_a_press_away(stage: Stage) -> None:
    room = await stage.declared()
    assert "declared as" in await stage.press(Action.TIMELINE_SHOW, "1", where=room)
    assert "Version 1" in await stage.press(Action.REVIEW_MAKE, "1", where=room)


async def test_a_task_is_finished_from_the_home_tab_which_shows_it_at_once(stage: Stage) -> None:
    await stage.declared()
    await stage.done(c.AddTask(text="restart", owner=BUDI))
    await stage.desk.home(BUDI.id)
    assert "restart" in str(stage.window.homes[BUDI.id])
    await stage.press_at_home(Action.TASK_DONE, value(1, task=1), by=BUDI)
    assert "restart" not in str(stage.window.homes[BUDI.id])


async def test_a_link_button_is_put_away_without_a_word(stage: Stage) -> None:
    assert await stage.press(Action.OPEN_ROOM, "1") == ""
    assert await stage.unfinished() == []


async def test_reopening_is_offered_only_where_it_can_be_done(stage: Stage) -> None:
    room = await stage.declared()
    assert "MI-1 is investigating" in await stage.press(Action.REOPEN_OPEN, "1", where=room)
    await stage.done(c.Resolve(text="fixed"))
    await stage.press(Action.REOPEN_OPEN, "1", where=room)
    assert stage.window.views[-1]["callback_id"] == "reopen_modal"


async def test_every_button_of_an_answer_has_a_handler(stage: Stage) -> None:
    room = await stage.declared()
    for typed, where in (("", room), ("", LOBBY), ("list", LOBBY), ("mim", room), ("status", room)):
        await stage.type(typed, where=where)
        assert set(buttons(stage.last)) <= set(actions.HANDLERS)


async def test_a_form_that_could_not_be_opened_in_time_is_opened_by_the_answers_button(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    stage.window.shut = True
    await stage.type("MI-1 output")
    assert stage.window.views == []
    stage.window.shut = False
    await stage.press(Action.OUTPUT_OPEN, "1")
    assert stage.window.views[-1]["callback_id"] == Callback.OUTPUT_MODAL
