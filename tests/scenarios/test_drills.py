"""Drills: the same paths as in earnest, marked everywhere, to test audiences only, and counted nowhere."""

from __future__ import annotations

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


async def led(made: World, line: str = "drill sev1 Shop is down") -> str:
    """A drill whose MIM has accepted; its room."""
    before = set(made.rooms())
    await made.types("sari", f"/incident {line}")
    await made.sandbox.until(lambda _ws: set(made.rooms()) - before)
    await made.quiet()
    name = next(iter(set(made.rooms()) - before))
    await made.types("raihan", "/incident mim accept", name)
    await made.quiet()
    return name


def untold(made: World) -> list[str]:
    """What the bot said in the channels of real audiences."""
    known = made.sandbox.workspace.channels.values()
    return [text for room in known if room.name in REAL for text in made.said(room.name)]


async def test_everything_that_a_drill_sends_to_anybody_says_so(room: World) -> None:
    name = await led(room)
    assert name == "drill-mi-1-shop-is-down"
    await room.types("raihan", "/incident role scribe @budi", name)
    await room.types("raihan", "/incident update We are practising", name)
    await room.types("raihan", "/incident export md", name)
    await room.pass_time(minutes=12)
    await room.types("raihan", "/incident resolve Practised", name)
    await room.quiet()
    assert room.sandbox.workspace.channel(name).topic["value"].startswith("DRILL")
    sent = (everything(it) for it in sent_by_bot(room) if getattr(it, "subtype", None) is None)
    assert [text for text in sent if "DRILL" not in text] == []
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
        [told] = own(made, "drill-updates")
        assert "We are practising" in told.all_text


async def test_it_is_counted_in_no_figure(room: World) -> None:
    name = await led(room)
    await room.types("raihan", "/incident update We are practising", name)
    await room.bot.keep_house()
    page = room.bot.metrics.page().decode()
    assert "posko_open_incidents 0.0" in page
    assert 'posko_promised_updates_total{result="kept"}' not in page
