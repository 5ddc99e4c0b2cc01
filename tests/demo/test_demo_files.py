"""A scenario file says in its own words what is wrong with it: file, line, key, what was found, what is allowed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from bot.demo import catalogue
from bot.demo.checks import deed_of
from bot.demo.reading import BrokenScenario, load, read
from bot.demo.scenario import DEEDS, INJECTS
from bot.demo.schema import EXPECTED, LINE, SCENARIO

ROOT = Path(__file__).parents[2]
HEAD = """\
title: A small fire
summary: Something burns.
starts: 2026-11-24 10:00
trainee: raihan
expect: []
"""


def problems(story: str, head: str = HEAD) -> list[str]:
    with pytest.raises(BrokenScenario) as refusal:
        read(head + "story:\n" + dedent(story).lstrip("\n"), "fire.yaml")
    return [str(each) for each in refusal.value.problems]


def test_a_mistake_names_file_line_key_what_was_found_and_what_is_allowed():
    with pytest.raises(BrokenScenario) as refusal:
        read(HEAD + "story:\n  - {at: 0, who: rainan, in: support, says: Hello}\n", "fire.yaml")
    message = str(refusal.value)
    assert message.startswith(
        "The scenario has one mistake:\n"
        "  fire.yaml:7:13  story[1].who: There is nobody `rainan`. Did you mean `raihan`? Allowed: agus, budi, dewi, "
    )
    assert "raihan, rina, sari, tono." in message


@pytest.mark.parametrize(
    ("line", "place", "what", "allowed"),
    [
        ("{at: 0, who: tono, in: support}", "story[1]", "It does nothing.", f"Exactly one of: {', '.join(DEEDS)}."),
        (
            "{at: 0, who: tono, in: support, says: a, joins: room}",
            "story[1]",
            "It does 2 things: says, joins.",
            "Exactly one of",
        ),
        ("{at: 0, in: support, says: a}", "story[1]", "`who` is missing.", "a handle"),
        ("{at: soon, who: tono, in: support, says: a}", "story[1].at", "`soon` is not a moment", "day 3 09:05"),
        ("{at: 25:10, who: tono, in: support, says: a}", "story[1].at", "`25:10` is not a moment", "20:31"),
        ("{at: 0, who: tono, in: suport, says: a}", "story[1].in", "There is no room `suport`.", "mean `support`?"),
        ("{at: 0, who: budi, in: support, says: a}", "story[1].in", "@budi is not in #support.", "`joins: support`"),
        ("{at: 0, who: tono, types: /inc declare x}", "story[1].types", "`/inc` is not a command", "`/incident `"),
        (
            "{at: 0, who: tono, types: /incident declair x}",
            "story[1].types",
            "There is no subcommand `declair`.",
            "mean `declare`?",
        ),
        ("{at: 0, who: tono, presses: mim_acept}", "story[1].presses", "`mim_acept` is not known", "mean `mim_accept`"),
        ("{at: 0, who: tono, reacts: bulb}", "story[1]", "`on` is missing.", "Add `on: …`"),
        ("{at: 0, inject: slow}", "story[1]", "`by` is missing.", "Add `by: …`"),
        ("{at: 0, inject: earthquake}", "story[1].inject", "`earthquake` is not known", "slack_down"),
        ("{at: 0, inject: unreachable}", "story[1]", "`who` is missing.", "a handle"),
        ("{at: 0, who: tono, says: a, after: acepted}", "story[1].after", "Nothing is called `acepted`.", "Did you"),
        ("{at: 0, who: tono, says: a, wait: 5m}", "story[1].wait", "It waits after nothing.", "`after: …`"),
        (
            "{who: tono, presses: mim_accept, after: mim_accepted}",
            "story[1].after",
            "It waits for what it does itself.",
            "Take it away",
        ),
        ("{at: 0, who: tono, typs: a}", "story[1].typs", "There is no such key.", "mean `types`?"),
    ],
)
def test_each_mistake_of_a_line_is_told_once_with_its_remedy(line: str, place: str, what: str, allowed: str):
    found = problems(f"  - {line}\n")
    assert len(found) == 1, found
    place_in_file, _, told = found[0].partition("  ")
    assert place_in_file.startswith("fire.yaml:7:")
    assert told.startswith(f"{place}: {what}")
    assert allowed in found[0]


def test_lines_out_of_order_are_told_with_both_times():
    (found,) = problems(
        """
          - {at: 5, who: tono, in: support, says: later}
          - {at: 2, who: tono, in: support, says: earlier}
        """
    )
    assert "fire.yaml:8:" in found
    assert "story[2].at: 10:02 is before the line above it (10:05). Keep the lines in order of time." in found


def test_a_mistake_in_the_policy_points_into_the_scenario_file():
    (found,) = problems(
        "  - {at: 0, who: tono, in: support, says: a}\n", HEAD + "policy:\n  room: {archive_after: 7}\n"
    )
    assert found.startswith("fire.yaml:7:25  policy.room.archive_after: `7` is not a length of time.")


def test_everything_wrong_is_told_together_in_order_of_place():
    with pytest.raises(BrokenScenario) as refusal:
        read("titel: x\nstarts: tomorrow\ntrainee: nobody-here\nstory: []\nexpect: []\n", "fire.yaml")
    assert [(each.line, each.where) for each in refusal.value.problems] == [
        (1, "titel"),
        (1, ""),
        (1, ""),
        (2, "starts"),
        (3, "trainee"),
    ]


def test_broken_yaml_is_told_alone():
    with pytest.raises(BrokenScenario) as refusal:
        read("title: [\n", "fire.yaml")
    assert len(refusal.value.problems) == 1


def test_a_moment_is_minutes_a_time_of_day_or_a_day_of_the_story():
    story = read(
        HEAD
        + 'story:\n  - {at: 2.5, who: tono, in: support, says: a}\n  - {at: "10:31", who: tono, in: support, says: b}'
        "\n  - {at: day 3 09:05, who: tono, in: support, says: c}\n"
    ).story
    starts = story[0].at - timedelta(minutes=2.5)
    assert f"{starts:%Y-%m-%d %H:%M %Z}" == "2026-11-24 10:00 WIB"
    assert [f"{line.at:%d %H:%M}" for line in story[1:]] == ["24 10:31", "26 09:05"]


def test_a_line_without_a_moment_comes_right_after_the_one_above():
    lines = "  - {at: 7, who: tono, in: support, says: a}\n  - {who: tono, in: support, says: b}\n"
    first, second = read(f"{HEAD}story:\n{lines}").story
    assert second.at == first.at


def test_a_person_of_the_scenario_takes_the_place_of_the_company_s():
    text = f"{HEAD}people:\n  - {{handle: budi, name: Budi Hartono}}\n  - {{handle: vina, name: Vina}}\nstory: []\n"
    people = {each["handle"]: each["name"] for each in read(text).seed["people"]}
    assert (people["budi"], people["vina"], len(people)) == ("Budi Hartono", "Vina", 15)


def test_a_missing_file_and_an_unknown_name_are_told_plainly(tmp_path: Path):
    with pytest.raises(BrokenScenario, match=r"The file cannot be read: No such file or directory"):
        load(tmp_path / "none.yaml")
    with pytest.raises(BrokenScenario, match=r"There is no scenario `flashsale`\. Did you mean `flash-sale`"):
        catalogue.find("flashsale")


@pytest.mark.parametrize("name", catalogue.names())
def test_every_shipped_scenario_is_whole(name: str):
    scenario = catalogue.find(name)
    assert scenario.title
    assert scenario.story
    assert scenario.expect
    assert scenario.ends > scenario.story[-1].at
    assert any(line.who == scenario.trainee and line.hint for line in scenario.story)


def test_the_demo_is_the_first_of_the_list():
    assert catalogue.names()[0] == "flash-sale"
    assert len(catalogue.names()) == 6


def test_the_page_about_scenarios_names_every_key_and_inject():
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    keys = {*SCENARIO.keys, *LINE.keys, *EXPECTED.keys}
    missing = sorted(name for name in (*keys, *INJECTS) if f"`{name}`" not in page)
    assert missing == []


def test_a_row_has_one_deed_or_none():
    assert deed_of({"says": "a"}) == "says"
    assert deed_of({"says": "a", "types": "/b"}) == ""
