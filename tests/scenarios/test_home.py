"""App Home over the wire: what waits for whoever opens it, with buttons; and the language they read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.looking import everything
from tests.scenarios.world import POLICY, World, world

APPROVED = (
    POLICY
    + """resources: {tiers: {any: {approvers: ["@intan"]}}}
audiences: {customers: {channels: ["#customer-updates"], approval: {by: ["@lina"]}}}
"""
)


@pytest.fixture
async def asking(database: str) -> AsyncIterator[World]:
    """The bot with somebody who approves."""
    async with world(database, policy=APPROVED) as made:
        yield made


async def home(made: World, handle: str, wanted: str = "open incident") -> str:
    """What somebody's Home tab shows once it shows what is wanted."""
    person = made.person(handle)
    await person.open_home()
    await made.sandbox.until(lambda _ws: person.home and wanted in everything(person.home))
    return everything(person.home) if person.home else ""


async def test_whoever_approves_decides_from_the_home_tab_and_others_see_nothing_of_it(asking: World) -> None:
    name = await asking.declare()
    await asking.types("raihan", "/incident mim accept", name)
    await asking.types("raihan", "/incident resource 50000000 IDR second link", name)
    assert "second link" not in await home(asking, "tono")
    assert "second link" in await home(asking, "intan", "Waits for your approval")
    await asking.person("intan").click(asking.person("intan").home, action_id="resource_approve")
    await asking.recorded(lambda entries: [each for each in entries if each.kind == "resource_approved"])
    [kept] = (await asking.state()).resources
    assert kept.verdict == "approved"
    await asking.sandbox.until(lambda _ws: "Waits for your approval" not in everything(asking.person("intan").home))


async def test_an_update_waits_in_the_home_tab_of_its_approver_and_leaves_from_there(asking: World) -> None:
    name = await asking.declare()
    await asking.types("raihan", "/incident mim accept", name)
    await asking.types("raihan", "/incident update Payments are slow", name)
    lina = asking.person("lina")
    assert "Payments are slow" in await home(asking, "lina", "Waits for your approval")
    await lina.click(lina.home, "update_approve")
    await asking.recorded(lambda entries: [each for each in entries if each.kind == "update_approved"])
    await asking.quiet()
    assert any("Payments are slow" in said for said in asking.said("customer-updates"))
    assert "Waits for your approval" not in await home(asking, "lina")


async def test_an_update_that_is_overdue_is_there_with_its_button_and_a_written_review_is_found(asking: World) -> None:
    name = await asking.declare()
    await asking.types("raihan", "/incident mim accept", name)
    asking.clock.advance(3_600)
    await home(asking, "raihan", "Overdue updates")
    await asking.person("raihan").click(asking.person("raihan").home, action_id="update_open")
    await asking.person("raihan").modal("update_modal")
    await asking.types("raihan", "/incident resolve Restarted the stock service", name)
    await asking.quiet()
    await home(asking, "tono", "Recent reviews")


async def choose(made: World, handle: str, language: str, then: str) -> None:
    """Somebody chooses their language in App Home, which then speaks it."""
    await made.person(handle).click(made.person(handle).home, "language_choose", language)
    await home(made, handle, then)


async def test_everybody_is_answered_and_written_to_in_the_language_they_chose_else_in_slacks(asking: World) -> None:
    for handle in ("raihan", "budi"):
        await home(asking, handle, "My language")
        await choose(asking, handle, "id", "Bahasa saya")
    name = await asking.declare()
    answer = await (await asking.person("putri").command("/incident list", channel="general")).answer()
    assert "insiden terbuka" in answer.all_text
    assert "Anda diminta memimpin" in asking.person("raihan").dms()[-1].all_text
    for handle, said in (("budi", "mengubah tingkat keparahan"), ("fajar", "change the severity")):
        assert said in (await asking.types(handle, "/incident severity sev2 it is small", name)).all_text
    await choose(asking, "budi", "slack", "My language")
