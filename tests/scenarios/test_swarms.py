"""Swarms in Slack: teams by name, a thread, a lead, a status on the card; work that nobody owns."""

from __future__ import annotations

from bot.sandbox import Message
from tests.scenarios.acting import presses
from tests.scenarios.looking import card, members, own, revealing
from tests.scenarios.world import POLICY, World, world


def swarms(world: World, name: str) -> list[Message]:
    return [it for it in own(world, name) if it.all_text.startswith("🐝 *Swarm")]


def unowned(world: World, name: str) -> list[Message]:
    return [it for it in own(world, name) if "Nobody owns this yet" in it.all_text]


async def test_a_team_is_invited_by_name_and_works_in_a_thread_whose_status_the_card_shows(bot: World) -> None:
    name = await bot.declare("sev2 Shop is slow")
    answer = await bot.types("sari", "/incident swarm server find out whether the disks are full lead @joko", name)
    assert "The swarm *server* is formed; its thread follows" in answer.all_text
    await bot.heard()
    assert {"joko", "rina"} <= members(bot, name)
    [root] = swarms(bot, name)
    assert "*Goal:* find out whether the disks are full" in root.all_text
    assert "*Lead:* *Joko Susilo*" in root.all_text
    called = [it for it in own(bot, name) if it.thread_ts == root.ts and it is not root]
    assert [f"<@{bot.person(each).id}>" in called[0].all_text for each in ("joko", "rina")] == [True, True]
    await bot.person("rina").reply(root, "STATUS: disks are at 40 %")
    await bot.heard()
    assert "🐝 server: *Joko Susilo* · disks are at 40 %" in card(bot, name).all_text
    assert "disks are at 40 %" in swarms(bot, name)[0].all_text


async def test_a_swarm_is_led_joined_reported_and_ended_with_buttons_and_by_typing(room: World) -> None:
    name = await room.declare("sev2 Shop is slow")
    await room.types("raihan", "/incident mim accept", name)
    answer = await room.types("sari", "/incident swarm @server @frontend Is it the cache?", name)
    assert "The swarms *server and frontend* are formed" in answer.all_text
    await room.heard()
    first, second = swarms(room, name)
    assert "⚠️ Nobody leads it yet." in first.all_text
    assert "You are in the swarm *frontend*" in await presses(room, "raihan", second, "swarm_join")
    await presses(room, "joko", first, "swarm_take")
    assert "🐝 *Joko Susilo* leads the swarm *server*." in room.said(name)
    await room.person("rina").click(swarms(room, name)[0], "swarm_report_open")
    await room.person("rina").modal("swarm_report_modal")
    await room.person("rina").submit(values={"text": {"text": "The cache is cold"}})
    await room.heard()
    assert "🐝 server: *Joko Susilo* · The cache is cold" in card(room, name).all_text
    refused = await room.types("agus", "/incident swarm server done", name)
    assert "Only Joko Susilo (its lead), Raihan Pratama (MIM)" in refused.all_text
    await room.types("joko", "/incident swarm server done It was the cache", name)
    await room.quiet()
    assert "🏁 Over. It was the cache" in swarms(room, name)[0].all_text
    both = await room.types("sari", "/incident swarm server and devops find the leak", name)
    assert "The swarms *server and devops* are formed" in both.all_text
    assert [swarm.goal for swarm in (await room.state()).swarms][2:] == ["find the leak"] * 2
    await room.types("raihan", "/incident swarm server done", name)
    goal = await room.types("sari", "/incident swarm backend: server is slow", name)
    assert "The swarm *backend* is formed" in goal.all_text
    unknown = await room.types("joko", "/incident swarm server status more", name)
    assert "There is no swarm called server at work. At work: frontend, devops, backend." in unknown.all_text


async def test_a_swarm_has_a_form(room: World) -> None:
    name = await room.declare("sev2 Shop is slow")
    listed = await room.types("sari", "/incident swarm", name)
    assert "No swarm is at work." in listed.all_text
    await room.person("sari").click(listed, "swarm_open_open")
    await room.person("sari").modal("swarm_modal")
    given = {"title": {"title": "devops"}, "text": {"text": "Roll back"}, "owner": {"owner": room.person("maya").id}}
    await room.person("sari").submit(values=given)
    await room.heard()
    assert "*Members:* *Fajar Nugroho*, *Maya Anggraini*" in swarms(room, name)[0].all_text


