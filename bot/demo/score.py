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

from bot.comms.locale import Translator, translator
from bot.comms.score import ScoreWords
from bot.comms.words import mark_name, milestone_name, state_name
from bot.demo.conditions import names_of
from bot.demo.scenario import Expected
from bot.warroom import scoring
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


@dataclass(frozen=True)
class Case:
    """One record beside what was expected of it, and the language of the reasons."""

    record: Record
    expected: Expected
    policy: Policy
    t: Translator


def score(records: Sequence[Record], expected: Sequence[Expected], policy: Policy) -> tuple[Sheet, ...]:
    """A sheet for every incident that was expected, in that order, in the policy's language."""
    known = {record.state.number: record for record in records}
    t = translator(policy.language)
    return tuple(
        _sheet(Case(found, each, policy, t)) if (found := known.get(each.incident)) else _never(each, policy, t)
        for each in expected
    )


def _never(expected: Expected, policy: Policy, t: Translator) -> Sheet:
    why = t.gettext("incident {number} was never declared").format(number=expected.incident)
    missing = Mark("declaration", 0, 100, (why,))
    return Sheet(f"{policy.prefix}-{expected.incident}", t.gettext("not declared"), (missing,))


def _sheet(case: Case) -> Sheet:
    record, words = case.record, ScoreWords(case.t, case.policy)
    found = scoring.marks(record, _targets(record, case.expected, case.policy), WEIGHTS)
    judged = [Mark(it.topic, it.earned, it.of, tuple(words.finding(each) for each in it.findings)) for it in found]
    judged += [mark for mark in (_course(case), _moments(case)) if mark]
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


def _course(case: Case) -> Mark | None:
    """It went where it should: the state and severity reached, the milestones known, in time."""
    return _share("course", 20, [*_reached(case), *_milestones(case)])


def _reached(case: Case) -> Iterator[tuple[bool, str]]:
    state, expected, t = case.record.state, case.expected, case.t
    if expected.state:
        ended = t.gettext("it ended {state} (expected {expected})")
        names = state_name(state.state, t), state_name(expected.state, t)
        yield state.state == expected.state, ended.format(state=names[0], expected=names[1])
    if expected.severity:
        was = t.gettext("its severity was {severity} (expected {expected})")
        yield state.severity == expected.severity, was.format(severity=state.severity, expected=expected.severity)
    if expected.resolved_within:
        yield _resolved(case, expected.resolved_within)


def _resolved(case: Case, within: timedelta) -> tuple[bool, str]:
    record, t = case.record, case.t
    resolved = known_milestones(record.state, record.entries).get("resolved")
    if resolved is None:
        return False, t.gettext("it was not resolved")
    took = resolved.at - record.state.declared_at
    why = t.gettext("resolved after {took} (expected within {within})")
    return took <= within, why.format(took=t.duration(took), within=t.duration(within))


def _milestones(case: Case) -> Iterator[tuple[bool, str]]:
    record, t = case.record, case.t
    known = known_milestones(record.state, record.entries)
    for name, wanted in case.expected.milestones.items():
        at = known.get(name)
        if at is None:
            yield False, t.gettext("{milestone} is not on the record").format(milestone=milestone_name(name, t))
            continue
        words = t.gettext("{milestone} at {at}").format(milestone=milestone_name(name, t), at=_clock(at.at, record))
        good = wanted is None or abs(at.at - wanted) <= CLOSE_ENOUGH
        local = "" if wanted is None else _clock(wanted, record)
        yield good, words if good else words + t.gettext(", expected {at}").format(at=local)


def _moments(case: Case) -> Mark | None:
    """What was thought and decided is on the record, not only in heads."""
    names = [name for entry in case.record.entries for name in names_of(entry)]
    words = case.t.gettext("{kind}: {n} on the record, {least} expected")
    checks = [
        (names.count(kind) >= least, words.format(kind=mark_name(kind, case.t), n=names.count(kind), least=least))
        for kind, least in case.expected.moments.items()
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


def _clock(at: datetime, record: Record) -> str:
    return f"{at.astimezone(ZoneInfo(record.draft.header.timezone)):%H:%M}"
