"""Between a written update and its readers, as people live it: held back, reworded, overridden, approved, corrected."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Message
from tests.scenarios.acting import presses
from tests.scenarios.looking import alarms, card, own, told
from tests.scenarios.world import POLICY, World, world

ROOM = "mi-1-shop-is-down"
STAFF = "incident-updates"
COMPOSED = (
    POLICY
    + """
audiences:
  executives: false
  customers:
    channels: ["#customers"]
    cadence: {default: 10m}
  partners:
    channels: ["#partners"]
    linter: warn
    approval: {by: ["@maya", "@tono"]}
    quiet_hours: {begins: , ends: }
    cadence: {default: 10m}
"""
)


@pytest.fixture
async def on(database: str) -> AsyncIterator[World]:
    """The bot with customers whose linter blocks, and partners whose updates Maya or Tono approves."""
    async with world(database, policy=COMPOSED) as made:
        await made.declare("sev1 Shop is down")
        await made.types("raihan", "/incident mim accept", ROOM)
        await made.quiet()
        yield made


async def types(on: World, handle: str, line: str) -> str:
    """Somebody types in the room; what they are told, once everything that follows has been sent."""
    answer = await on.types(handle, f"/incident {line}", ROOM)
    await on.quiet()
    return answer.all_text


def read(on: World, channel: str) -> list[str]:
    """The updates that an audience has read, oldest first."""
    found = on.sandbox.workspace.find_channel(channel)
    return [it.all_text for it in found.messages if it.thread_ts and it.subtype is None] if found else []


def offering(on: World, where: str, action: str, about: str = "") -> Message:
    """The latest message with that button: in the room, or in somebody's direct messages."""
    seen = own(on, where) if where == ROOM else on.person(where).dms()
    found = (it for it in reversed(seen) if about in it.all_text)
    return next(it for it in found if any(action == each["action_id"] for each in buttons(it)))


def buttons(message: Message) -> list[dict[str, str]]:
    return [each for block in message.blocks for each in block.get("elements", ()) if "action_id" in each]


async def fills(on: World, handle: str, where: str, action: str, about: str = "", **values: str) -> str:
    """Somebody presses a button that opens a form, and sends it."""
    person = on.person(handle)
    await person.click(offering(on, where, action, about), action)
    await person.modal(f"{action.removesuffix('_open')}_modal")
    sent = await person.submit(values={name: {name: value} for name, value in values.items()})
    await on.quiet()
    if sent.errors:
        await person.close()
    return " ".join([*sent.errors.values(), *(it.all_text for it in person.ephemerals()[-1:])])


async def test_words_that_customers_must_not_read_wait_and_somebody_answers_for_them(on: World) -> None:
    answer = await types(on, "raihan", "update We are restarting db-prod-01")
    for words in ("customers", "name of a machine", "db-prod-01", "helps an attacker", "Say what the machine does"):
        assert words.casefold() in answer.casefold()
    assert len(read(on, "incident-updates")) == 1
    assert read(on, "customers") == []
    assert "U1 for Customers (other words)" in card(on, ROOM).all_text
    await fills(on, "raihan", ROOM, "update_rewrite_open", "held back", text="We are restarting the order database")
    (first,) = read(on, "customers")
    assert "We are restarting the order database" in first
    await types(on, "raihan", "update Now db-prod-02 too")
    assert "Only" in await fills(on, "budi", ROOM, "update_override_open", reason="They know it")
    answer = await fills(on, "raihan", ROOM, "update_override_open", reason="They asked for the name")
    assert "Customers" in answer
    assert "db-prod-02" in read(on, "customers")[-1]
    assert "They asked for the name" in own(on, ROOM)[-1].all_text + own(on, ROOM)[-2].all_text
    kinds = {entry.kind for entry in await on.entries()}
    assert {"update_held", "update_overridden"} <= kinds
    assert alarms(on) == []


async def test_partners_read_what_an_approver_let_go_and_are_never_left_without_a_word(on: World) -> None:
    answer = await types(on, "raihan", "update We look into the payments <!channel>")
    assert "approval" in answer
    assert read(on, "partners") == []
    asking = offering(on, "maya", "update_approve")
    assert "We look into the payments" in asking.all_text
    assert "Only" in await presses(on, "raihan", offering(on, ROOM, "update_approve"), "update_approve")
    await presses(on, "maya", asking, "update_approve")
    assert "We look into the payments" in read(on, "partners")[0]
    assert "Maya" in await presses(on, "tono", offering(on, "tono", "update_approve"), "update_approve")
    await types(on, "raihan", "update Half of the orders are lost")
    await fills(on, "maya", "maya", "update_refuse_open", reason="Nobody has counted them")
    back = told(on, "raihan")[-1]
    assert "Nobody has counted them" in back
    assert "Half of the orders are lost" in back
    await on.pass_time(minutes=10)
    assert any("Partners needs approval" in it.all_text for it in own(on, ROOM))
    holding = read(on, "partners")[-1]
    assert "orders are lost" not in holding
    assert "Next update by" in holding
    assert len(read(on, "partners")) == 2
    assert alarms(on) == []