async def test_work_that_nobody_owns_is_listed_every_quarter_of_an_hour_until_owned(bot: World) -> None:
    name = await bot.declare("sev2 Shop is slow")
    await bot.types("raihan", "/incident mim accept", name)
    await bot.types("raihan", "/incident role communications_lead @lina", name)
    await bot.types("raihan", "/incident task Call the bank", name)
    await bot.types("raihan", "/incident swarm server", name)
    await bot.pass_time(minutes=15, seconds=20)  # much is said at once, and Slack takes a message a second
    [listed] = unowned(bot, name)
    for each in ("*Technical lead*", "Swarm *server*", "Task 1: Call the bank"):
        assert each in listed.all_text
    assert "Communications" not in listed.all_text
    await presses(bot, "budi", listed, "role_take")
    await bot.heard()
    assert "Technical lead" not in unowned(bot, name)[0].all_text
    await bot.pass_time(minutes=15)
    [again] = unowned(bot, name)
    assert again.ts != listed.ts
    assert [it for it in own(bot, name) if "A newer list of unowned work stands below." in it.all_text]
    await presses(bot, "joko", again, "swarm_take")
    await presses(bot, "joko", again, "task_take")
    await bot.heard()
    assert [it for it in own(bot, name) if "✅ Everything has an owner now." in it.all_text]
    await bot.pass_time(minutes=30)
    assert unowned(bot, name) == []


IN_CHANNELS = "swarms:\n  place: channel\n"


def asides(world: World) -> list[str]:
    channels = world.sandbox.workspace.channels.values()
    return [it.name for it in channels if it.name.startswith("mi-1-swarm-") and not it.is_archived]


async def test_a_swarm_has_a_channel_of_its_own_where_the_policy_says_so(database: str) -> None:
    async with world(database, policy=POLICY + IN_CHANNELS) as made:
        name = await made.declare("private sev2 Shop is slow")
        await made.types("raihan", "/incident mim accept", name)
        await made.person("rina").create_channel("mi-1-swarm-server")
        made.sandbox.faults.drop_after("conversations.create", skip=1)
        answer = await made.types("sari", "/incident swarm server are the disks full? lead @joko", name)
        assert "its channel follows" in answer.all_text
        await made.pass_time(seconds=90)
        [_taken, aside] = asides(made)
        channel = made.sandbox.workspace.channel(aside)
        assert (aside, channel.is_private, channel.purpose["value"]) == (
            "mi-1-swarm-server-2",
            True,
            "are the disks full?",
        )
        assert {"joko", "rina", "raihan"} <= members(made, aside)
        assert "rina" not in members(made, name)
        assert f"<#{channel.id}>" in card(made, name).all_text
        assert f"Work in <#{channel.id}>" in swarms(made, name)[0].all_text

        said = await made.person("rina").say(aside, "disks are at 40 %")
        await made.person("joko").reply(said, "STATUS: half of them")
        await made.heard()
        assert "half of them" in card(made, name).all_text
        kept = [entry.event for entry in await made.entries(1, "message")]
        assert [(event.text, event.swarm) for event in kept][-2:] == [
            ("disks are at 40 %", "server"),
            ("STATUS: half of them", "server"),
        ]
        answer = await made.types("rina", "/incident swarm status all of them", aside)
        assert "The status of *server* is on the card" in answer.all_text
        assert (await made.state()).swarms[0].status == "all of them"
        await made.stop_bot()
        await made.person("rina").say(aside, "said while nobody listened")
        await made.start_bot()
        await made.bot.catching_up.after_absence()
        assert (await made.entries(1, "message"))[-1].event.swarm == "server"

        await made.types("raihan", "/incident cancel It was a drill of the vendor", name)
        made.clock.advance(8 * 86_400)
        await made.bot.fire_timers()
        await made.quiet()
        assert channel.is_archived
        assert (await made.state()).swarms[0].archived
        assert revealing(made, "disks", but=aside) == [name]
