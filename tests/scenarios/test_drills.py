"""Drills: the same paths as in earnest, marked everywhere, to test audiences only, and counted nowhere."""

from __future__ import annotations

import asyncio
import json

from bot.warroom.base import Person
from bot.warroom.errors import AlreadySo
from bot.warroom.operations.drills import replay_incident
from bot.warroom.operations.engine import Asked
from tests.scenarios.acting import presses
from tests.scenarios.looking import everything, own, sent_by_bot
from tests.scenarios.world import POLICY, World, world

TESTED = (
    POLICY
    + """
audiences:
  internal:
    drill_channels: ["#drill-updates"]
"""
)
REAL = ("incidents", "incident-updates", "exec-updates")


async def led(made: World, line: str = "drill sev1 Shop is down", by: str = "sari") -> str:
    """A drill whose MIM has accepted; its room."""
    before = set(made.rooms())
    await made.types(by, f"/incident {line}")
    await made.sandbox.until(lambda _ws: set(made.rooms()) - before)
    await made.quiet()
    name = next(iter(set(made.rooms()) - before))
    await made.types("raihan", "/incident mim accept", name)
    await made.quiet()
    return name


CLOSED = "mi-1-shop-is-down"


def untold(made: World) -> list[str]:
    """What the bot said in the channels of real audiences."""
    known = made.sandbox.workspace.channels.values()
    return [text for room in known if room.name in REAL for text in made.said(room.name)]


async def test_everything_that_a_drill_sends_to_anybody_says_so(room: World) -> None:
    name = await led(room)
    assert name == "drill-mi-1-shop-is-down"
    await room.types("raihan", "/incident role scribe @budi", name)
    await room.types("raihan", "/incident update We are practising", name)
    await room.types("raihan", "/incident vendor payment_gateway contacted", name)
    await room.quiet()
    assert "call nobody outside" in own(room, name)[-1].all_text
    await room.types("raihan", "/incident workaround Queue page", name)
    await room.quiet()
    assert sum("Queue page" in it.all_text and "Workaround" in it.all_text for it in own(room, name)[-2:]) == 1
    await room.types("raihan", "/incident export md", name)
    await room.pass_time(minutes=12)
    await room.types("raihan", "/incident resolve Practised", name)
    await room.quiet()
    assert room.sandbox.workspace.channel(name).topic["value"].startswith("DRILL")
    sent = (everything(it) for it in sent_by_bot(room) if getattr(it, "subtype", None) is None)
    assert [text for text in sent if "DRILL" not in text] == []
    await room.person("budi").open_home()
    await room.sandbox.until(lambda _ws: room.person("budi").home)
    home = json.dumps(getattr(room.person("budi").home, "body", {}), ensure_ascii=False)
    assert home.count("MI-1*") == home.count("🎓 DRILL *MI-1*") > 0
    files = [file.name for it in room.sandbox.workspace.channel(name).log for file in it.files]
    assert files
    assert all(file.startswith("DRILL-MI-1-") for file in files)


async def test_without_test_channels_its_updates_stay_in_the_room(room: World) -> None:
    name = await led(room)
    await room.types("raihan", "/incident update We are practising", name)
    await room.pass_time(minutes=35)
    assert untold(room) == []
    assert any("would go to" in text and "We are practising" in text for text in room.said(name))


async def test_its_updates_go_to_test_audiences_only(database: str) -> None:
    async with world(database, policy=TESTED) as made:
        name = await led(made)
        await made.types("raihan", "/incident update We are practising", name)
        await made.quiet()
        assert untold(made) == []
        _head, told = own(made, "drill-updates")
        assert "We are practising" in told.all_text


async def test_it_is_counted_in_no_figure(room: World) -> None:
    name = await led(room)
    await room.types("raihan", "/incident update We are practising", name)
    await room.bot.keep_house()
    page = room.bot.metrics.page().decode()
    assert "posko_open_incidents 0.0" in page
    assert 'posko_promised_updates_total{result="kept"}' not in page


async def over(made: World, name: str, line: str) -> str:
    """The drill ends by this line, and is scored; the score sheet."""
    await made.types("raihan", f"/incident {line}", name)
    await made.pass_time(seconds=5)
    [sheet] = [text for text in made.said(name) if "is over" in text and "of 100" in text]
    return sheet


async def test_at_its_end_it_is_scored_on_card_and_timeline(room: World) -> None:
    name = await led(room)
    await room.types("raihan", "/incident role scribe @budi", name)
    await room.types("raihan", "/incident update We are practising", name)
    sheet = await over(room, name, "resolve Practised")
    assert "✅ *Acceptance* · 20 / 20" in sheet
    assert "roles filled: Major Incident Manager, Scribe" in sheet
    assert "nobody took: Deputy, Communications lead, Technical lead" in sheet
    assert "4 of 4 promised updates left in time" in sheet
    assert "fields of the review are filled" in sheet
    [entry] = await room.entries(1, "drill_scored")
    assert [mark.topic for mark in entry.event.marks] == ["acceptance", "assembly", "punctuality", "gaps"]
    told = await room.types("raihan", "/incident timeline 30", name)
    assert "Drill scored:" in told.all_text


