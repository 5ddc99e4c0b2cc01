"""Rules that span several keys of a scenario: people, rooms and words that must be known, lines in order of time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot.demo.conditions import CONDITIONS, brought_about
from bot.demo.scenario import DEEDS, Line
from bot.handlers.vocabulary import STATE_VERBS, VERBS, canonical
from bot.policy.problems import Findings, one_of

Row = Mapping[str, Any]
COMMAND = "/incident"
ROOM = "room"
NEEDS_WORDS = {"reacts": "on", "slow": "by"}
SPEAKING = {"says", "types", "reacts", "shares"}
NOT_BY_PEOPLE = {"alert", "inject"}


def deed_of(row: Row) -> str:
    """The one thing that this row does; empty unless it is one."""
    done = [deed for deed in DEEDS if deed in row]
    return done[0] if len(done) == 1 else ""


def check_row(row: Row, people: Collection[str], rooms: Collection[str], findings: Findings) -> None:
    """Note what is wrong with one line by itself."""
    where = f"story[{row['row']}]"
    deed = deed_of(row)
    if not deed and findings.within(where):
        return
    if not deed:
        _not_one(row, where, findings)
        return
    if deed not in NOT_BY_PEOPLE and "who" not in row:
        findings.at(where, "`who` is missing.", "Add `who: …`, a handle.")
    _known(row, "who", [*people], where, findings)
    _place(row, rooms, people, where, findings)
    _words(row, deed, where, findings)
    _conditions(row, where, findings)


def _not_one(row: Row, where: str, findings: Findings) -> None:
    done = [name for name in DEEDS if name in row]
    what = f"It does {len(done)} things: {', '.join(done)}." if done else "It does nothing."
    findings.at(where, what, f"Exactly one of: {', '.join(DEEDS)}.")


def _known(row: Row, key: str, known: Collection[str], where: str, findings: Findings) -> None:
    if key in row and row[key] not in known:
        findings.at(f"{where}.{key}", f"There is nobody `{row[key]}`.", one_of(row[key], sorted(known)))


def _place(row: Row, rooms: Collection[str], people: Collection[str], where: str, findings: Findings) -> None:
    for key in ("in", "joins"):
        room = str(row.get(key, ""))
        known = {f"@{name}" for name in people} | {"@posko"} | set(rooms)
        # rooms of incidents come to be while it plays: no `in` means them, and `joins: room`
        known |= {ROOM} if key == "joins" else set()
        if room and room not in known:
            also = (ROOM,) if key == "joins" else ()
            findings.at(f"{where}.{key}", f"There is no room `{room}`.", one_of(room, (*sorted(rooms), *also)))


def _words(row: Row, deed: str, where: str, findings: Findings) -> None:
    if "wait" in row and "after" not in row:
        findings.at(f"{where}.wait", "It waits after nothing.", "Add `after: …`, or give the moment in `at`.")
    needed = NEEDS_WORDS.get(deed) or NEEDS_WORDS.get(str(row[deed]))
    if needed and needed not in row:
        findings.at(where, f"`{needed}` is missing.", f"Add `{needed}: …` here.")
    if row.get("inject") == "unreachable" and "who" not in row:
        findings.at(where, "`who` is missing.", "Add `who: …`, a handle.")
    if deed == "types":
        _command(str(row["types"]), f"{where}.types", findings)


def _command(typed: str, where: str, findings: Findings) -> None:
    name, _, rest = typed.partition(" ")
    if name != COMMAND:
        findings.at(where, f"`{name}` is not a command of the bot.", f"Begin with `{COMMAND} `.")
        return
    verb = rest.partition(" ")[0]
    if verb and canonical(verb) is None and verb not in STATE_VERBS:
        findings.at(where, f"There is no subcommand `{verb}`.", one_of(verb, tuple(VERBS)))


def _conditions(row: Row, where: str, findings: Findings) -> None:
    for key in ("after", "needs"):
        given = row.get(key, ())
        for name in (given,) if isinstance(given, str) else given:
            if name not in CONDITIONS:
                findings.at(f"{where}.{key}", f"Nothing is called `{name}`.", one_of(name, CONDITIONS))


def check_presence(story: list[Line], members: Mapping[str, set[str]], findings: Findings) -> None:
    """Whoever says or types something in a named room is in it, from the start or by joining before."""
    inside = {room: set(there) for room, there in members.items()}
    for line in story:
        if line.deed == "joins" and line.what in inside:
            inside[line.what].add(line.who)
        elif line.deed in SPEAKING and line.where in inside and line.who not in inside[line.where]:
            findings.at(
                f"story[{line.number}].in",
                f"@{line.who} is not in #{line.where}.",
                f"There are {', '.join(sorted(inside[line.where]))}; or let them join before (`joins: {line.where}`).",
            )


def check_order(story: list[Line], findings: Findings) -> None:
    """Lines stand in order of time: a reader of the file must be able to follow it."""
    before: datetime | None = None
    for line in story:
        if before and line.at < before:
            findings.at(
                f"story[{line.number}].at",
                f"{line.at:%H:%M} is before the line above it ({before:%H:%M}).",
                "Keep the lines in order of time.",
            )
        before = max(before, line.at) if before else line.at


def check_reachable(story: list[Line], findings: Findings) -> None:
    """A line that waits for what only itself brings about would wait for ever."""
    for line in story:
        if brought_about(line) in line.after:
            findings.at(f"story[{line.number}].after", "It waits for what it does itself.", "Take it away.")
