"""App Home over the wire: what waits for whoever opens it, with buttons; and the language they read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.looking import everything
from tests.scenarios.world import POLICY, World, world

APPROVED = POLICY + 'resources: {tiers: {any: {approvers: ["@intan"]}}}\n'


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
    await asking.quiet()
    [kept] = (await asking.state()).resources
    assert kept.verdict == "approved"
    assert "Waits for your approval" not in await home(asking, "intan")


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
