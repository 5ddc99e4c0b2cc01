"""A private incident is known only to whom it concerns: everybody else is told that there is none."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from tests.handlers.stage import BUDI, LOBBY, RINA, SARI, Stage, shown

SECRET = "Board member arrested"


@pytest.mark.parametrize(
    "typed",
    ["status MI-1", "MI-1 timeline", "tasks MI-1", "promises MI-1", "export MI-1", "MI-1 update x", "MI-1 note x",
     "MI-1 severity sev1 x", "MI-1 close", "MI-1 mim claim", "role MI-1", "milestone MI-1", "MI-1 review",
     "update MI-1"],
)  # fmt: skip
async def test_from_outside_it_is_as_unknown_as_one_that_does_not_exist(stage: Stage, typed: str) -> None:
    await stage.declared(SECRET, private=True)
    before = len(await stage.entries())
    said = await stage.type(typed, by=BUDI)
    missing = await stage.type(typed.replace("MI-1", "MI-999"), by=BUDI)
    assert said.replace("MI-1", "MI-999") == missing
    assert len(await stage.entries()) == before


async def test_it_stands_in_no_list_of_a_stranger(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    await stage.desk.home(BUDI.id)
    for said in (
        await stage.type("list", by=BUDI),
        await stage.type("status", by=BUDI),
        await stage.type("", by=BUDI),
        await stage.type("note x", by=BUDI),
        str(stage.window.homes[BUDI.id]),
    ):
        assert SECRET not in said
        assert "MI-1" not in said


async def test_whom_it_concerns_sees_it_everywhere(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    await stage.done(c.AssignRole(role="scribe", person=BUDI))
    await stage.desk.home(BUDI.id)
    assert SECRET in await stage.type("list", by=BUDI)
    assert SECRET in await stage.type("status MI-1", by=BUDI)
    assert SECRET in str(stage.window.homes[BUDI.id])


async def test_whoever_is_in_its_room_may_work_in_it(stage: Stage) -> None:
    room = await stage.declared(SECRET, private=True)
    assert SECRET in await stage.type("status", by=BUDI, where=room)


async def test_a_declaration_like_it_does_not_give_it_away(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    said = await stage.type(f"declare sev1 {SECRET}", by=BUDI)
    assert "MI-2" in said
    assert "looks like" not in said


async def test_a_button_tells_a_stranger_nothing(stage: Stage) -> None:
    await stage.declared(SECRET, private=True)
    said = await stage.press("timeline_show", "1", by=BUDI, where=LOBBY)
    assert "There is no incident MI-1" in said


async def test_a_form_tells_a_stranger_nothing(stage: Stage) -> None:
    room = await stage.declared(SECRET, private=True)
    await stage.type("update", where=room)
    view = {**stage.window.views[0], "private_metadata": '{"number": 1}'}
    answer = await stage.send(view, {"text": "x"}, by=BUDI)
    assert answer
    assert answer["response_action"] == "errors"
    assert SECRET not in shown(stage.last)


async def test_an_administrator_is_no_exception_until_it_concerns_them(stage: Stage) -> None:
    await stage.declared(SECRET, private=True, by=SARI)
    assert "There is no incident" in await stage.type("status MI-1", by=RINA)
