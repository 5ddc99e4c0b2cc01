"""Figures and the periodic review, as whoever runs the service meets them."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.looking import own
from tests.scenarios.test_export import Shell
from tests.scenarios.world import OPENING, POLICY, World, world

MONTH = f"{OPENING:%Y-%m}"
DAY = 24 * 60 * 60.0


async def types(room: World, handle: str, line: str, where: str = "general") -> str:
    answer = await room.types(handle, line, where)
    await room.quiet()
    return answer.all_text


async def over(room: World, line: str, *more: str) -> str:
    """An incident from its begin to its resolution."""
    name = await room.declare(line)
    for typed in ("mim accept", "milestone started at 02:50", *more, "resolve New cache"):
        await types(room, "raihan", f"/incident {typed}", name)
    return name


async def test_who_saw_it_first_is_said_with_the_milestone_and_shows_in_the_gauges(room: World) -> None:
    await over(room, "sev2 Shop is down", "milestone detected by monitoring at 02:55")
    assert (await room.state()).milestones["detected"].by == "monitoring"
    await over(room, "sev1 private Takeover of Bank Maju", "milestone detected by user at 02:51")
    await room.bot.measure()
    page = room.bot.metrics.page().decode()
    assert 'posko_kpi_seconds{kpi="time_to_detect",month="this",quantile="0.5"} 300.0' in page
    assert 'posko_kpi_share{kpi="detected_by_monitoring",month="this"} 1.0' in page
    assert 'posko_kpi_incidents{kpi="time_to_detect",month="this"} 1.0' in page
    assert 'posko_kpi_left_out{kpi="time_to_diagnose",month="this"} 1.0' in page


def files(room: World, where: str) -> list[str]:
    return [file.name for message in room.sandbox.workspace.channel(where).log for file in message.files]


async def test_a_months_report_is_told_where_it_is_asked_for_with_its_files_and_nothing_private(room: World) -> None:
    await over(room, "sev2 Shop is down")
    await room.declare("sev1 private Takeover of Bank Maju")
    await types(room, "sari", "/incident improvement Watch the last day of certificates")
    answer = await types(room, "sari", "/incident report this")
    assert f"The report of {MONTH} comes here" in answer
    [said] = [it for it in own(room, "general") if "Major incidents of" in it.all_text]
    assert "1 private incident left out." in said.all_text
    assert "Time to resolve: median" in said.all_text
    assert "*Improvements:* 1 open, 0 overdue" in said.all_text
    assert files(room, "general") == [f"incidents-{MONTH}.{form}" for form in ("png", "html", "pdf", "xlsx")]
    page = next(f for it in room.sandbox.workspace.channel("general").log for f in it.files if f.name.endswith("html"))
    assert b"Shop is down" in page.content
    assert b"Watch the last day of certificates" in page.content
    assert b"Maju" not in page.content


async def test_a_word_that_is_no_month_is_refused_with_an_example_and_an_outage_is_declared(room: World) -> None:
    refused = await types(room, "sari", "/incident report 2026-13")
    assert "is no month that has begun" in refused
    await types(room, "sari", "/incident report sev1 Shop is down")
    assert (await room.state()).title == "Shop is down"


async def test_last_months_report_comes_by_itself_once_whatever_ticks_and_restarts(database: str) -> None:
    async with world(database, policy=POLICY + 'reports: {post_in: "#incidents", day: 1, hour: 8}\n') as made:
        await over(made, "sev2 Shop is down")
        await made.bot.report_monthly()
        await made.quiet()
        assert files(made, "incidents") == []
        await made.stop_bot()
        await made.clock.run(15 * DAY)
        await made.start_bot()
        for _again in range(2):
            await made.bot.report_monthly()
            await made.quiet()
        await made.stop_bot()
        await made.start_bot()
        await made.bot.report_monthly()
        await made.quiet()
        said = [it.all_text for it in own(made, "incidents") if "Major incidents of" in it.all_text]
        assert len(said) == 1
        assert f"Major incidents of {MONTH}" in said[0]
        assert len(files(made, "incidents")) == 4


async def test_the_command_line_writes_the_report_and_counts_private_ones_only_when_told_to(
    room: World, tmp_path: Path
) -> None:
    await over(room, "sev2 Shop is down")
    await over(room, "sev1 private Takeover of Bank Maju")
    shell = Shell(room, tmp_path)
    code, posted, err = await shell.posko("report", MONTH)
    assert (code, err) == (0, "")
    assert "1 private incident left out." in posted
    assert "Maju" not in posted
    code, own_pack, _err = await shell.posko("report", MONTH, "--private")
    assert code == 0
    assert "Maju" in own_pack
    code, _out, err = await shell.posko("report", "soon")
    assert code == 2
    assert "is no month that has begun" in err
