"""A play can be paused, stepped, hurried and joined; what waits waits, and what cannot be done is named."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.comms.locale import translator
from bot.demo.player import Player
from bot.demo.prompting import words
from bot.demo.reading import read
from tests.demo.conftest import LINES, STORY, Heard, Playing

NOBODY = "expect: [{severity: sev2}]\n"


def minutes(player: Player) -> float:
    return (player.on.clock.now() - player.scenario.starts).total_seconds() / 60


def name_of_room(player: Player) -> str:
    state = player.witness.state()
    assert state is not None
    assert state.room is not None
    return state.room.name


def room(player: Player) -> list[str]:
    return [message.text for message in player.on.sandbox.workspace.channel(name_of_room(player)).log]


async def test_every_line_comes_in_its_minute(playing: Playing) -> None:
    async with playing() as player:
        await player.play()
        assert (player.status.mode, player.status.done, player.unplayed) == ("ended", 4, [])
        state = player.witness.state()
        assert state is not None
        assert state.declared_at - player.scenario.starts == timedelta(minutes=1)
        assert state.milestones["mim_accepted"].at - player.scenario.starts == timedelta(minutes=2)


async def test_a_step_plays_the_next_line_and_pauses_behind_it(playing: Playing) -> None:
    async with playing() as player:
        player.pause()
        play = asyncio.create_task(player.play())
        first = await player.step()
        for _ in range(50):
            await player.on.owing()  # a while, in which an unpaced play would go on
        assert (first.done, first.mode, player.status.done, minutes(player)) == (1, "paused", 1, 0.0)
        second = await player.step()
        assert minutes(player) == 1.0
        assert second.done == 2
        assert second.next_line == "raihan presses mim_accept"
        player.stop()
        await play


async def test_time_stands_still_while_it_is_paused_and_people_can_act(playing: Playing) -> None:
    async with playing(speed=1.0) as player:
        player.pause()
        play = asyncio.create_task(player.play())
        await player.step()
        before = player.on.clock.now()
        reply = await player.on.sandbox.person("sari").command("/incident declare sev2 By hand", channel="general")
        assert "MI-1" in (await reply.answer()).all_text
        await player.on.settled()
        assert (player.on.clock.now(), player.status.mode) == (before, "paused")
        player.stop()
        await play


async def test_it_goes_on_at_the_speed_that_was_set_last(playing: Playing) -> None:
    async with playing(speed=0.5) as player:
        player.pause()
        play = asyncio.create_task(player.play())
        player.set_speed(5_000)
        assert player.status.speed == 1_000
        player.resume()
        async with asyncio.timeout(60):
            await play
        assert player.unplayed == []


async def test_a_paced_play_takes_its_time(playing: Playing) -> None:
    async with playing(speed=120.0) as player:
        began = asyncio.get_running_loop().time()
        await player.play()
        assert asyncio.get_running_loop().time() - began >= 4 * 60 / 120 - 0.6


async def test_a_step_after_the_end_returns_at_once(playing: Playing) -> None:
    async with playing() as player:
        await player.play()
        assert (await player.step()).mode == "ended"


async def test_the_part_of_the_trainee_is_left_to_them_and_what_needs_it_waits(playing: Playing) -> None:
    heard = Heard()
    async with playing(trainee="raihan", watcher=heard) as player:
        await player.play()
        assert [(each.line.who, each.why) for each in player.unplayed] == [("budi", "it waited for mim_accepted")]
        assert minutes(player) >= 60
        assert heard.hints[0] == "Somebody has to lead."
        assert player.status.hints == len(heard.hints) > 1


async def test_when_the_trainee_has_acted_the_story_goes_on_and_the_hint_is_over(playing: Playing) -> None:
    heard = Heard()
    async with playing(trainee="raihan", watcher=heard) as player:
        player.pause()
        play = asyncio.create_task(player.play())
        while player.status.done < 2:
            await player.step()
        await player.cast.press(player.on.sandbox.person("raihan"), "mim_accept", "@posko")
        accepted = player.on.clock.now()
        await player.step()
        assert player.due_for_trainee() == ""
        assert "OBSERVATION: the directory is silent" in room(player)
        assert player.on.clock.now() >= accepted + timedelta(minutes=1)
        assert heard.hints == []
        player.stop()
        await play


async def test_another_way_to_the_same_record_ends_a_hint_as_well(playing: Playing) -> None:
    async with playing(trainee="raihan") as player:
        player.pause()
        play = asyncio.create_task(player.play())
        while player.status.done < 2:
            await player.step()
        while minutes(player) < 2:
            await player.step()
        assert player.due_for_trainee() == "Somebody has to lead."
        await player.cast.command(player.on.sandbox.person("raihan"), "/incident mim accept", name_of_room(player))
        await player.step()
        assert player.due_for_trainee() == ""
        player.stop()
        await play


async def test_a_line_that_cannot_be_played_is_tried_for_ten_minutes_and_then_named(playing: Playing) -> None:
    heard = Heard()
    lines = (
        "story:\n  - {at: 0, who: sari, presses: confirm_restored}\n  - {at: 20, who: sari, in: general, says: End}\n"
    )
    async with playing(lines + NOBODY, watcher=heard) as player:
        await player.play()
        (left_out,) = player.unplayed
        assert "no control confirm_restored" in left_out.why
        assert len(heard.notes) == 1
        assert "End" in [message.text for message in player.on.sandbox.workspace.channel("general").log]


async def test_whoever_is_unreachable_does_nothing_until_they_are_back(playing: Playing) -> None:
    lines = """
story:
  - {at: 0, inject: unreachable, who: budi, for: 5m}
  - {at: 2, who: budi, in: general, says: Too early}
  - {at: 6, who: budi, in: general, says: Here I am}
"""
    async with playing(lines + NOBODY) as player:
        await player.play()
        said = [message.text for message in player.on.sandbox.workspace.channel("general").log]
        assert "Here I am" in said
        assert "Too early" not in said
        assert [each.why for each in player.unplayed] == ["they could not be reached"]


@pytest.mark.parametrize("trouble", ["slack_down", "rate_limited", "events_lost", "events_withheld", "sockets_cut"])
async def test_after_a_trouble_nothing_of_what_was_said_is_missing(playing: Playing, trouble: str) -> None:
    lines = f"""
story:
  - {{at: 1, who: sari, in: general, types: /incident declare sev2 Nobody can log in}}
  - {{at: 2, inject: {trouble}, for: 2m}}
  - {{at: 3, who: budi, says: Said in the middle}}
  - {{at: 12, who: sari, says: Said afterwards}}
"""
    async with playing(lines + NOBODY) as player:
        await player.play()
        assert player.unplayed == []
        async with player.on.bot.store.reading() as reader:
            said = [entry.event.text for entry in await reader.entries(1, kinds=["message"])]  # type: ignore[union-attr]
        assert [text for text in said if text.startswith("Said")] == ["Said in the middle", "Said afterwards"]


async def test_days_without_an_incident_are_skipped(playing: Playing) -> None:
    lines = """
story:
  - {at: 0, who: sari, in: general, says: a}
  - {at: day 20 09:00, who: sari, in: general, says: b}
"""
    async with playing(lines + NOBODY, speed=1.0) as player:
        async with asyncio.timeout(60):
            await player.play()
        assert minutes(player) > 18 * 24 * 60


def test_a_hint_without_words_of_its_own_says_what_the_story_does() -> None:
    scenario = read(STORY + LINES.replace(", hint: Somebody has to lead.", ""))
    assert words(scenario.story[2], translator("en")) == "You could press mim_accept"
