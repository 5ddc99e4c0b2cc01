"""From a file to a scenario: parse, read by the schema, check, and only then build the values.

Every mistake is told at once, with its line, what was found and what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo import checks
from bot.demo.conditions import brought_about
from bot.demo.scenario import MONITORING, Expected, Line, Scenario
from bot.demo.schema import SCENARIO, When
from bot.policy import BrokenPolicy, Problem
from bot.policy.loading import laid_over
from bot.policy.problems import Findings, Spot, one_of
from bot.policy.tree import Keys, parse
from bot.sandbox.company import nusantara
from bot.warroom.policy import Policy

Data = dict[str, Any]
LONG_ENOUGH = timedelta(hours=1)
HINT_AFTER = timedelta(minutes=4)
LASTS = timedelta(minutes=5)
ZONE = "Asia/Jakarta"


class BrokenScenario(Exception):  # noqa: N818 - it is the scenario that is broken, and the name says so
    """The scenario file cannot be played; `problems` lists every mistake in it, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line, each.column)))
        count = "one mistake" if len(self.problems) == 1 else f"{len(self.problems)} mistakes"
        super().__init__("\n".join([f"The scenario has {count}:", *(f"  {each}" for each in self.problems)]))


def load(path: Path) -> Scenario:
    """The scenario in this file. Raises BrokenScenario."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BrokenScenario([_unreadable(path, f"The file cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise BrokenScenario([_unreadable(path, "The file is not UTF-8 text. Save it as UTF-8.")]) from error
    return read(text, str(path), path.stem)


def _unreadable(path: Path, what: str) -> Problem:
    return Problem(0, 0, "", what, "", str(path))


def read(text: str, file: str = "scenario.yaml", name: str = "scenario") -> Scenario:
    """The scenario that this text describes. Raises BrokenScenario with every mistake."""
    findings = Findings()
    findings.spots[""] = Spot(file, 1, 1)
    tree = parse(text, file, findings)
    if findings.problems:
        raise BrokenScenario(findings.problems)
    data: Data = SCENARIO.read(tree, "", findings)
    policy = _policy(data, findings)
    seed = _seed(data)
    _check(data, seed, findings)
    if findings.problems or policy is None:
        raise BrokenScenario(findings.problems)
    scenario = _built(name, data, seed, policy)
    _check_story(list(scenario.story), seed, findings)
    if findings.problems:
        raise BrokenScenario(findings.problems)
    return scenario


def _policy(data: Data, findings: Findings) -> Policy | None:
    try:
        return laid_over(data.get("policy") or Keys(Spot(""), {}))
    except BrokenPolicy as broken:
        for each in broken.problems:
            spot = Spot(each.file, each.line, each.column)
            findings.add(spot, f"policy.{each.where}".rstrip("."), each.what, each.allowed)
        return None


def _seed(data: Data) -> Data:
    """The company, with the scenario's own people, rooms and groups over those of the same name."""
    base = nusantara() if data.get("staff", "nusantara") == "nusantara" else {}
    company = {"name": data["company"]} if "company" in data else {}
    general = {"name": "general", "members": "everyone"}
    return {
        "name": base.get("name", "Posko"),
        "domain": base.get("domain", "company"),
        **company,
        "people": _laid(base.get("people", ()), data.get("people", ()), "handle"),
        "channels": _laid(base.get("channels", (general,)), data.get("channels", ()), "name"),
        "groups": _laid(base.get("groups", ()), data.get("groups", ()), "handle"),
    }


def _laid(base: Iterable[Mapping[str, Any]], over: Iterable[Mapping[str, Any]], key: str) -> list[Data]:
    things = {each[key]: dict(each) for each in base}
    things.update({each[key]: {name: it for name, it in each.items() if name != "row"} for each in over if key in each})
    return list(things.values())


def _check(data: Data, seed: Data, findings: Findings) -> None:
    people = [each["handle"] for each in seed["people"]]
    bots = [*data.get("bots", {}), MONITORING]
    rooms = [each["name"] for each in seed["channels"]]
    for row in data.get("story", ()):
        checks.check_row(row, [*people, *bots], rooms, findings)
    trainee = data.get("trainee")
    if trainee and trainee not in people:
        findings.at("trainee", f"There is nobody `{trainee}`.", one_of(trainee, sorted(people)))
    for key in ("channels", "groups"):
        for row in data.get(key, ()):
            _check_members(row, people, f"{key}[{row['row']}].members", findings)


def _check_story(story: list[Line], seed: Data, findings: Findings) -> None:
    everyone = {each["handle"] for each in seed["people"]}
    rooms = {each["name"]: each.get("members", ()) for each in seed["channels"]}
    members = {name: everyone if there == "everyone" else set(there) for name, there in rooms.items()}
    checks.check_order(story, findings)
    checks.check_reachable(story, findings)
    checks.check_presence(story, members, findings)


def _check_members(row: Data, people: list[str], where: str, findings: Findings) -> None:
    members = row.get("members", ())
    for member in () if members == "everyone" else members:
        if isinstance(member, str) and member not in people:
            findings.at(where, f"There is nobody `{member}`.", one_of(member, sorted(people)))


def _built(name: str, data: Data, seed: Data, policy: Policy) -> Scenario:
    zone = data.get("timezone", ZONE)
    starts: datetime = data["starts"].replace(tzinfo=ZoneInfo(zone))
    story = _lines(data["story"], starts)
    last = story[-1].at if story else starts
    return Scenario(
        name=name,
        title=data["title"],
        summary=" ".join(data["summary"].split()),
        starts=starts,
        timezone=zone,
        trainee=data["trainee"],
        seed=seed,
        bots=dict(data.get("bots", {})) or {MONITORING: "Monitoring"},
        policy=policy,
        story=story,
        expect=tuple(_expected(row, starts) for row in data["expect"]),
        ends=data["ends"].on(starts) if "ends" in data else last + LONG_ENOUGH,
        hint_after=data.get("hint_after", HINT_AFTER),
    )


def _lines(rows: list[Data], starts: datetime) -> tuple[Line, ...]:
    lines: list[Line] = []
    for row in rows:
        when: When | None = row.get("at")
        at = when.on(starts) if when else (lines[-1].at if lines else starts)
        lines.append(_line(row, at))
    return tuple(lines)


def _line(row: Data, at: datetime) -> Line:
    deed = checks.deed_of(row)
    line = Line(
        number=row["row"],
        at=at,
        deed=deed,  # type: ignore[arg-type] # `check_row` has seen that it is one
        what=row[deed],
        who=row.get("who", ""),
        where=row.get("in", ""),
        lasts=row.get("for", LASTS if deed == "inject" else timedelta()),
        **{key: row[key] for key in _CARRIED if key in row},
    )
    return replace(line, needs=brought_about(line))


_CARRIED = ("on", "after", "wait", "incident", "content", "saying", "by", "method", "hint", "needs")


def _expected(row: Data, starts: datetime) -> Expected:
    given = {key: value for key, value in row.items() if key not in {"row", "milestones"}}
    moments: Mapping[str, When | None] = row.get("milestones", {})
    return Expected(milestones={name: at.on(starts) if at else None for name, at in moments.items()}, **given)
