"""`posko check`: what the organisation's templates themselves say, held against the linter of each audience.

An update is linted for what people wrote; a template says its words every time and to everybody, so it is read once,
in advance, in every language and state. Only words that stand in the organisation's own files are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli.finding import Finding, Level
from bot.comms.composer import BROKEN, plain_dialect, rendered, template_file
from bot.comms.findings import RULES
from bot.warroom.linting import RULES as ALL
from bot.warroom.linting import Circumstances, Rule, lint
from bot.warroom.policy import Audience, Policy
from bot.warroom.updates import UpdateFacts
from bot.warroom.wording import KNOWN, NEVER_BLOCKS, level

MINDED: tuple[Rule, ...] = tuple(rule for rule in ALL if rule not in NEVER_BLOCKS)
"""The others compare an update with the one before, or with what is promised: no template can know."""
LEVELS: dict[str, Level] = {"block": "fault", "warn": "note"}
SHORTEST = 4


@dataclass(frozen=True)
class Place:
    """Where a template says what it should not."""

    file: Path
    line: int


def worded(audience: Audience, policy: Policy, facts: UpdateFacts) -> Iterator[Finding]:
    """A line for everything that this audience's linter minds in the organisation's template for this record."""
    try:
        composed = rendered(facts, audience, policy, plain_dialect())
        own = template_file(audience, policy, facts.state)
    except BROKEN:
        return  # that is a fault of its own, and told as one
    known = Circumstances(
        state=facts.state,
        names=(facts.mim,) if facts.mim else (),
        impact=facts.impact,
        cause_known=facts.state in KNOWN,
        now=facts.as_of,
        zone=policy.timezone,
    )
    minded = frozenset(rule for rule in MINDED if level(rule, audience) in LEVELS)
    for each in lint("\n".join((composed.headline, composed.body, composed.foot)), known, minded):
        place = _place(each.excerpt, own, Path(policy.templates), facts)
        if place is not None:
            yield _finding(each.rule, each.excerpt, place, audience, facts)


def _finding(rule: Rule, excerpt: str, place: Place, audience: Audience, facts: UpdateFacts) -> Finding:
    words = RULES[rule]
    said = f"Templates: {place.file}, line {place.line}: {words.name}: “{excerpt}” ({audience.name}, {facts.state})"
    return Finding(LEVELS[level(rule, audience)], said, f"{words.why} {words.instead}")


def _place(excerpt: str, own: Path, folder: Path, facts: UpdateFacts) -> Place | None:
    """The line that says it: as it is read, or by the variable that put it there; None where no file of theirs does."""
    files = sorted(folder.rglob("*.j2"), key=lambda file: file != own)
    sources = {file: file.read_text(encoding="utf-8", errors="replace").splitlines() for file in files}
    wanted = ["{{ mim"] if excerpt == facts.mim else _windows(excerpt)
    return next((place for words in wanted for place in _lines(words, sources.items())), None)


def _windows(excerpt: str) -> list[str]:
    """The words of an excerpt in a row, as many as possible first: some of them may be a value, such as a time."""
    words = excerpt.split()
    rows = (words[start : start + size] for size in range(len(words), 0, -1) for start in range(len(words) - size + 1))
    return [said for row in rows if len(said := " ".join(row)) >= SHORTEST or row == words]


def _lines(words: str, sources: Iterable[tuple[Path, list[str]]]) -> Iterator[Place]:
    for file, lines in sources:
        for number, line in enumerate(lines, start=1):
            if words.casefold() in " ".join(line.split()).casefold():
                yield Place(file, number)
