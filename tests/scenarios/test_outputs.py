"""Outputs: what others are asked to do, on the record and in the tracker."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.test_resolve import content, files
from tests.scenarios.world import World, world

ROOM = "mi-1-shop-is-down"


async def types(on: World, line: str, where: str = ROOM, by: str = "raihan") -> str:
    said = (await on.types(by, f"/incident {line}", where)).all_text
    await on.quiet()
    return said


async def test_an_output_is_filed_once_with_what_the_record_knows_and_stands_in_the_review(
    database: str, tmp_path: Path
) -> None:
    async with world(database, start=False) as on:
        await on.start_bot(tracker="file", tracker_folder=tmp_path / "outputs")
        await on.declare("sev1 Shop is down")
        await types(on, "mim claim")
        await types(on, "state identified the flash sale counter locks the table")
        await types(on, "workaround Counter switched off")
        answer = await types(on, "output problem Why does the counter lock <script> the table? @maya")
        assert "Output 1 is on the record" in answer
        await types(on, "resolve The counter is off")
        await types(on, "output knowledge")
        assert any("Output 1 is filed as *MI-1-1-problem*" in said for said in on.said(ROOM))
        article = (tmp_path / "outputs" / "MI-1-2-knowledge.md").read_text(encoding="utf-8")
        for known in (
            "How MI-1 was solved",
            "the flash sale counter locks the table",
            "Counter switched off",
            "The counter is off",
        ):
            assert known in article
        assert "#1 *Problem investigation*" in await types(on, "output list")
        await types(on, "review")
        [review] = [name for name in files(on) if name.endswith("review-2.md")]
        assert "Why does the counter lock" in content(on, review)
        assert "MI-1-1-problem" in content(on, review)


async def test_a_tracker_that_fails_is_waited_for_and_the_room_is_told_once(database: str, tmp_path: Path) -> None:
    async with world(database, start=False) as on:
        (tmp_path / "outputs").write_text("in the way", encoding="utf-8")
        await on.start_bot(tracker="file", tracker_folder=tmp_path / "outputs")
        await on.declare("sev1 Shop is down")
        await types(on, "output change Rotate the certificate")
        await on.pass_time(minutes=10)
        assert sum("does not take output 1 for now" in said for said in on.said(ROOM)) == 1
        (tmp_path / "outputs").unlink()
        await on.pass_time(minutes=5)
        assert (await on.state()).outputs[0].key == "MI-1-1-change"


async def test_outputs_of_a_private_incident_stay_on_its_record(database: str, tmp_path: Path) -> None:
    async with world(database, start=False) as on:
        await on.start_bot(tracker="file", tracker_folder=tmp_path / "outputs")
        room = await on.declare("sev1 private Ransom note found")
        answer = await types(on, "output problem Who left it", room, by="sari")
        await on.pass_time(minutes=5)
        assert "It stays there" in answer
        assert not (tmp_path / "outputs").exists()


async def test_without_a_tracker_an_output_is_raised_by_the_form_too(room: World) -> None:
    await room.declare("sev1 Shop is down")
    await room.person("raihan").command("/incident output", channel=ROOM)
    await room.person("raihan").modal("output_modal")
    given = {"kind": {"kind": "improvement"}, "text": {"text": "Alarm on lock waits"}}
    assert (await room.person("raihan").submit(values=given)).errors == {}
    await room.quiet()
    [output] = (await room.state()).outputs
    assert (output.what, output.text, output.key) == ("improvement", "Alarm on lock waits", "")
    assert "There is no output 7" in await types(room, "output again 7")
    assert "output problem|change|knowledge|improvement" in await types(room, "output something else")