async def test_a_correction_reaches_those_too_who_read_the_words_after_an_approval(on: World) -> None:
    await types(on, "raihan", "update Half of the orders fail")
    await presses(on, "maya", offering(on, "maya", "update_approve"), "update_approve")
    assert "Half of the orders fail" in read(on, "partners")[-1]
    await types(on, "raihan", "correct 1 All orders fail")
    await presses(on, "maya", offering(on, "maya", "update_approve"), "update_approve")
    assert "CORRECTION of update 1" in read(on, "customers")[-1]
    assert "CORRECTION of update 2" in read(on, "partners")[-1]
    assert "All orders fail" in read(on, "partners")[-1]
    await types(on, "raihan", "update customers: Some orders go through")
    await types(on, "raihan", "correct 4 Three quarters fail")
    assert "Three quarters fail" in read(on, "incident-updates")[-1]
    assert "Three quarters fail" not in read(on, "customers")[-1]


async def test_a_correction_takes_the_place_of_the_wrong_words_that_wait(on: World) -> None:
    await types(on, "raihan", "update Half of the orders fail")
    waiting = offering(on, "maya", "update_approve")
    await types(on, "raihan", "correct 1 All orders fail")
    assert "replaced" in await presses(on, "maya", waiting, "update_approve")
    await presses(on, "maya", offering(on, "maya", "update_approve"), "update_approve")
    (first,) = read(on, "partners")
    assert "All orders fail" in first
    assert "CORRECTION" not in first


async def test_the_cause_is_told_inside_and_words_of_nothing_but_spaces_are_none(on: World) -> None:
    await types(on, "raihan", "state identified The certificate has expired, we install a new one")
    person = on.person("raihan")
    await person.command("/incident update", channel=ROOM)
    form = await person.modal("update_modal")
    await person.fill({"text": {"text": "Half of the machines have it"}}, form)
    await person.click(form, "update_preview")
    values = {"words:internal": {"words:internal": "  \n "}}
    await person.submit(await person.modal("update_preview_modal"), values)
    await on.quiet()
    assert "Cause and remedy:* The certificate has expired, we install a new one. Decided" in read(on, STAFF)[-1]
    await types(on, "raihan", "update It is on all of them")
    assert "Cause and remedy:* The certificate has expired, we install a new one. Decided" in read(on, STAFF)[-1]
    assert "What is being done:* It is on all of them" in read(on, STAFF)[-1]
    assert "certificate" not in read(on, "customers")[-1]


async def test_a_correction_goes_everywhere_the_update_went(on: World) -> None:
    await types(on, "raihan", "update Half of the orders fail")
    await fills(on, "raihan", ROOM, "update_correct_open", text="All orders fail")
    for channel in ("incident-updates", "customers"):
        assert "CORRECTION of update 1" in read(on, channel)[-1]
        assert "All orders fail" in read(on, channel)[-1]
    await types(on, "raihan", "correct 1 Three quarters fail")
    assert "Three quarters fail" in read(on, "customers")[-1]
    assert "There is no update 9" in await types(on, "raihan", "correct 9 All orders fail")


async def test_the_preview_shows_every_audience_its_words_and_sends_what_was_changed_there(on: World) -> None:
    await types(on, "raihan", "update We are on it")
    on.sandbox.workspace.channel("customers").members.update({on.person(who).id: None for who in ("budi", "maya")})
    person = on.person("raihan")
    await person.command("/incident update", channel=ROOM)
    form = await person.modal("update_modal")
    await person.fill({"text": {"text": "We restart db-prod-01"}}, form)
    await person.click(form, "update_preview")
    shown = await person.modal("update_preview_modal")
    said = str(shown.blocks)
    for words in (
        "#customers",
        "#partners",
        "It would be held back",
        "It would wait for approval",
        "name of a machine",
    ):
        assert words in said
    assert "#customers (2 people)" in said
    assert "We restart db-prod-01" in said
    values = {"words:customers": {"words:customers": "We restart the order database"}}
    done = await person.submit(shown, values)
    await on.quiet()
    assert done.errors == {}
    assert "We restart the order database" in read(on, "customers")[-1]
    assert "We restart db-prod-01" in read(on, "incident-updates")[-1]
    assert "We restart db-prod-01" in offering(on, "maya", "update_approve").all_text
    assert alarms(on) == []
