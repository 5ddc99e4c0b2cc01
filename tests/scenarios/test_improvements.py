"""The month's review: proposals from patterns, decided in Slack; approved models in use everywhere; the register."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.cli.models import export_models
from bot.policy import read
from bot.sandbox import Message
from bot.warroom import events as e
from bot.warroom.improvements.item import Improvement
from tests.scenarios.acting import presses
from tests.scenarios.looking import own, told
from tests.scenarios.world import POLICY, World, world
from tests.warroom.chronicle import BUDI, DEWI, Chronicle

DAY = 24 * 60 * 60.0
STEPS = ("Check the DNS record of the VPN", "Put the old DNS record back", "Flush the resolver's cache")
RULES = (
    POLICY
    + """
models: {vpn_login: false}
improvements: {channels: {vpn: "#network"}}
"""
)
OTHER = ("Licence expired", "Router rebooted", "Cable cut", "Certificate lapsed", "Disk full", "Firewall rule wrong",
         "Address pool empty", "Directory silent")  # fmt: skip


def vpn(number: int, *, dns: bool = True, **more: object) -> Chronicle:
    """A VPN incident of this month and its cause; where it was the DNS, what helped."""
    log = Chronicle().declare(
        -470, number=number, reference=f"MI-{number}", title=f"VPN down for branch {number}", severity="sev2",
        services=("vpn",), **more,
    )  # fmt: skip
    cause = "DNS zone misconfigured" if dns else OTHER[number % len(OTHER)]
    log.add(e.Remark(kind="hypothesis", text=cause, numbered=True), -465, BUDI)
    log.add(e.HypothesisSettled(number=1, outcome="confirmed", evidence="dig"), -464, BUDI)
    # The last step was only taken in every second one: it comes last.
    for n, step in enumerate(STEPS[: 3 - number % 2] if dns else (), start=1):
        log.add(e.Remark(kind="action", text=step, numbered=True), -463, BUDI)
        log.add(e.ActionReported(number=n, what="result", text="It helped"), -462, BUDI)
    log.add(e.IncidentResolved(before="investigating", text="It works"), -440, DEWI)
    return log


async def keep(world: World, log: Chronicle) -> None:
    """Into the database as it is: no room is opened, so that forty of them take no time."""
    async with world.bot.store.writing() as tx:
        assert await tx.take_number() == log.state.number
        await tx.append(log.state, log.entries, [None] * len(log.entries))


async def month_of_vpn(world: World, count: int = 40) -> None:
    """So many, four of five by the DNS; and a private one and a drill that nobody may learn of."""
    for number in range(1, count + 1):
        await keep(world, vpn(number, dns=number % 5 != 0))


def proposals(world: World, where: str) -> list[Message]:
    return [it for it in own(world, where) if it.all_text.startswith(("💡", "✅", "🚫"))]


async def reported(world: World, handle: str = "intan", where: str = "general") -> Sequence[Message]:
    await world.types(handle, "/incident report this", where)
    await world.quiet()
    return proposals(world, where)


async def test_forty_vpn_incidents_become_a_model_that_the_next_declaration_uses(database: str) -> None:
    async with world(database, policy=RULES) as made:
        await month_of_vpn(made)
        await keep(made, vpn(41, private=True))
        await keep(made, vpn(42, drill=True))
        model, change = await reported(made)
        assert "*I1: VPN down for branch* · incident model · proposed" in model.all_text
        assert "40 of 40 incidents (MI-1, MI-2," in model.all_text
        assert "1. Check the DNS record of the VPN · done in 32 incidents" in model.all_text
        assert "3. Flush the resolver's cache · done in 16 incidents" in model.all_text
        assert "32 of 40 incidents" in change.all_text
        refused = await presses(made, "sari", model, "improvement_approve")
        assert "Only administrators may decide about I1." in refused
        # Asked again, the same proposals are shown and none is made anew.
        assert len(await reported(made)) == 4
        assert len(await register(made)) == 2
        await made.person("intan").click(model, "improvement_edit_open")
        view = await made.person("intan").modal("improvement_edit_modal")
        steps = "\n".join(("Ask the branch", *STEPS))
        values = {"title": {"title": "VPN fails at a branch"}, "text": {"text": steps}}
        await made.person("intan").submit(view, values)
        await made.quiet()
        answer = await presses(made, "intan", model, "improvement_approve")
        assert "Approved: *VPN fails at a branch*, version 1, is in use from now on" in answer
        [heard] = [it.all_text for it in own(made, "network") if "has a new version (1)" in it.all_text]
        assert "1. Ask the branch" in heard
        shown = [it.all_text.splitlines()[0] for it in proposals(made, "general")]
        assert shown.count("✅ *I1: VPN fails at a branch* · incident model · done, to be verified") == 2
        room = await made.declare("sev2 Branch 7 has no VPN model:vpn_branch")
        state = await made.state(43)
        assert [task.text for task in state.tasks] == ["Ask the branch", *STEPS]
        assert any("VPN fails at a branch* (version 1): 0 of 4 steps done" in said for said in made.said(room))


async def test_two_replicas_that_approve_at_once_make_one_version_and_one_announcement(database: str) -> None:
    async with world(database, policy=RULES) as made:
        other = await made.start_bot()
        await month_of_vpn(made, 10)
        model, _change = await reported(made)
        both = [made.person("intan").click(model, "improvement_approve") for _each in range(2)]
        answers = [await reply.answer() for reply in await asyncio.gather(*both)]
        await made.quiet()
        assert sorted("Approved:" in it.all_text for it in answers) == [False, True]
        assert any("That is already so" in it.all_text or "from there" in it.all_text for it in answers)
        async with made.bot.store.reading() as reader:
            assert [each.model.version for each in await reader.model_versions()] == [1]
        assert len([it for it in own(made, "network") if "has a new version" in it.all_text]) == 1
        await other.refresh_models()
        assert "vpn_branch" in other.policy.models


async def register(world: World) -> list[Improvement]:
    async with world.bot.store.reading() as reader:
        return await reader.improvements()


async def test_a_line_of_the_register_goes_from_raised_to_verified_with_a_ticket_and_reminders_that_come_once(
    database: str, tmp_path: Path
) -> None:
    async with world(database, policy=RULES, start=False) as made:
        bots = [await made.start_bot(tracker="file", tracker_folder=tmp_path) for _each in range(2)]
        name = await made.declare("sev2 Shop is down")
        answer = await made.types("sari", "/incident improvement Watch the certificate's last day", name)
        assert "*I1* stands in the register as proposed." in answer.all_text
        assert "MI-1" in answer.all_text
        for handle, line, said in (
            ("sari", "1 approve", "Only administrators may decide about I1."),
            ("intan", "1 refuse", "Some words are missing"),
            ("intan", "1 approve", "*I1* is now: approved."),
            ("intan", "1 owner @budi", "Budi Santoso"),
            ("sari", "1 start", "Only its owner (Budi Santoso)"),
            ("budi", "1 start", "*I1* is now: in progress."),
            ("budi", "1 by 5d", "*Due:* Nov 29, 2026"),
            ("budi", "9 done", "There is no I9 in the register."),
        ):
            answer = await made.types(handle, f"/incident improvement {line}")
            assert said in answer.all_text, line
        await made.quiet()
        ticket = tmp_path / "I1-improvement.md"
        assert "Watch the certificate's last day" in ticket.read_text(encoding="utf-8")
        assert "*Ticket:* I1-improvement" in (await made.types("sari", "/incident improvement 1")).all_text
        for days, said in ((3, "is due on"), (3, "was due on"), (7, "was due on")):
            before = len(told(made, "budi"))
            await made.clock.run(days * DAY)
            await asyncio.gather(*(each.remind_improvements() for each in bots for _again in range(2)))
            await made.quiet()
            [reminder] = told(made, "budi")[before:]
            assert said in reminder
        await presses(made, "budi", made.person("budi").dms()[-1], "improvement_done")
        await made.types("intan", "/incident improvement 1 verify")
        [item] = await register(made)
        assert [step.state for step in item.history] == ["approved", "in_progress", "done", "verified"]
        assert "There is none." in (await made.types("sari", "/incident improvement")).all_text
        assert "verified" in (await made.types("sari", "/incident improvement all")).all_text


async def test_a_refused_proposal_keeps_its_reason_and_an_earlier_model_comes_back(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(database, policy=POLICY + '\nimprovements: {propose_in: "#network"}\n') as made:
        await month_of_vpn(made, 10)
        for _again in range(2):
            assert await reported(made) == [], "they are told where the policy says, and not where it was asked for"
        assert "2 proposals wait in #network." in own(made, "general")[-1].all_text
        model, change = proposals(made, "network")
        assert "*I1: VPN login fails* · incident model · proposed" in model.all_text
        await made.person("intan").click(change, "improvement_refuse_open")
        view = await made.person("intan").modal("improvement_refuse_modal")
        reason = {"reason": {"reason": "The vendor does it"}}
        await made.person("intan").submit(view, reason)
        await presses(made, "intan", model, "improvement_approve")
        await made.quiet()
        assert "*Because:* The vendor does it" in proposals(made, "network")[1].all_text
        listed = (await made.types("sari", "/incident models")).all_text
        assert "`vpn_login` VPN login fails · version 2 · 8 steps · approved here by Intan Permata, from I1" in listed
        assert "`database_overload` Database overload · version 1 · 5 steps · shipped" in listed
        assert "Only administrators may" in (await made.types("sari", "/incident models restore vpn_login 1")).all_text
        assert "There is no version 7" in (await made.types("intan", "/incident models restore vpn_login 7")).all_text
        back = await made.types("intan", "/incident models restore vpn_login 1")
        assert "Version 1 of *VPN login fails* is used again, as version 3" in back.all_text
        shown = (await made.types("sari", "/incident models vpn_login")).all_text
        assert "version 3 is used, approved here" in shown
        assert "version 2: approved on" in shown
        monkeypatch.setenv("POSKO_DATABASE_URL", made.database)
        await export_models(tmp_path / "models.yaml")
        exported = (tmp_path / "models.yaml").read_text(encoding="utf-8")
        assert "by Intan Permata, version 1 again" in exported
        assert read(exported).models["vpn_login"] == made.bot.policy.models["vpn_login"]
        assert len(made.bot.policy.models["vpn_login"].steps) == 5
