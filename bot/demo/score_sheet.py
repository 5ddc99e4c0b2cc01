"""The score as people read it: a table in the terminal, and demo-output/score.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from bot.demo.player import Unplayed
from bot.demo.scenario import Scenario
from bot.demo.score import Mark, Sheet


def overall(sheets: Sequence[Sheet]) -> int:
    """One figure for all incidents, in percent."""
    return round(sum(sheet.percent for sheet in sheets) / len(sheets)) if sheets else 0


def table(sheets: Sequence[Sheet]) -> Table:
    """For the terminal."""
    made = Table(title=f"Score: {overall(sheets)} of 100", title_justify="left", box=None, show_header=False)
    for sheet in sheets:
        if len(sheets) > 1:
            made.add_row(f"[bold]{sheet.reference}", f"[bold]{sheet.percent}", f"[bold]{sheet.title}")
        for mark in sheet.marks:
            made.add_row(mark.topic, _points(mark), "\n".join(mark.reasons), style="" if mark.full else "yellow")
    return made


def markdown(
    scenario: Scenario, sheets: Sequence[Sheet], unplayed: Sequence[Unplayed], trainee: str = "", hints: int = 0
) -> str:
    """The whole sheet as a file."""
    return "\n".join([*_head(scenario, sheets, trainee, hints), *_bodies(sheets), *_tail(unplayed)]) + "\n"


def _head(scenario: Scenario, sheets: Sequence[Sheet], trainee: str, hints: int) -> Iterator[str]:
    yield f"# Score: {overall(sheets)} of 100"
    yield ""
    yield f"{scenario.title} (`{scenario.name}`)."
    if trainee:
        yield f"Played by a person as @{trainee}, who was given {hints} hint{'' if hints == 1 else 's'}."


def _bodies(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        yield ""
        yield f"## {sheet.reference} · {sheet.title}: {sheet.percent} of 100"
        yield ""
        yield "| Topic | Points | Why |"
        yield "|---|---|---|"
        for mark in sheet.marks:
            yield f"| {mark.topic} | {_points(mark)} | {'; '.join(mark.reasons).replace('|', chr(92) + '|')} |"


def _tail(unplayed: Sequence[Unplayed]) -> Iterator[str]:
    if unplayed:
        yield ""
        yield "## Not played"
        yield ""
        for each in unplayed:
            yield f"- {each.line.who} {each.line.deed} “{each.line.what.splitlines()[0]}”: {each.why}"


def _points(mark: Mark) -> str:
    return f"{mark.earned:g} of {mark.of}"
