"""The score of a play: from the bot's record to a sheet of marks, each with its reasons. Pure.

Acceptance, assembly, punctuality, handover and gaps are judged as in any drill (`warroom.scoring`); a scenario adds the
course and the key moments that it expects. What it does not ask for and the record does not hold is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.comms.locale import translator
from bot.comms.score import ScoreWords
from bot.demo.conditions import names_of
from bot.demo.scenario import Expected
from bot.warroom import scores, scoring
from bot.warroom.metrics import known_milestones
from bot.warroom.policy import Policy
from bot.warroom.policy_drills import WEIGHTS
from bot.warroom.scoring import Record, Targets

CLOSE_ENOUGH = timedelta(minutes=1)
ORDER = ("acceptance", "assembly", "punctuality", "course", "key moments", "handover", "gaps")


@dataclass(frozen=True, slots=True)
class Mark:
    """`earned` of `of` points for one topic, and why."""

    topic: str
    earned: float
    of: int
    reasons: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether nothing was left to be desired."""
        return self.earned >= self.of


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of one incident."""

    reference: str
    title: str
    marks: tuple[Mark, ...]

    @property
    def percent(self) -> int:
        """All points earned, of all that could be."""
        possible = sum(mark.of for mark in self.marks)
        return round(100 * sum(mark.earned for mark in self.marks) / possible) if possible else 0


def score(records: Sequence[Record], expected: Sequence[Expected], policy: Policy) -> tuple[Sheet, ...]:
    """A sheet for every incident that was expected, in that order."""
    known = {record.state.number: record for record in records}
    return tuple(_sheet(known.get(each.incident), each, policy) for each in expected)


def _sheet(record: Record | None, expected: Expected, policy: Policy) -> Sheet:
    if record is None:
        missing = Mark("declaration", 0, 100, (f"incident {expected.incident} was never declared",))
        return Sheet(f"{policy.prefix}-{expected.incident}", "not declared", (missing,))
    judged = [_in_words(mark, policy) for mark in scoring.marks(record, _targets(record, expected, policy), WEIGHTS)]
    judged += [mark for mark in (_course(record, expected, policy), _moments(record, expected)) if mark]
    judged.sort(key=lambda mark: ORDER.index(mark.topic))
    return Sheet(record.state.reference, record.state.title, tuple(judged))


def _targets(record: Record, expected: Expected, policy: Policy) -> Targets:
    severity = policy.severity(record.state.severity)
    return Targets(
        accepted_within=expected.accepted_within or severity.acceptance.backup_after,
        assembled_within=expected.assembled_within or policy.drills.assembled_within,
        roles=expected.roles or severity.mandatory_roles,
        people=expected.people,
        missed_at_most=expected.missed_at_most,
        missing_at_most=expected.missing_at_most,
        handover=expected.handover,
    )


def _in_words(mark: scores.Mark, policy: Policy) -> Mark:
    words = ScoreWords(translator("en"), policy)
    return Mark(mark.topic, mark.earned, mark.of, tuple(words.finding(each) for each in mark.findings))


def _course(record: Record, expected: Expected, policy: Policy) -> Mark | None:
    """It went where it should: the state and severity reached, the milestones known, in time."""
    checks = [*_reached(record, expected), *_milestones(record, expected, policy)]
    return _share("course", 20, checks)


def _reached(record: Record, expected: Expected) -> Iterator[tuple[bool, str]]:
    state = record.state
    if expected.state:
        yield state.state == expected.state, f"it ended {state.state} (expected {expected.state})"
    if expected.severity:
        yield state.severity == expected.severity, f"its severity was {state.severity} (expected {expected.severity})"
    if expected.resolved_within:
        resolved = known_milestones(state, record.entries).get("resolved")
        took = resolved.at - state.declared_at if resolved else None
        good = took is not None and took <= expected.resolved_within
        yield good, _took("resolved", took, expected.resolved_within) if took else "it was not resolved"


def _milestones(record: Record, expected: Expected, policy: Policy) -> Iterator[tuple[bool, str]]:
    known = known_milestones(record.state, record.entries)
    for name, wanted in expected.milestones.items():
        at = known.get(name)
        if at is None:
            yield False, f"{name} is not on the record"
        elif wanted is None or abs(at.at - wanted) <= CLOSE_ENOUGH:
            yield True, f"{name} at {_clock(at.at, record)}"
        else:
            yield False, f"{name} at {_clock(at.at, record)}, expected {wanted.astimezone(_zone(policy)):%H:%M}"


def _moments(record: Record, expected: Expected) -> Mark | None:
    """What was thought and decided is on the record, not only in heads."""
    names = [name for entry in record.entries for name in names_of(entry)]
    checks = [
        (names.count(kind) >= least, f"{kind}: {names.count(kind)} on the record, {least} expected")
        for kind, least in expected.moments.items()
    ]
    return _share("key moments", 10, checks)


def _share(topic: str, of: int, checks: Sequence[tuple[bool, str]]) -> Mark | None:
    if not checks:
        return None
    good = sum(fine for fine, _ in checks)
    ordered = sorted(checks, key=lambda check: check[0])
    reasons = [
        f"{'✓' if fine else '✗'} {why}" for fine, group in groupby(ordered, lambda it: it[0]) for _, why in group
    ]
    return Mark(topic, round(of * good / len(checks), 1), of, tuple(reasons))


def _took(what: str, took: timedelta, within: timedelta) -> str:
    return f"{what} after {_length(took)} (expected within {_length(within)})"


def _length(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (0 if hours else seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def _clock(at: datetime, record: Record) -> str:
    return f"{at.astimezone(ZoneInfo(record.draft.header.timezone)):%H:%M}"


def _zone(policy: Policy) -> ZoneInfo:
    return ZoneInfo(policy.timezone)
