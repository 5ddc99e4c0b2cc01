"""Buttons that have their words elsewhere, pressed: what each does, and the form it opens sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.scenarios.acting import presses
from tests.scenarios.looking import own
from tests.scenarios.world import POLICY, World, world

VENDOR = (
    POLICY
    + """
vendors:
  telkom: {title: Telkom Indonesia, contacts: ["NOC +62 21 555 0100"]}
"""
)


@pytest.fixture
async def vendor(database: str) -> AsyncIterator[World]:
    """The bot with one vendor."""
    async with world(database, policy=VENDOR) as made:
        yield made


async def led(made: World) -> str:
    name = await made.declare()
    await made.types("raihan", "/incident mim accept", name)
    await made.quiet()
    return name


async def types(made: World, name: str, *lines: str) -> None:
    for line in lines:
        await made.types("raihan", f"/incident {line}", name)
    await made.quiet()


async def fills(made: World, name: str, action: str, values: dict[str, dict[str, Any]]) -> None:
    """Press a button that opens a form, and send it."""
    raihan = made.person("raihan")
    await raihan.click(name, action)
    view = await raihan.modal()
    await raihan.submit(view, values)
    await made.heard()


async def test_a_hypothesis_and_an_action_are_worked_on_from_their_cards(room: World) -> None:
    name = await led(room)
    await types(room, name, "hypothesis The pool is full", "action Restart the pool", "task Call the desk")
    await fills(room, name, "hypothesis_test_open", {})
    await fills(room, name, "action_undone_open", {"text": {"text": "It made things worse"}})
    budi = room.person("budi").id
    await fills(room, name, "task_assign_open", {"owner": {"owner": budi}})
    state = await room.state()
    assert [each.status for each in state.hypotheses] == ["testing"]
    assert [each.rolled_back for each in state.actions] == ["It made things worse"]
    assert [each.owner and each.owner.id for each in state.tasks] == [budi]


async def test_a_vendor_is_waited_for_and_answers_by_buttons(vendor: World) -> None:
    name = await led(vendor)
    await types(vendor, name, "vendor telkom contacted")
    await presses(vendor, "raihan", name, "vendor_wait")
    assert [wait.ended_at for wait in (await vendor.state()).waits] == [None]
    await presses(vendor, "raihan", name, "wait_end")
    await presses(vendor, "raihan", name, "vendor_answered")
    state = await vendor.state()
    assert all(wait.ended_at for wait in state.waits)
    assert all(case.answered_at for case in state.vendors)


async def test_a_regulators_question_is_answered_its_draft_shown_and_its_receipt_kept_by_buttons(room: World) -> None:
    name = await led(room)
    room.clock.advance(16 * 60)
    await room.bot.fire_timers()
    await room.quiet()
    asked = next(it for it in own(room, name) if "Must an authority be told?" in it.all_text)
    await presses(room, "budi", asked, "classify_no")
    await presses(room, "budi", asked, "classify_unknown")
    await presses(room, "budi", asked, "classify_yes")
    [clock] = (await room.state()).clocks.values()
    assert clock.runs
    assert "What happened" in await presses(room, "raihan", name, "clock_draft")
    await fills(room, name, "clock_submit_open", {"text": {"text": "TKT-9"}})
    [clock] = (await room.state()).clocks.values()
    assert clock.receipt == "TKT-9"


async def test_people_let_others_and_themselves_go_by_buttons(room: World) -> None:
    name = await led(room)
    await types(room, name, "role scribe @budi", "role deputy @maya", "assembly")
    await fills(room, name, "stand_down_open", {"people": {"people": [room.person("maya").id, room.person("budi").id]}})
    assert room.person("sari").id in (await room.state()).released
    await room.person("budi").leave(name)
    await room.heard()
    await presses(room, "budi", "@posko", "roles_release")
    assert [holder.role for holder in (await room.state()).holders] == ["deputy"]
