"""The satisfaction survey: whom it asks, one answer each, and that nothing leads from an answer to a person."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack, closing

from structlog.testing import capture_logs

from bot.sandbox import Message
from tests.scenarios.acting import presses
from tests.scenarios.looking import told
from tests.scenarios.test_resolve import content, files
from tests.scenarios.world import POLICY, World, world

ROOM = "mi-1-shop-is-down"
SURVEYED = (
    POLICY
    + """
survey:
  delay: 5m
  open_for: 30m
  least_answers: 2
  users: ["@maya"]
  channels: ["#support", "C0NOSUCHROOM"]
"""
)
SECRET = "Nobody told us for an hour <!here>"


async def resolved(on: World, what: str = "declare sev1 Shop is down") -> None:
    await on.types("sari", f"/incident {what}")
    await on.sandbox.until(lambda _ws: on.rooms())
    await on.quiet()
    await types(on, "mim claim")
    await types(on, "role scribe @maya")
    await types(on, "resolve The counter is off")


async def types(on: World, line: str, by: str = "raihan") -> str:
    said = (await on.types(by, f"/incident {line}", on.rooms()[0])).all_text
    await on.quiet()
    return said


async def later(on: World, minutes: float) -> None:
    on.clock.advance(minutes * 60)
    await on.bot.fire_timers()
    await on.quiet()


def asked(on: World, handle: str) -> list[Message]:
    return [it for it in on.person(handle).dms() if "How well was it handled?" in it.all_text]


async def answers(on: World, handle: str, score: int, text: str = "", *, named: bool = False) -> dict[str, str]:
    """Presses the button, fills the form in and sends it; what the form complains of."""
    person = on.person(handle)
    await person.click(asked(on, handle)[-1], "survey_open")
    view = await person.modal("survey_modal")
    values = {"score": {"score": str(score)}, "named": {"named": "named" if named else "anonymous"}}
    sent = await person.submit(view, {**values, "text": {"text": text}} if text else values)
    await on.quiet()
    return sent.errors


def stored(database: str) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [str(row) for row in file.execute(f'SELECT * FROM "{name}"')] for name in names}  # noqa: S608


async def test_both_groups_answer_apart_once_and_the_result_stands_everywhere(
    database: str,
) -> None:
    async with AsyncExitStack() as stack:
        logs = stack.enter_context(capture_logs())
        on = await stack.enter_async_context(world(database, policy=SURVEYED))
        await resolved(on)
        assert "Nobody has been asked yet" in await types(on, "survey")
        await later(on, 6)
        state = await on.state()
        groups = {survey.group: {person.name for person in survey.people} for survey in state.surveys}
        assert groups["users"] == {"Sari Wulandari", "Tono Hartono", "Lina Kusuma"}
        assert {"Raihan Pratama", "Maya Anggraini"} <= groups["responders"]
        assert all(len(asked(on, handle)) == 1 for handle in ("sari", "tono", "raihan", "maya"))
        assert any("C0NOSUCHROOM" in said or "nosuchroom" in said.casefold() for said in on.said(ROOM))
        assert await answers(on, "tono", 2, SECRET) == {}
        assert await answers(on, "sari", 4) == {}
        assert await answers(on, "raihan", 5, "Calm and quick", named=True) == {}
        assert "Each answer counts once" in await presses(on, "tono", asked(on, "tono")[-1], "survey_open")
        standing = await types(on, "survey")
        assert "*Users:* 2 of 3 have answered" in standing
        assert f"*Responders:* 1 of {len(groups['responders'])} have answered" in standing
        assert "Only" in await types(on, "survey close", by="sari")
        await on.person("maya").click(asked(on, "maya")[-1], "survey_open")
        late = await on.person("maya").modal("survey_modal")
        await on.heard()
        await later(on, 31)
        sent = await on.person("maya").submit(late, {"score": {"score": "1"}, "text": {"text": "Too late, my words"}})
        assert "is closed" in sent.errors["score"]
        assert "is closed" in await presses(on, "tono", asked(on, "tono")[-1], "survey_open")
        users, responders = sorted((await on.state()).surveys, key=lambda survey: survey.group, reverse=True)
        assert (users.scores, users.answered) == ((2, 4), 2)
        assert (responders.scores, responders.comments, responders.answered) == ((), (), 1)
        [result] = [said for said in on.said(ROOM) if "*Survey, Users:*" in said]
        assert "median 2 of 5; 2 of 3 answered; scores 2 4" in result
        assert "Nobody told us for an hour" in result
        assert "too few to show" in await types(on, "survey")
        await types(on, "review")
        review = content(on, [name for name in files(on) if "review" in name and name.endswith(".md")][-1])
        assert "Satisfaction of users" in review
        assert "median 2 of 5 (2 answered)" in review
        assert "Calm and quick" not in review
        tono = on.person("tono").id
    _no_trace(database, tono)
    assert logs
    assert "Nobody told us" not in str(logs)


def _no_trace(database: str, person: str) -> None:
    """The comment stands in the result, and in the record that names everybody who was asked; never beside a person."""
    rows = stored(database)
    assert not any(rows[table] for table in ("survey_answers", "survey_tokens", "survey_salts"))
    found = {name: [row for row in each if "Nobody told us" in row] for name, each in rows.items()}
    assert {name for name, each in found.items() if each} == {"entries", "incidents"}
    [entry] = found["entries"]
    assert "survey_closed" in entry
    assert person not in entry
    everything = "\n".join(row for each in rows.values() for row in each)
    assert "Too late, my words" not in everything
    assert "Calm and quick" not in everything


async def test_two_presses_at_the_same_time_count_once_and_while_open_no_row_joins_person_and_answer(
    database: str,
) -> None:
    async with world(database, policy=SURVEYED) as on:
        await resolved(on)
        await later(on, 6)
        person = on.person("tono")
        await person.click(asked(on, "tono")[-1], "survey_open")
        view = await person.modal("survey_modal")
        values = {"score": {"score": "3"}, "text": {"text": SECRET}}
        await asyncio.gather(person.submit(view, values), person.submit(view, values), return_exceptions=True)
        await on.quiet()
        async with on.bot.store.reading() as reader:
            assert await reader.answered(1) == {"users": 1}
        rows = stored(database)
        assert len(rows["survey_answers"]) == len(rows["survey_tokens"]) == 1
        both = [row for each in rows.values() for row in each if "Nobody told us" in row and person.id in row]
        assert both == []
        await types(on, "survey skip Enough of asking")
        assert any("dropped the survey: Enough of asking" in said for said in on.said(ROOM))
        assert not stored(database)["survey_answers"]
        assert "It was dropped" in await types(on, "survey")


async def test_about_a_drill_nobody_is_asked(database: str) -> None:
    async with world(database, policy=SURVEYED) as on:
        await resolved(on, "drill sev1 Shop is down")
        await later(on, 6)
        assert (await on.state()).surveys == ()
        assert "None is made of this incident" in await types(on, "survey")


async def test_about_a_private_incident_only_its_members_are_asked(database: str) -> None:
    async with world(database, policy=SURVEYED) as on:
        await on.declare("sev1 private Ransom note found")
        await types(on, "mim claim", by="sari")
        await types(on, "resolve Paid nothing", by="sari")
        await later(on, 6)
        state = await on.state()
        names = {person.name for survey in state.surveys for person in survey.people}
        assert "Sari Wulandari" in names
        assert names <= set(state.people.values())
        assert "Tono Hartono" not in names
        assert not [said for said in told(on, "tono") if "Ransom" in said or "MI-1" in said]
