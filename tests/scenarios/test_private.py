"""A private incident from beginning to end, looked at from everywhere outside it."""

from __future__ import annotations

import aiohttp
from structlog.testing import capture_logs

from tests.scenarios.looking import everything, members, revealing, told
from tests.scenarios.world import World

SECRET = "Arrested"
STEPS = (
    "mim accept",
    "role scribe @budi",
    "impact The board cannot meet, says Arrested",
    "task Tell the lawyers of Arrested @raihan by 30m",
    "severity sev2 Arrested was let go",
    "state identified Arrested went abroad",
    "handover @maya",
    "note See <https://nusantara.slack.com/archives/C1/p1> about Arrested",
    "export json",
    "promises",
    "review",
    "resolve Arrested is back",
    "reopen Arrested left again",
    "cancel Arrested was never there",
)


async def course(world: World) -> str:
    """A whole life with something failing on the way; the room."""
    name = await world.declare("sev1 private Arrested: a member of the board")
    world.sandbox.faults.error("conversations.setTopic", code="restricted_action", times=None)
    for step in STEPS:
        await world.types("raihan", f"/incident {step}", name)
        await world.pass_time(minutes=4)
    return name


async def test_nothing_of_it_is_seen_outside_its_room(room: World) -> None:
    with capture_logs() as logs:
        name = await course(room)
        await room.bot.keep_house()
    inside = members(room, name)
    assert room.sandbox.workspace.channel(name).is_private
    assert revealing(room, SECRET, but=name) == []
    assert revealing(room, "MI-1", but=name) == []
    strangers = {user.handle for user in room.sandbox.workspace.users.values() if not user.is_bot} - inside - {"sari"}
    asked = {"maya", "intan", "raihan"}  # the rota: they were asked to lead it
    assert [said for handle in strangers - asked for said in told(room, handle) if SECRET in said] == []
    assert [entry for entry in logs if SECRET.casefold() in str(entry).casefold()] == []
    host, port = room.bot.address
    async with aiohttp.ClientSession() as session:
        for page in ("healthz", "readyz", "metrics"):
            async with session.get(f"http://{host}:{port}/{page}") as answer:
                shown = (await answer.text()).casefold()
                assert SECRET.casefold() not in shown
                assert "mi-1" not in shown


async def test_a_link_into_its_room_shows_nothing_outside(room: World) -> None:
    name = await room.declare("sev1 private Arrested: a member of the board")
    secret = await room.person("sari").say(name, "Arrested yesterday")
    inside = room.sandbox.workspace.channel(name)
    link = f"https://{room.sandbox.workspace.domain}.slack.com/archives/{inside.id}/p{secret.ts.replace('.', '')}"
    other = await room.declare("sev1 Shop is down", by="tono")
    await room.types("tono", f"/incident note See <{link}>", other)
    await room.types("tono", f"/incident update See <{link}>", other)
    await room.quiet()
    assert revealing(room, SECRET, but=name) == []


async def test_a_declaration_like_it_is_made_as_if_there_were_none(room: World) -> None:
    await room.declare("sev1 private Arrested: a member of the board")
    answer = await room.types("tono", "/incident declare sev1 Arrested: a member of the board")
    assert "looks like" not in everything(answer)
    assert "MI-2" in everything(answer)


async def test_not_even_a_room_that_cannot_be_opened_is_told_to_the_log(room: World) -> None:
    room.sandbox.faults.error("conversations.create", code="name_taken", times=None)
    with capture_logs() as logs:
        await room.types("sari", "/incident declare sev1 private Arrested: a member of the board")
        await room.pass_time(minutes=30)
    assert [entry for entry in logs if entry["event"] == "step.given_up"]
    assert [entry for entry in logs if SECRET.casefold() in repr(entry).casefold()] == []
