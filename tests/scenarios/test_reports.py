"""Figures and the periodic review, as whoever runs the service meets them."""

from __future__ import annotations

from tests.scenarios.world import World


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
