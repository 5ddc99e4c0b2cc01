"""The score comes from the record alone: each topic has its points and its reasons, and nothing is given away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo import souvenirs
from bot.demo.player import Player
from bot.demo.score import Mark, Sheet, score
from bot.demo.score_sheet import overall
from bot.warroom.scoring import Record
from tests.demo.conftest import Playing

WELL = """
story:
  - {at: 0, who: sari, in: general, types: /incident declare sev2 Nobody can log in}
  - {at: 4, who: raihan, in: "@posko", presses: mim_accept}
  - {at: 5, who: raihan, types: /incident role technical_lead @budi}
  - {at: 6, who: budi, says: "DECISION: restart the directory"}
  - {at: 7, who: raihan, types: /incident handover @budi}
  - {at: 40, who: sari, in: general, says: Still nothing}
expect:
  - {severity: sev2, state: closed, roles: [mim, technical_lead, scribe, vendor_liaison], people: 4}
"""
SILENT = """
story:
  - {at: 0, who: sari, in: general, types: /incident declare sev2 Nobody can log in}
  - {at: 30, who: sari, in: general, says: Still nothing}
expect:
  - {severity: sev2}
  - {incident: 2}
"""


async def record(player: Player, number: int = 1) -> Record:
    async with player.on.bot.store.reading() as reader:
        entries = await reader.entries(number)
        state = await reader.incident(number)
    return Record(state, entries, await player.on.bot.documents.draft(number))


def marks(sheet: Sheet) -> dict[str, Mark]:
    return {mark.topic: mark for mark in sheet.marks}


async def test_each_topic_is_judged_from_the_record_with_its_reason(playing: Playing) -> None:
    async with playing(WELL) as player:
        await player.play()
        expected = player.scenario.expect[0]
        held = await record(player)
        policy = player.scenario.policy

        def judged(**change: object) -> dict[str, Mark]:
            return marks(score([held], [replace(expected, **change)], policy)[0])  # type: ignore[arg-type]

        found = judged()
        assert found["acceptance"].reasons == ("the lead was accepted after 4 min (expected within 10 min)",)
        assert found["acceptance"].earned == 20
        assert judged(accepted_within=timedelta(minutes=2))["acceptance"].earned == 10
        assert judged(accepted_within=timedelta(minutes=1))["acceptance"].earned == 0
        assert found["assembly"].reasons == (
            "roles filled: Major Incident Manager, Technical lead",
            "nobody took: Scribe, Vendor liaison",
            "3 people were in the room within 10 min (expected 4)",
        )
        assert found["assembly"].earned == 5 + 7.5
        assert found["course"].reasons == (
            "✗ it ended Investigating (expected Closed)",
            "✓ its severity was sev2 (expected sev2)",
        )
        assert found["course"].earned == 10
        assert found["handover"] == Mark("handover", 5, 10, ("a handover was offered and never accepted",))
        assert "key moments" not in found
        assert judged(moments={"decision": 1, "hypothesis": 1})["key moments"].earned == 5
        assert judged(milestones={"declared": player.scenario.starts, "resolved": None})["course"].earned == 10
        late = judged(milestones={"declared": player.scenario.starts + timedelta(minutes=5)}, state="", severity="")
        assert late["course"].reasons == ("✗ Declared at 10:00, expected 10:05",)


async def test_nobody_who_leads_and_an_incident_never_declared_earn_nothing(playing: Playing) -> None:
    async with playing(SILENT) as player:
        await player.play()
        first, second = score([await record(player)], player.scenario.expect, player.scenario.policy)
        assert marks(first)["acceptance"] == Mark("acceptance", 0, 20, ("nobody accepted the lead",))
        assert (second.percent, second.marks[0].reasons) == (0, ("incident 2 was never declared",))


async def test_a_missed_promise_costs_its_share_and_is_named(playing: Playing) -> None:
    async with playing(SILENT) as player:
        await player.play()
        held = await record(player)
        kept, *others = held.draft.deliveries
        assert {kept.fate, *(each.fate for each in others)} <= {"kept", "pending"}
        missed = kept.model_copy(update={"fate": "missed"})
        worse = Record(held.state, held.entries, held.draft.model_copy(update={"deliveries": (missed, *others)}))
        settled = sum(each.fate == "kept" for each in others) + 1
        mark = marks(score([worse], player.scenario.expect, player.scenario.policy)[0])["punctuality"]
        assert mark.earned == pytest.approx(25 * (1 - 1 / settled), abs=0.05)
        assert "missed: Executives, due 10:05 WIB" in mark.reasons


async def test_the_sheet_is_written_with_what_was_not_played_and_the_hints(playing: Playing, tmp_path: Path) -> None:
    async with playing(trainee="raihan") as player:
        await player.play()
        sheets = await souvenirs.judge(player, tmp_path)
        written = (tmp_path / "score.md").read_text(encoding="utf-8")
        assert written.startswith(
            f"# Score: {overall(sheets)} of 100\n\nA small fire (`fire`).\nPlayed by a person as "
        )
        assert f"as @raihan; {player.status.hints} hints were given." in written
        assert "| acceptance | 0 of 20 | nobody accepted the lead" in written
        assert "- budi says “OBSERVATION: the directory is silent”: it waited for mim_accepted" in written
