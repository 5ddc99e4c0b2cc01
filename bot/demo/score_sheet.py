"""The score as people read it: a table in the terminal, and demo-output/score.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from bot.comms.locale import Translator
from bot.demo.scenario import Scenario
from bot.demo.score import Mark, Sheet
from bot.demo.status import Unplayed
from bot.demo.words import topic_name, unplayed_words


def overall(sheets: Sequence[Sheet]) -> int:
    """One figure for all incidents, in percent."""
    return round(sum(sheet.percent for sheet in sheets) / len(sheets)) if sheets else 0


def table(sheets: Sequence[Sheet], t: Translator) -> Table:
    """For the terminal."""
    made = Table(title=_headline(sheets, t), title_justify="left", box=None, show_header=False)
    for sheet in sheets:
        if len(sheets) > 1:
            made.add_row(f"[bold]{sheet.reference}", f"[bold]{sheet.percent}", f"[bold]{sheet.title}")
        for mark in sheet.marks:
            why = "\n".join(mark.reasons)
            made.add_row(topic_name(mark.topic, t), _points(mark, t), why, style="" if mark.full else "yellow")
    return made


def markdown(
    scenario: Scenario,
    sheets: Sequence[Sheet],
    unplayed: Sequence[Unplayed],
    t: Translator,
    trainee: str = "",
    hints: int = 0,
) -> str:
    """The whole sheet as a file."""
    lines = [*_head(scenario, sheets, t), *_played_by(trainee, hints, t), *_bodies(sheets, t), *_tail(unplayed, t)]
    return "\n".join(lines) + "\n"


def hints_given(hints: int, t: Translator) -> str:
    """How much help there was."""
    return t.ngettext("{n} hint was given", "{n} hints were given", hints).format(n=hints)


def _headline(sheets: Sequence[Sheet], t: Translator) -> str:
    return t.gettext("Score: {percent} of 100").format(percent=overall(sheets))


def _head(scenario: Scenario, sheets: Sequence[Sheet], t: Translator) -> Iterator[str]:
    yield f"# {_headline(sheets, t)}"
    yield ""
    yield f"{scenario.title} (`{scenario.name}`)."


def _played_by(trainee: str, hints: int, t: Translator) -> Iterator[str]:
    if trainee:
        words = t.gettext("Played by a person as @{handle}; {hints}.")
        yield words.format(handle=trainee, hints=hints_given(hints, t))


def _bodies(sheets: Sequence[Sheet], t: Translator) -> Iterator[str]:
    topic, points, why = t.gettext("Topic"), t.gettext("Points"), t.gettext("Why")
    for sheet in sheets:
        yield ""
        percent = t.gettext("{percent} of 100").format(percent=sheet.percent)
        yield f"## {sheet.reference} · {sheet.title}: {percent}"
        yield ""
        yield f"| {topic} | {points} | {why} |"
        yield "|---|---|---|"
        for mark in sheet.marks:
            reasons = "; ".join(mark.reasons).replace("|", chr(92) + "|")
            yield f"| {topic_name(mark.topic, t)} | {_points(mark, t)} | {reasons} |"


def _tail(unplayed: Sequence[Unplayed], t: Translator) -> Iterator[str]:
    if unplayed:
        yield ""
        yield f"## {t.gettext('Not played')}"
        yield ""
        for each in unplayed:
            yield f"- {unplayed_words(each, t)}"


def _points(mark: Mark, t: Translator) -> str:
    return t.gettext("{earned} of {of}").format(earned=f"{mark.earned:g}", of=mark.of)
