"""Workarounds and the debt they leave, as people in and outside the room live them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.looking import own, told
from tests.scenarios.world import POLICY, World, world

DEBTS = (
    POLICY
    + """
services: {payments: {}}
workarounds: {digest_in: "#incidents", repeats: 2}
"""
)
DAY = 24 * 60


@pytest.fixture
async def debts(database: str) -> AsyncIterator[World]:
    """The bot with a weekly list and a low threshold of repetition."""
    async with world(database, policy=DEBTS) as made:
        yield made


async def types(debts: World, handle: str, line: str, where: str = "general") -> str:
    answer = await debts.types(handle, line, where)
    await debts.quiet()
    return answer.all_text


async def led(debts: World, line: str = "sev2 Shop is down") -> str:
    name = await debts.declare(line)
    await types(debts, "raihan", "/incident mim accept", name)
    return name


async def resolved(debts: World, name: str) -> None:
    for line in ("milestone started at 02:50", "milestone detected at 02:55", "resolve New cache"):
        await types(debts, "raihan", f"/incident {line}", name)
    await types(debts, "raihan", "/incident milestone confirmed", name)


async def test_a_typed_workaround_asks_for_what_is_missing_and_its_form_completes_it(debts: World) -> None:
    name = await led(debts)
    await types(debts, "budi", "/incident workaround Cache is off", name)
    [message] = [it for it in own(debts, name) if "*Workaround W1*" in it.all_text]
    assert "⚠️ Not said yet: what it leaves undone, how to undo it, and an owner" in message.all_text
    await types(debts, "budi", "/incident debt W1 leaves old prices on pages", name)
    [item] = (await debts.state()).debts
    assert (item.does, item.leaves) == ("Cache is off", "old prices on pages")
    await resolved(debts, name)
    refused = await debts.types("raihan", "/incident close", name)
    assert "workaround W1 has no owner or no date" in refused.all_text
    await debts.person("raihan").click(refused, "debt_open")
    await debts.person("raihan").modal("workaround_modal")
    budi = debts.sandbox.workspace.user("budi").id
    fields = {"leaves": "Pages are slow", "undo": "Switch it on", "owner": budi}
    await debts.person("raihan").submit(values={key: {key: value} for key, value in fields.items()})
    await debts.quiet()
    [item] = (await debts.state()).debts
    assert (item.leaves, item.undo, item.wanting) == ("Pages are slow", "Switch it on", ())
    assert item.owner is not None
    await types(debts, "raihan", "/incident close", name)
    assert (await debts.state()).state == "closed"


async def test_a_marked_message_gets_a_card_with_the_form(debts: World) -> None:
    name = await led(debts)
    said = await debts.person("budi").say(name, "Restart it every hour")
    await debts.person("sari").react(said, "adhesive_bandage")
    await debts.heard()
    assert [
        it for it in own(debts, name) if "*Workaround W1*" in it.all_text and "Restart it every hour" in it.all_text
    ]
    await debts.person("sari").unreact(said, "adhesive_bandage")
    await debts.heard()
    assert (await debts.state()).debts[0].dropped


async def test_overdue_debt_finds_its_owner_after_the_room_is_archived_until_it_is_replaced(debts: World) -> None:
    name = await led(debts)
    await types(debts, "raihan", "/incident workaround Cache is off owner @budi by 10d", name)
    await resolved(debts, name)
    await types(debts, "raihan", "/incident close", name)
    await debts.clock.run(11 * DAY * 60)
    await debts.bot.fire_timers()
    await debts.quiet()
    assert (room := (await debts.state()).room) is not None
    assert room.archived
    [message] = [it for it in debts.person("budi").dms() if "should have been replaced" in it.all_text]
    digest = [said for said in debts.said("incidents") if "1 workaround waits to be replaced" in said]
    assert len(digest) == 1
    assert "MI-1 W1" in digest[0]
    assert "MI-1 W1" in await types(debts, "sari", "/incident debt")
    await debts.person("budi").click(message, "debt_pay_open")
    await debts.person("budi").modal("debt_paid_modal")
    await debts.person("budi").submit(values={"text": {"text": "A bigger cache"}})
    await debts.quiet()
    assert (await debts.state()).debts[0].replaced_by == "A bigger cache"
    assert "No workaround waits to be replaced." in await types(debts, "sari", "/incident debt")


async def test_it_is_put_off_and_paid_from_anywhere_and_a_stranger_sees_no_private_one(debts: World) -> None:
    await led(debts, "sev2 private Payroll leaked")
    await types(debts, "raihan", "/incident MI-1 workaround Access closed owner @raihan")
    assert "No workaround waits" in await types(debts, "maya", "/incident debt")
    assert "MI-1 W1" in await types(debts, "raihan", "/incident debt")
    extended = await types(debts, "raihan", "/incident MI-1 debt extend W1 by 90d The audit comes first")
    assert "Kept: *W1*" in extended
    assert (await debts.state()).debts[0].extensions == 1
    await types(debts, "raihan", "/incident MI-1 debt done W1 New access rules")
    assert not (await debts.state()).debts[0].is_open
    await types(debts, "raihan", "/incident MI-1 workaround Payroll by hand owner @tono by 1d")
    await types(debts, "raihan", "/incident MI-1 task Tell the Payroll desk @tono by 1h")
    [name] = debts.rooms()
    assert "🔒 *Tono Hartono* cannot see this private incident" in own(debts, name)[-2].all_text
    debts.clock.advance(2 * 24 * 3600)
    for _ in range(3):
        await debts.bot.fire_timers()
        await debts.quiet()
    assert told(debts, "tono") == []
    assert "The workaround *W2* of *MI-1* should have been replaced" in "".join(told(debts, "raihan"))


async def test_a_service_that_is_typed_with_the_declaration_carries_its_debt(debts: World) -> None:
    refused = await types(debts, "sari", "/incident declare sev2 Cards fail service:paymnts")
    assert "There is no service called paymnts. The services are: payments." in refused
    name = await led(debts, "sev2 Cards fail SERVICE:Payments")
    state = await debts.state()
    assert (state.title, state.services) == ("Cards fail", ("payments",))
    await types(debts, "raihan", "/incident workaround Cash only", name)
    assert "*MI-1 W1* Cash only" in await types(debts, "maya", "/incident debt payments")


async def test_workarounds_repeated_on_one_service_are_flagged_for_problem_management(debts: World) -> None:
    for number, title in ((1, "Cards fail"), (2, "The bank is slow")):
        await debts.person("sari").command("/incident declare", channel="general")
        await debts.person("sari").modal("declare_modal")
        given = {"title": title, "severity": "sev2", "services": ["payments"]}
        await debts.person("sari").submit(values={key: {key: value} for key, value in given.items()})
        await debts.quiet()
        await debts.types("sari", f"/incident MI-{number} workaround Retry by hand")
        await debts.quiet()
    assert not await debts.entries(1, "workaround_repeated")
    [name] = [room for room in debts.rooms() if room.startswith("mi-2")]
    [flagged] = [said for said in debts.said(name) if said.startswith("🔁 Workaround number 2 on *payments*")]
    assert "MI-1, MI-2" in flagged
