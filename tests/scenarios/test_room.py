"""The war room: who is in it, what hangs in it, and that it says what is true now; a private one is known to nobody."""

from __future__ import annotations

import pytest

from tests.scenarios.looking import card, everything, members, own, revealing, shown, told
from tests.scenarios.world import POLICY, World, world

DRESSED = (
    POLICY
    + """
room:
  name: war-{slug}-{number}
  bookmarks:
    Runbook: https://runbooks.example.com/major
services:
  shop:
    teams: ["@frontend"]
    links:
      Dashboard: https://dashboards.example.com/shop
"""
)


# who is in it


async def test_declarer_mim_and_the_severitys_teams_are_in_the_room(bot: World) -> None:
    name = await bot.declare("sev1 Shop is down")
    assert members(bot, name) == {"sari", "raihan", "budi", "dewi", "fajar", "maya"}


async def test_a_lower_severity_brings_only_its_own_teams(room: World) -> None:
    name = await room.declare("sev2 Shop is slow")
    assert members(room, name) == {"sari", "raihan", "budi", "dewi"}


async def test_a_higher_severity_brings_the_teams_it_adds(room: World) -> None:
    name = await room.declare("sev2 Shop is slow")
    await room.types("raihan", "/incident mim accept", name)
    await room.types("raihan", "/incident severity sev1 Now nobody can pay", name)
    await room.quiet()
    assert members(room, name) == {"sari", "raihan", "budi", "dewi", "fajar", "maya"}


async def test_the_teams_of_a_service_that_is_named_come_too(database: str) -> None:
    async with world(database, policy=DRESSED) as made:
        await made.person("sari").command("/incident declare")
        await made.person("sari").modal("declare_modal")
        given = {"title": {"title": "Shop"}, "severity": {"severity": "sev3"}, "services": {"services": ["shop"]}}
        await made.person("sari").submit(values=given)
        await made.quiet()
        assert members(made, "war-shop-1") == {"sari", "raihan", "agus", "putri"}


async def test_whoever_gets_a_role_is_invited_and_sent_its_duties(bot: World) -> None:
    name = await bot.declare()
    await bot.types("sari", "/incident role scribe @lina", name)
    await bot.quiet()
    assert "lina" in members(bot, name)
    [duties] = told(bot, "lina")
    assert "Scribe" in duties
    assert "Mark what matters as it happens" in duties


async def test_whoever_accepts_the_lead_is_sent_its_duties(room: World) -> None:
    name = await room.declare()
    await room.types("raihan", "/incident mim accept", name)
    await room.quiet()
    duties = told(room, "raihan")[-1]
    assert "Lead. You decide, or name who decides" in duties


# what hangs in it


async def test_one_card_is_pinned_once_and_stays_one_whatever_changes(bot: World) -> None:
    name = await bot.declare()
    before = card(bot, name).ts
    for line in (
        "mim accept", "impact Nobody can pay", "severity sev2 Half of them can", "role scribe @lina",
        "task Watch the queue @budi by 30m", "state identified A bad deployment", "update We roll it back",
        "workaround Pay by transfer", "resolve The deployment was rolled back",
    ):  # fmt: skip
        await bot.types("raihan", f"/incident {line}", name)
    await bot.quiet()
    assert card(bot, name).ts == before
    assert bot.sandbox.workspace.channel(name).pins == [before]
    assert len(bot.sandbox.journal.calls_of("pins.add")) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mim accept", "*Major Incident Manager*\n*Raihan Pratama*"),
        ("impact Nobody can pay", "*Impact:* Nobody can pay"),
        ("severity sev2 Half of them can", ":large_orange_circle: *SEV2 Major*"),
        ("state identified A bad deployment", "*Identified* since"),
        ("role scribe @lina", "📨 Scribe: *Lina Kusuma*, no answer yet"),
        ("task Watch the queue @budi", "• #1 Watch the queue — *Budi Santoso*"),
        ("workaround Pay by transfer", "*Workaround:* Pay by transfer"),
        ("milestone started at 09:50", "*Since*\n"),
        ("update We roll it back", "• Executives: by <!date^1795491000^"),
        ("resolve It was rolled back", "✅ *Resolved* since"),
    ],
)
async def test_the_card_says_what_is_true_now(room: World, line: str, words: str) -> None:
    name = await room.declare()
    if line != "mim accept":
        await room.types("raihan", "/incident mim accept", name)
        await room.quiet()
    assert words not in card(room, name).all_text
    await room.types("raihan", f"/incident {line}", name)
    await room.quiet()
    assert words in card(room, name).all_text


async def test_a_card_that_somebody_unpinned_or_deleted_does_not_stop_the_room(room: World) -> None:
    name = await room.declare()
    found = card(room, name)
    room.sandbox.workspace.channel(name).log.remove(found.ts)
    await room.types("raihan", "/incident mim accept", name)
    await room.quiet()
    assert "*Raihan Pratama*" in card(room, name).all_text


async def test_the_topic_holds_severity_state_mim_and_the_next_update(bot: World) -> None:
    name = await bot.declare()
    channel = bot.sandbox.workspace.channel(name)
    assert channel.topic["value"] == "SEV1 · Investigating · MIM asked: Raihan Pratama · next update 10:05 WIB"
    await bot.types("raihan", "/incident mim accept", name)
    await bot.types("raihan", "/incident severity sev2 Half of them can pay", name)
    await bot.types("raihan", "/incident state identified A bad deployment", name)
    await bot.types("raihan", "/incident update We roll it back", name)
    await bot.quiet()
    assert channel.topic["value"] == "SEV2 · Identified · MIM Raihan Pratama · next update 10:30 WIB"
    await bot.types("raihan", "/incident resolve It was rolled back", name)
    await bot.quiet()
    assert channel.topic["value"] == "SEV2 · Resolved · MIM Raihan Pratama"


