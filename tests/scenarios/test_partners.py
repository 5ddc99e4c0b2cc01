"""Vendors, waiting and additional resources, as people in the room live them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.comms.cards.scene import Scene
from bot.comms.locale import translator
from bot.handlers.answers_partners import undecided
from bot.sandbox import Message
from bot.warroom.partners import VendorCase
from tests.scenarios.acting import presses
from tests.scenarios.looking import alarms, card, members, own, told
from tests.scenarios.world import POLICY, World, world

PARTNERS = (
    POLICY
    + """
vendors:
  telkom:
    title: Telkom Indonesia
    contacts: ["NOC +62 21 555 0100"]
    people: ["@tono"]
    response_target: 30m
    chase_every: 10m
    escalation: {Shift lead: {contact: "+62 21 555 0101", after: 12m}}
    procedures: {E-504: 10m}
resources:
  tiers:
    small: {up_to: 10000000, approvers: ["@maya"]}
    large: {approvers: ["@intan"]}
"""
)


@pytest.fixture
async def partners(database: str) -> AsyncIterator[World]:
    """The bot with a vendor and two tiers of approval."""
    async with world(database, policy=PARTNERS) as made:
        yield made


async def led(partners: World, line: str = "sev1 Shop is down") -> str:
    name = await partners.declare(line)
    await types(partners, "raihan", "/incident mim accept", name)
    await partners.quiet()
    return name


async def types(partners: World, handle: str, line: str, name: str) -> Message:
    """Somebody types; their answer, once everything that follows has been sent."""
    answer = await partners.types(handle, line, name)
    await partners.quiet()
    return answer


def last(partners: World, name: str) -> str:
    return own(partners, name)[-1].all_text


async def vendor(partners: World) -> VendorCase:
    [case] = (await partners.state()).vendors
    return case


async def test_a_code_in_the_room_raises_a_task_with_a_countdown_and_a_contact_ends_it(partners: World) -> None:
    name = await led(partners)
    await partners.person("budi").say(name, "Edge answers (e-504) since 10:02")
    await partners.heard()
    [task] = (await partners.state()).tasks
    assert (task.text, task.due_at) == (
        "Contact Telkom Indonesia (E-504)",
        partners.clock.now() + timedelta(minutes=10),
    )
    assert last(partners, name).startswith("📞 *E-504* was mentioned: contact *Telkom Indonesia* by")
    assert "• NOC +62 21 555 0100" in last(partners, name)
    assert "#1 Contact Telkom Indonesia (E-504)" in card(partners, name).all_text
    await partners.pass_time(minutes=6)
    assert last(partners, name).startswith("⏳ *Telkom Indonesia* is to be contacted by")
    await presses(partners, "budi", name, "vendor_contacted")
    assert (await partners.state()).tasks[0].done
    await partners.pass_time(minutes=5)
    assert not [said for said in partners.said(name) if said.startswith("⏰ *Telkom")]
    assert "tono" in members(partners, name)


async def test_nobody_calls_in_time_and_the_lead_hears_of_it(partners: World) -> None:
    name = await led(partners)
    await types(partners, "budi", "/incident observation E-504 at the edge", name)
    await partners.pass_time(minutes=11)
    assert last(partners, name).startswith("⏰ *Telkom Indonesia* should have been contacted by")
    assert any("should have been contacted" in said for said in told(partners, "raihan"))


async def test_case_chases_rungs_and_the_answer_that_stops_them(partners: World) -> None:
    name = await led(partners)
    answer = await types(partners, "budi", "/incident vendor telkom case 4711", name)
    assert "Kept: Telkom Indonesia is contacted." in answer.all_text
    assert (await vendor(partners)).case == "4711"
    await partners.pass_time(minutes=11)
    [chase] = [said for said in partners.said(name) if said.startswith("🔔 No answer of *Telkom Indonesia* since")]
    assert "Go up to *Shift lead*" in chase
    await partners.pass_time(minutes=2)
    assert [said for said in partners.said(name) if "Call now: *Shift lead* +62 21 555 0101" in said]
    await types(partners, "budi", "/incident vendor answered Fibre cut, fixed by noon", name)
    assert last(partners, name).startswith("✅ *Telkom Indonesia* answered after 13 min")
    before = len(own(partners, name))
    await partners.pass_time(minutes=11)
    assert not [said for said in own(partners, name)[before:] if "Telkom" in said.all_text and "🔔" in said.all_text]
    assert alarms(partners) == []


async def test_a_name_that_nobody_knows_comes_back_with_the_known_ones(partners: World) -> None:
    name = await led(partners)
    refused = await types(partners, "budi", "/incident vendor indosat contacted", name)
    assert "There is no vendor called indosat. The vendors are: telkom." in refused.all_text
    assert "/incident vendor indosat contacted" in refused.all_text
    await types(partners, "budi", "/incident vendor add Indosat", name)
    assert "• *Indosat*" in card(partners, name).all_text or "☎️ *Indosat*" in card(partners, name).all_text
    listed = await types(partners, "budi", "/incident vendor", name)
    assert "*Telkom Indonesia* (`telkom`)" in listed.all_text
    assert "contacted" in listed.all_text


async def test_waits_are_on_the_card_and_their_union_in_the_review(partners: World) -> None:
    name = await led(partners)
    await types(partners, "raihan", "/incident milestone detected", name)
    await types(partners, "raihan", "/incident wait vendor telkom engineer on his way", name)
    await partners.pass_time(minutes=10)
    await types(partners, "raihan", "/incident wait change", name)
    await partners.pass_time(minutes=10)
    assert "⏸️ Waiting for a vendor: Telkom Indonesia since" in card(partners, name).all_text
    which = await types(partners, "raihan", "/incident wait end", name)
    assert "`/incident wait end vendor telkom`" in which.all_text
    await types(partners, "raihan", "/incident wait end vendor", name)
    assert last(partners, name).startswith("▶️ No longer waiting for a vendor: Telkom Indonesia: 20 min")
    await partners.pass_time(minutes=5)
    await types(partners, "raihan", "/incident resolve New card", name)
    assert all(wait.ended_at for wait in (await partners.state()).waits)
    draft = await partners.bot.documents.draft(1)
    assert next(kpi.value for kpi in draft.kpis if kpi.name == "waiting_share") == 1.0


async def test_a_resource_is_approved_by_the_policys_approver_with_a_button(partners: World) -> None:
    name = await led(partners)
    answer = await types(partners, "budi", "/incident resource Rp 50 juta second link", name)
    assert "R1 is asked for; *Intan" in answer.all_text
    assert "IDR 50,000,000 second link" in card(partners, name).all_text
    refused = await presses(partners, "budi", name, "resource_approve")
    assert "or an administrator may decide on R1" in refused
    [asked] = [it for it in partners.person("intan").dms() if "R1" in it.all_text]
    await presses(partners, "intan", asked, "resource_approve")
    [kept] = (await partners.state()).resources
    assert (kept.verdict, kept.amount, kept.currency) == ("approved", 50_000_000, "IDR")
    assert last(partners, name).startswith("✅ *Intan")
    assert any("approved *R1*" in said for said in told(partners, "budi"))
    assert "waits for approval" not in card(partners, name).all_text.lower()


async def test_a_slip_of_the_pen_contacts_no_vendor_and_asks_for_nothing(partners: World) -> None:
    name = await led(partners)
    await types(partners, "budi", "/incident resource 5000000 IDR Disks", name)
    for line, said in (
        ("vendor telkom", "not contacted"),
        ("vendor telkom contcted", "`/incident vendor telkom contacted|answered|case &lt;number&gt;|escalate`"),
        ("export vendor", "`/incident export vendor &lt;name&gt;`"),
        ("resource R1", "*R1* IDR 5,000,000 Disks"),
        ("resource list", "*R1* IDR 5,000,000 Disks"),
        ("wait approval R9 the director travels", "There is no request R9. The requests are: R1."),
        ("vendor answered", "The vendors are:"),
        ("resource r1 aprove", "`/incident resource R1 approve|refuse &lt;reason&gt;`"),
    ):
        assert said in (await types(partners, "maya", f"/incident {line}", name)).all_text
    state = await partners.state()
    assert (state.vendors, len(state.resources), state.resources[0].verdict) == ((), 1, "pending")
    scene = Scene(state, partners.bot.policy, translator("en"))
    assert "Nobody has decided on R1: `/incident resource R1 approve|refuse" in undecided(scene)


async def test_a_refusal_asks_for_its_reason_in_a_form_and_typed(partners: World) -> None:
    name = await led(partners)
    await types(partners, "budi", "/incident resource 5 juta IDR spare router", name)
    missing = await types(partners, "maya", "/incident resource R1 refuse", name)
    assert "`/incident resource R1 refuse &lt;reason&gt;`" in missing.all_text
    await partners.person("maya").click(name, "resource_refuse_open")
    await partners.person("maya").modal("resource_refuse_modal")
    await partners.person("maya").submit(values={"reason": {"reason": "Use the one in stock"}})
    await partners.quiet()
    [kept] = (await partners.state()).resources
    assert (kept.verdict, kept.reason) == ("refused", "Use the one in stock")
    again = await types(partners, "maya", "/incident resource R1 approve", name)
    assert "R1 was refused by Maya" in again.all_text


async def test_of_a_private_incident_nobody_outside_is_told_and_no_guest_comes(partners: World) -> None:
    name = await led(partners, "sev1 private Payroll leaked")
    await types(partners, "sari", "/incident resource 50000000 IDR forensics", name)
    assert not [said for said in told(partners, "intan") if "R1" in said]
    assert "cannot see this private incident" in last(partners, name)
    await types(partners, "sari", "/incident vendor telkom contacted E-504", name)
    assert "tono" not in members(partners, name)
    await presses(partners, "sari", name, "vendor_invite")
    assert "tono" in members(partners, name)


async def test_the_evidence_pack_is_shared_in_the_room_and_tells_nothing_else(partners: World) -> None:
    name = await led(partners, "sev1 Board account is hacked")
    await types(partners, "budi", "/incident vendor telkom case 4711", name)
    await types(partners, "budi", "/incident impact Two billion lost", name)
    answer = await types(partners, "budi", "/incident export vendor telkom", name)
    assert "Its evidence pack follows" in answer.all_text
    log = partners.sandbox.workspace.channel(name).log
    shared = [file.name for it in log for file in it.files]
    [seq] = [entry.seq for entry in await partners.entries(1, "vendor_pack")]
    assert {f"MI-1-vendor-telkom-{seq}.md", f"MI-1-vendor-telkom-{seq}.csv"} <= set(shared)
    for form in ("md", "csv"):
        content = (await partners.bot.documents.build(1, "vendor:telkom", form)).decode()
        assert "4711" in content
        assert "hacked" not in content
        assert "billion" not in content
