"""Updates leave by every channel that the policy names, and what fails is tried again, stood in for, and told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.policy import read
from bot.warroom.policy import Concern
from tests.databases import SqliteFiles
from tests.scenarios.looking import card, told
from tests.scenarios.world import POLICY, world

ROOM = "mi-1-shop-is-down"
STAND_IN = (
    POLICY
    + """
deliveries: {fall_back_after: 2m}
audiences:
  executives: false
  internal:
    channels: [{channel: "#closed-desk", then: [{webhook: gone}, "#incident-updates"]}, dm:@tono]
"""
)


async def test_a_channel_that_fails_is_stood_in_for_and_the_room_is_told(sqlite: SqliteFiles, tmp_path: Path) -> None:
    async with sqlite.fresh(tmp_path) as database, world(database, policy=STAND_IN) as on:
        await on.declare()
        desk = await on.person("sari").create_channel("closed-desk")
        await on.person("sari").archive(desk.name)
        await on.types("raihan", "/incident update We are on it", ROOM)
        await on.quiet()
        failed = [entry.event for entry in await on.entries(1, "delivery_failed")]
        reached = [entry.event for entry in await on.entries(1, "delivery")]
        assert [(each.channel, each.then[:1]) for each in failed] == [
            ("#closed-desk", ("webhook:gone",)),
            ("webhook:gone", ("#incident-updates",)),
        ]
        assert {(each.channel, each.instead_of) for each in reached} == {
            ("dm:@tono", ""),
            ("#incident-updates", "webhook:gone"),
        }
        room = "\n".join(on.said(ROOM))
        assert "did not reach Internal staff by #closed-desk" in room
        assert "it goes to #incident-updates now" in room


WHO = (
    POLICY
    + """
audiences:
  executives: {severities: [sev1]}
  partners: {channels: "#partners", severities: [], services: [payments]}
  regulator: {channels: "#regulator", severities: [], impacts: [data]}
"""
)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, {"internal"}),
        ({"severity": "sev1"}, {"internal", "executives"}),
        ({"services": ("payments",)}, {"internal", "partners"}),
        ({"impacts": ("data", "revenue"), "services": ("shop",)}, {"internal", "regulator"}),
        ({"private": True, "severity": "sev1"}, set()),
    ],
)
def test_who_is_addressed_follows_severity_service_impact_and_privacy(facts: dict[str, Any], told: set[str]) -> None:
    concern = Concern(**{"severity": "sev2", **facts})
    assert {each.name for each in read(WHO).audiences_for(concern)} == told


NIGHT = """
timezone: UTC
audiences:
  partners: {channels: "#partners", severities: [], quiet_hours: {begins: 22:00, ends: 06:00, unless: [sev1]}}
"""


@pytest.mark.parametrize(
    ("hour", "severity", "told_at"),
    [(21, "sev2", 21), (22, "sev2", 30), (23, "sev2", 30), (29, "sev2", 30), (30, "sev2", 30), (23, "sev1", 23)],
)
def test_quiet_hours_hold_back_what_is_not_severe_enough_until_they_end(hour: int, severity: str, told_at: int) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    partners = read(NIGHT).audiences["partners"]
    asked = midnight + timedelta(hours=hour)
    assert partners.awake(asked, severity, "UTC") == midnight + timedelta(hours=told_at)


ASLEEP = """audiences:
  partners: {channels: "#partners", quiet_hours: {begins: 09:00, ends: 12:00, unless: []}}
"""


async def test_the_form_ticks_nobody_who_has_quiet_hours(sqlite: SqliteFiles, tmp_path: Path) -> None:
    async with sqlite.fresh(tmp_path) as database, world(database, policy=POLICY + ASLEEP) as made:
        name = await made.declare()
        await made.types("raihan", "/incident mim accept", name)
        await made.person("raihan").command("/incident update", name)
        form = await made.person("raihan").modal("update_modal")
        [boxes] = [block["element"] for block in form.body["blocks"] if block.get("block_id") == "audiences"]
        assert [box["value"] for box in boxes["options"]] == ["executives", "internal", "partners"]
        assert [box["value"] for box in boxes["initial_options"]] == ["executives", "internal"]


async def test_what_waits_for_quiet_hours_is_said_to_wait_and_until_when(sqlite: SqliteFiles, tmp_path: Path) -> None:
    async with sqlite.fresh(tmp_path) as database, world(database, policy=POLICY + ASLEEP) as made:
        name = await made.declare()
        await made.types("raihan", "/incident mim accept", name)
        answer = (await made.types("raihan", "/incident resolve The counter is off", name)).all_text
        await made.quiet()
        (told,) = [text for text in made.said(name) if "📣 Update" in text]
        waits = "🌙 Partners has quiet hours: update 1 waits for them until"
        assert "The last update goes to Executives and Internal staff." in answer
        assert "📣 Update 1 goes to Executives and Internal staff." in told
        assert (waits in answer, waits in told) == (True, True)
        reached = [entry.event for entry in await made.entries(1, "delivery")]
        assert "partners" not in {each.audience for each in reached}
        quiet = "1 for Partners (quiet hours until"
        assert quiet in card(made, name).all_text
        assert "🌙 Partners: promised" in (await made.types("raihan", "/incident promises", name)).all_text
        await made.pass_time(minutes=121)
        assert "✅ Partners: promised" in (await made.types("raihan", "/incident promises", name)).all_text
        assert "partners" in {entry.event.audience for entry in await made.entries(1, "delivery")}
        assert quiet not in card(made, name).all_text


async def test_a_template_that_breaks_is_told_once_with_its_line_and_the_shipped_one_stands_in(
    sqlite: SqliteFiles, tmp_path: Path
) -> None:
    broken = tmp_path / "ours" / "en" / "internal" / "all.j2"
    broken.parent.mkdir(parents=True)
    broken.write_text("Ours{{ end_of_part }}\n{{ txet }}\n{{ end_of_part }}Foot")
    policy = POLICY + f"templates: {tmp_path / 'ours'}\n"
    async with sqlite.fresh(tmp_path) as database, world(database, policy=policy) as made:
        name = await made.declare()
        await made.types("raihan", "/incident mim accept", name)
        await made.types("raihan", "/incident update We look into it", name)
        await made.types("raihan", "/incident update Still looking", name)
        await made.quiet()
        assert "Update 2" in made.said("incident-updates")[-1]
        assert len([text for text in made.said("incident-updates") if "looking" in text or "look into" in text]) == 3
        in_room = [text for text in made.said(name) if "🧩" in text]
        direct = [text for text in told(made, "raihan") if "🧩" in text]
        assert (len(in_room), len(direct)) == (1, 1)
        assert "The template `ours/en/internal/all.j2, line 2` is broken." in in_room[0]
        assert "it says txet, which is not known" in in_room[0]
        assert "MI-1" in direct[0]
        assert len(await made.entries(1, "template_broken")) == 1
