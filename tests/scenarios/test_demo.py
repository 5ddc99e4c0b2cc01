"""The demo plays a whole incident by itself, and leaves behind what the README says."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.comms.exports.verify import verify_file

ROOT = Path(__file__).parents[2]
FILES = {
    *(f"review.{form}" for form in ("md", "html", "pdf", "docx")),
    *(f"timeline.{form}" for form in ("md", "csv", "xlsx", "json", "html", "pdf", "docx")),
    "picture.png",
    "customer.md",
    "regulator.md",
    "transcript.txt",
}


@pytest.mark.timeout(180)
async def test_the_demo_plays_the_flash_sale_to_its_end_and_leaves_everything_to_look_at(tmp_path: Path) -> None:
    playing = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--speed", "1000", "--output", str(tmp_path / "out"),
        cwd=tmp_path, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, complaints = (each.decode() for each in await playing.communicate())
    assert (playing.returncode, complaints) == (0, "")
    shown = " ".join(told.split())
    for words in (
        "/incident declare sev1",
        "Raihan Pratama",
        "#exec-updates",
        "#incident-upda",
        "MI-1-review-1.html",
    ):
        assert words in shown
    assert {path.name for path in (tmp_path / "out").iterdir()} >= FILES
    assert all(name in shown for name in FILES)
    verdict = verify_file(tmp_path / "out" / "timeline.json")
    assert verdict.ok
    review = (tmp_path / "out" / "review.md").read_text(encoding="utf-8")
    promised = review.partition("promised and sent")[2].partition("\n## ")[0]
    assert ("| kept, " in promised, "missed, 3 min after; put off until" in promised) == (True, True)
    transcript = (tmp_path / "out" / "transcript.txt").read_text(encoding="utf-8")
    rooms = ("#mi-1-", "#exec-updates", "#incident-updates", "#incidents", "#customer-updates", "#regulator-updates")
    renderings = ("SEV1 Critical · Investigating · Update 1", "Gangguan layanan", "Incident report MI-1, update 1")
    for words in (*rooms, *renderings, "Raihan Pratama", "Budi Santoso"):
        assert words in transcript
    assert not (tmp_path / "posko.sqlite3").exists()