async def test_a_topic_that_would_not_change_is_not_set_again(room: World) -> None:
    """Slack tells the whole room of each topic."""
    name = await room.declare()
    await room.types("sari", "/incident update We look", name)
    await room.quiet()
    before = len(room.sandbox.journal.calls_of("conversations.setTopic"))
    await room.types("sari", "/incident update We still look", name)
    await room.quiet()
    assert len(room.sandbox.journal.calls_of("conversations.setTopic")) == before


async def test_name_and_bookmarks_are_those_of_the_policy(database: str) -> None:
    async with world(database, policy=DRESSED) as made:
        await made.person("sari").command("/incident declare")
        await made.person("sari").modal("declare_modal")
        given = {"title": {"title": "Toko mati"}, "severity": {"severity": "sev3"}, "services": {"services": ["shop"]}}
        await made.person("sari").submit(values=given)
        await made.quiet()
        hung = made.sandbox.workspace.channel("war-toko-mati-1").bookmarks.values()
        assert {(each.title, each.link) for each in hung} == {
            ("Runbook", "https://runbooks.example.com/major"),
            ("Dashboard", "https://dashboards.example.com/shop"),
        }


# what others see


async def test_one_announcement_stands_in_the_configured_channel_and_is_kept_current(bot: World) -> None:
    name = await bot.declare()
    [before] = own(bot, "incidents")
    assert "MI-1 · Shop is down" in before.all_text
    assert f"<#{bot.sandbox.workspace.channel(name).id}>" in before.all_text
    await bot.types("raihan", "/incident mim accept", name)
    await bot.types("raihan", "/incident severity sev2 Half of them can pay", name)
    await bot.types("raihan", "/incident resolve It was rolled back", name)
    await bot.quiet()
    [after] = own(bot, "incidents")
    assert after.ts == before.ts
    assert ":large_orange_circle: *SEV2 Major* · ✅ *Resolved*" in after.all_text


async def test_a_policy_without_announcement_announces_nowhere(database: str) -> None:
    async with world(database, policy=POLICY + "\nroom:\n  announce_in: false\n") as made:
        name = await made.declare()
        assert revealing(made, "Shop is down", but=name) == []


SECRET = "Kraken"
WHOLE_LIFE = (
    "mim accept", "impact Kraken ate the salaries", "severity sev2 Kraken is smaller", "state identified Kraken found",
    "update Kraken is being fought", "task Fight Kraken @budi", "role scribe @dewi", "resolve Kraken is gone",
    "milestone confirmed", "review", "export md", "reopen Kraken is back", "cancel Kraken was a dream",
)  # fmt: skip


async def test_a_private_incident_is_seen_in_no_channel_but_its_room(bot: World) -> None:
    name = await bot.declare(f"sev1 private {SECRET} in payroll")
    for line in WHOLE_LIFE:
        await bot.types("raihan", f"/incident {line}", name)
        if line.startswith(("mim", "task")):
            await bot.pass_time(minutes=12)  # far enough for a warning, an update by itself, and an escalation
    await bot.quiet()
    assert (await bot.state()).state == "cancelled"
    assert revealing(bot, SECRET, but=name) == []
    assert revealing(bot, "MI-1", but=name) == []


@pytest.mark.parametrize(
    "line",
    [
        "list", "status", "status MI-1", "MI-1", "MI-1 timeline", "timeline MI-1", "export MI-1", "MI-1 export json",
        "promises MI-1", "tasks MI-1", "review MI-1", "MI-1 note mine", "MI-1 mim claim", "MI-1 update x", "",
        "MI-1 resolve x", "MI-1 severity", "MI-1 handover @tono", "MI-1 role scribe @tono", "note something",
    ],
)  # fmt: skip
async def test_a_private_incident_is_unknown_to_outsiders_whatever_they_type(room: World, line: str) -> None:
    name = await room.declare(f"sev1 private {SECRET} in payroll")
    before = await room.entries()
    await room.types("tono", f"/incident {line}")
    await room.quiet()
    seen = " ".join([*shown(room, "tono"), *told(room, "tono")])
    assert SECRET not in seen
    assert room.sandbox.workspace.channel(name).id not in " ".join(map(everything, room.person("tono").ephemerals()))
    assert room.person("tono").views() == []
    assert [entry.seq for entry in await room.entries()] == [entry.seq for entry in before]


async def test_an_unknown_and_a_private_incident_are_answered_alike(room: World) -> None:
    await room.declare(f"sev1 private {SECRET} in payroll")
    hidden = (await room.types("tono", "/incident status MI-1")).all_text
    missing = (await room.types("tono", "/incident status MI-9")).all_text
    assert hidden.replace("MI-1", "MI-9") == missing


async def test_a_private_incident_is_in_nobody_elses_home(room: World) -> None:
    await room.declare(f"sev1 private {SECRET} in payroll")
    await room.person("tono").open_home()
    await room.sandbox.until(lambda _ws: room.person("tono").home)
    home = room.person("tono").home
    assert home is not None
    assert SECRET not in everything(home)


async def test_those_of_a_private_incident_see_it_from_anywhere(room: World) -> None:
    await room.declare(f"sev1 private {SECRET} in payroll")
    answer = await room.types("sari", "/incident list", "support")
    assert SECRET in answer.all_text
