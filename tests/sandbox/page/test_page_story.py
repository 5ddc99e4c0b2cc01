"""What is played in a workspace is shown on every page and steered from there; a part's tasks and the score too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp

from bot.sandbox import ImpossibleAction, Sandbox
from bot.sandbox.programme import Part, Score, Sheet, Standing, Task, Topic
from tests.sandbox.kit import manifest
from tests.sandbox.page.seeing import Window, dangers, window

PLAYING = Standing("A <b>fire</b>", "playing", "Tue 10:04", 3, 12, 4.0, (1.0, 4.0, 40.0), upcoming="10:05 budi says")
PART = Part("raihan", "Raihan Pratama", (Task("7", "Accept the lead", False), Task("8", "Say when", True)), later=2)
TOPICS = (Topic("promises", 12.5, 25, ("1 of 2 left in time",)), Topic("course", 20, 20, ("✓ it ended closed",)))
SCORE = Score(72, (Sheet("MI-1 · Fire", 72, TOPICS),), ("2 hints were given",))


class Played:
    """A programme that stands where a test puts it, and keeps what was pressed."""

    def __init__(self, standing: Standing | None) -> None:
        self.now = standing
        self.pressed: list[tuple[str, str]] = []

    def standing(self) -> Standing | None:
        return self.now

    async def steer(self, act: str, value: str) -> None:
        if act == "rewind":
            raise ImpossibleAction("a story cannot rewind")
        self.pressed.append((act, value))


@asynccontextmanager
async def shown(standing: Standing | None, place: str = "general") -> AsyncIterator[tuple[Played, Window]]:
    """Raihan's window on what is played."""
    played = Played(standing)
    async with Sandbox(manifest(), programme=played) as sandbox, aiohttp.ClientSession() as http:
        yield played, await window(sandbox, http, "raihan", place)


async def test_where_the_story_stands_is_on_every_page_and_follows_it() -> None:
    async with shown(PLAYING) as (played, seen):
        for place in ("trouble", "general"):
            found = seen.sandbox.workspace.find_channel(place)
            await seen.look(found.id if found else place)
            words = seen.seen("story-now").words + seen.slots["story-now"]
            assert "Tue 10:04" in words
            assert "A &lt;b&gt;fire" in words
            assert "Next: 10:05 budi says" in words
        played.now = replace(PLAYING, clock="Tue 10:05", done=4)
        seen.sandbox.workspace.changes.notify()
        told = await seen.hear()
        assert list(told["slots"]) == ["story-now"]
        bar = seen.seen("story-now").tags("progress")[0].attrs
        assert (bar["value"], bar["max"], bar["aria-label"]) == ("4", "12", "4 of 12 lines played")
        assert [it for html in seen.slots.values() for it in dangers(html)] == []


async def test_the_controls_are_buttons_that_say_what_they_do_and_a_menu_of_speeds() -> None:
    async with shown(PLAYING) as (played, seen):
        keys = seen.seen("story-keys")
        assert [(it.attrs["data-deed"], it.attrs["aria-label"]) for it in keys.tags("button")] == [
            ("pause", "Pause the story"),
            ("step", "Play the next line, then pause"),
        ]
        chosen = [it.words for it in keys.tags("option") if "selected" in it.attrs]
        assert ([it.words for it in keys.tags("option")], chosen) == (["1×", "4×", "40×"], ["4×"])
        await seen.do("steer", deed="speed", value="40")
        assert played.pressed == [("speed", "40")]
        refused = await seen.do("steer", deed="rewind")
        assert (refused["status"], refused["error"]) == (400, "a story cannot rewind")


async def test_a_paused_story_offers_to_go_on_and_a_free_part_to_be_taken() -> None:
    offered = replace(PLAYING, mode="paused", offers=(("raihan", "Raihan"),))
    async with shown(offered) as (_, seen):
        acts = [(it.attrs["data-deed"], it.attrs["title"]) for it in seen.seen("story-keys").tags("button")]
        assert acts == [
            ("resume", "Play the story"),
            ("step", "Play the next line, then pause"),
            ("part", "Play Raihan yourself"),
        ]


async def test_whoever_plays_along_sees_what_is_due_what_is_done_and_a_hint_when_they_ask() -> None:
    async with shown(replace(PLAYING, part=PART)) as (played, seen):
        assert seen.seen("story-part").tags("button")[0].words == "Your tasks: 1"
        await seen.look(seen.place, panel="story")
        side = seen.seen("side")
        assert [it.words for it in side.tags("h2")] == ["Your part: Raihan Pratama"]
        due, done = side.tags("li")
        assert (due.words, done.words) == ("○Accept the leadHint", "✓Say when")
        ask = next(it for it in side.tags("button") if it.words == "Hint")
        await seen.do("steer", deed=ask.attrs["data-deed"], value=ask.attrs["data-value"])
        assert played.pressed == [("hint", "7")]
        told = replace(PART, tasks=(Task("7", "Accept the lead", False, "Somebody has to lead."),))
        played.now = replace(PLAYING, part=told)
        seen.sandbox.workspace.changes.notify()
        await seen.until(lambda: "Somebody has to lead." in seen.slots["side"])
        assert "Hint" not in [it.words for it in seen.seen("side").tags("button")]


async def test_at_the_end_the_score_stands_in_the_panel_with_its_reasons_and_the_play_can_be_finished() -> None:
    async with shown(replace(PLAYING, mode="ended", part=PART, score=SCORE)) as (_, seen):
        assert [it.words for it in seen.seen("story-keys").tags("button")] == ["Finish"]
        assert seen.seen("story-part").tags("button")[0].words == "Score: 72"
        await seen.look(seen.place, panel="story")
        side = seen.seen("side")
        assert side.classed("total")[0].words == "72 of 100"
        meters = [(it.attrs["value"], it.attrs["max"], it.attrs["aria-label"]) for it in side.tags("meter")]
        assert meters == [("12.5", "25", "promises: 12.5 of 25"), ("20", "20", "course: 20 of 20")]
        assert [it.words for it in side.tags("li")] == [
            "1 of 2 left in time",
            "✓ it ended closed",
            "2 hints were given",
        ]


async def test_where_nothing_is_played_there_is_no_bar_and_nothing_to_steer() -> None:
    async with Sandbox(manifest()) as sandbox, aiohttp.ClientSession() as http:
        seen = await window(sandbox, http, "raihan", "general")
        async with http.get(f"{sandbox.base_url}/as/raihan") as response:
            assert 'class="story"' not in await response.text()
        assert [name for name in seen.slots if name.startswith("story")] == []
        refused = await seen.do("steer", deed="pause")
        assert (refused["status"], refused["error"]) == (400, "nothing is played here")


async def test_before_the_play_begins_its_bar_is_empty() -> None:
    async with shown(None) as (_, seen):
        assert [name for name in seen.slots if name.startswith("story")] == []