async def test_cancelled_it_is_scored_too_and_only_once_for_each_end(room: World) -> None:
    name = await led(room)
    await room.types("raihan", "/incident resolve Practised", name)
    await room.pass_time(seconds=5)
    await room.types("raihan", "/incident cancel Drill over", name)
    await room.pass_time(seconds=5)
    assert len(await room.entries(1, "drill_scored")) == 1


async def test_a_real_incident_is_not_scored(room: World) -> None:
    name = await room.declare()
    await room.types("raihan", "/incident mim accept", name)
    await room.types("raihan", "/incident cancel An error", name)
    await room.pass_time(minutes=1)
    assert await room.entries(1, "drill_scored") == []


async def past(made: World, line: str = "sev1 Shop is down") -> None:
    """A closed incident with reports after 4 and 8 minutes, its cause known after 12."""
    name = await made.declare(line)
    await made.types("raihan", "/incident mim accept", name)
    await made.pass_time(minutes=4)
    await made.person("budi").say(name, "@raihan checkout answers 502")
    await made.heard()
    await made.pass_time(minutes=4)
    await made.types("budi", "/incident observation Budi sees the queue grow", name)
    await made.pass_time(minutes=4)
    await made.types("raihan", "/incident state identified A full disk", name)
    await made.person("budi").say(name, "It was the full disk")
    await made.heard()
    for step in (
        "milestone started at 09:30",
        "milestone detected at 09:40",
        "resolve Disk cleared",
        "milestone confirmed",
        "close",
    ):
        await made.types("raihan", f"/incident {step}", name)
    await made.quiet()
    assert (await made.state()).state == "closed"


async def test_a_closed_incident_is_replayed_with_its_reports_and_scored_beside_it(room: World) -> None:
    await past(room)
    assert "Only administrators and people on the policy's rota" in await presses(room, "budi", CLOSED, "drill_replay")
    await presses(room, "raihan", CLOSED, "drill_replay")
    assert "MI-1 is being replayed as MI-2" in await presses(room, "raihan", CLOSED, "drill_replay")
    name = "drill-mi-2-shop-is-down"
    await room.types("raihan", "/incident mim accept", name)
    await room.quiet()
    state = await room.state(2)
    assert (state.drill, state.title, state.replay and state.replay.speed) == (True, "Shop is down", 4)
    await room.pass_time(seconds=59)
    assert await room.entries(2, "inject_played") == []
    await room.pass_time(seconds=2)
    [first] = [text for text in room.said(name) if "Played from MI-1" in text]
    assert "Major Incident Manager checkout answers 502" in first
    assert "DRILL" in first
    await room.stop_bot()
    await room.pass_time(minutes=3)
    await room.start_bot()
    await room.pass_time(seconds=1)
    played = [entry.event for entry in await room.entries(2, "inject_played")]
    assert [(each.what, each.text) for each in played][1:] == [("observation", "[…] sees the queue grow")]
    await room.types("raihan", "/incident state identified A full disk", name)
    sheet = await over(room, name, "resolve Practised")
    assert "beside MI-1 (its reports came 4× as fast)" in sheet
    assert "Diagnosed: 4 min (original 12 min)" in sheet
    assert "full disk" not in "".join(each.text for each in played)
    raihan = Person(id=room.person("raihan").id, name="Raihan Pratama")
    presses_at_once = [replay_incident(room.bot.engine, 1, None, Asked(actor=raihan)) for _ in range(2)]
    both = await asyncio.gather(*presses_at_once, return_exceptions=True)
    assert [type(each) for each in both].count(AlreadySo) == 1, "two presses in the same instant open one drill"


async def test_cancelled_nothing_more_is_played(room: World) -> None:
    await past(room)
    name = await led(room, "drill replay MI-1 4x", by="raihan")
    await over(room, name, "cancel Enough")
    await room.pass_time(minutes=5)
    assert await room.entries(2, "inject_played") == []


async def test_who_may_not_replay_and_what_cannot_be_is_said_kindly(room: World) -> None:
    await room.declare()
    for who, line, said in (
        ("tono", "drill replay MI-1", "Only administrators and people on the policy's rota"),
        ("raihan", "drill replay MI-1", "MI-1 is investigating; only a closed incident can be replayed"),
        ("raihan", "drill replay MI-7", "There is no incident MI-7."),
        ("raihan", "drill replay MI-1 fast", "I cannot play at fast."),
        ("raihan", "drill replay", "`/incident drill replay MI-42 [4x]`"),
        ("raihan", "drill replay MI1000x", "`/incident drill replay MI-42 [4x]`"),
    ):
        answer = await room.types(who, f"/incident {line}")
        assert said in answer.all_text
        assert f"/incident {line}" in answer.all_text
    assert len(room.rooms()) == 1


async def test_a_private_one_is_replayed_privately_by_whom_it_concerns_only(room: World) -> None:
    await past(room, "sev1 private Payroll leaked")
    refused = await room.types("intan", "/incident drill replay MI-1")
    assert "There is no incident MI-1." in refused.all_text
    name = await led(room, "drill replay MI-1", by="raihan")
    assert room.sandbox.workspace.channel(name).is_private
    assert (await room.state(2)).private
