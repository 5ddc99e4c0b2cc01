"""The pack of a month: figures with their trend, the incidents, what repeats, what is missing, late or overdue.

Everything is reckoned in one pass over the incidents given; whom it may show is decided by `shown`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

from bot.warroom.base import Moment, Value
from bot.warroom.case import Case
from bot.warroom.improvements.item import Improvement
from bot.warroom.incident import Incident
from bot.warroom.metrics import Kpi
from bot.warroom.partners import DebtItem
from bot.warroom.periodic.follow_through import OwedAction, Register, owed_actions, register
from bot.warroom.periodic.measures import MEASURES, Figure, figure
from bot.warroom.periodic.months import Month
from bot.warroom.periodic.patterns import Pattern, Repeat, patterns, repeats
from bot.warroom.policy import Policy

Kpis = Mapping[int, Mapping[str, Kpi]]
Dimension = Literal["service", "severity", "model", "vendor", "month"]
UNREAL = frozenset({"cancelled", "rejected", "candidate"})


class Group(Value):
    """The figures of the incidents that share a service, severity, model, vendor or month."""

    dimension: Dimension
    name: str
    incidents: int
    figures: tuple[Figure, ...]
    repeats: int = 0

    def figure(self, name: str) -> Figure:
        """The group's figure of that name."""
        return next(each for each in self.figures if each.name == name)


class Owing(Value):
    """A workaround's debt that is overdue."""

    number: int
    item: DebtItem


class Pack(Value):
    """A month's review. Incidents are told by number; `states` holds those that may be shown."""

    month: Month
    made_at: Moment
    states: Mapping[int, Incident]
    numbers: tuple[int, ...]
    figures: tuple[Figure, ...]
    before: tuple[Figure, ...]
    groups: tuple[Group, ...]
    values: Mapping[int, Mapping[str, float | timedelta | None]]
    repeats: tuple[Repeat, ...]
    patterns: tuple[Pattern, ...]
    without_model: tuple[int, ...]
    without_solution: tuple[int, ...]
    debts: tuple[Owing, ...]
    late_updates: Mapping[int, int]
    rejected: tuple[int, ...]
    late_reviews: tuple[int, ...]
    private_left_out: int = 0
    drills: int = 0
    cancelled: int = 0
    actions: tuple[OwedAction, ...] = ()
    improvements: Register = Register()

    def figure(self, name: str) -> Figure:
        """The month's figure of that name."""
        return next(each for each in self.figures if each.name == name)


def shown(state: Incident, *, private: bool) -> bool:
    """Whether an incident may stand in a pack: a private one only in the operator's own."""
    return private or not state.private


def is_counted(state: Incident, *, private: bool = False) -> bool:
    """Whether figures count it: no drill, not cancelled, not rejected, no candidate, and it may be shown."""
    return shown(state, private=private) and not state.drill and state.state not in UNREAL


def pack(
    cases: Sequence[Case],
    debtors: Iterable[Incident],
    month: Month,
    policy: Policy,
    now: Moment,
    *,
    private: bool = False,
    acting: Iterable[Incident] = (),
    items: Iterable[Improvement] = (),
) -> Pack:
    """The pack of a month from the cases of that month and of those before it (for trend and repeats).

    `debtors` are all incidents that ever left a debt, `acting` those with tasks, `items` the improvement
    register. With `private` the pack is the operator's own and shows private incidents too; else they are only counted.
    """
    owing = [state for state in debtors if shown(state, private=private)]
    busy = [state for state in acting if shown(state, private=private)]
    seen = [case for case in cases if shown(case.state, private=private)]
    real = [case for case in seen if is_counted(case.state, private=private)]
    table = {case.state.number: {measure.name: measure.of(case) for measure in MEASURES} for case in real}
    current = [case for case in real if month.holds(case.state.declared_at)]
    again = repeats([case.state for case in real], [case.state for case in real], policy)
    return Pack(
        month=month,
        made_at=now,
        states={state.number: state for state in (*busy, *owing, *(case.state for case in seen))},
        figures=_figures(current, table),
        before=_figures([case for case in real if month.earlier.holds(case.state.declared_at)], table),
        groups=(*_groups(current, table), *_months(real, table, {each.number for each in again}, month, policy)),
        debts=_overdue(owing, now),
        actions=owed_actions(busy, now),
        improvements=register(items, month, now),
        **_records(current, again, table, policy),
        **_aside([case.state for case in cases if month.holds(case.state.declared_at)], private=private),
    )


def _records(current: Sequence[Case], again: Sequence[Repeat], table: Kpis, policy: Policy) -> dict[str, Any]:
    """The review of the records: each incident's values, what repeats, what is lacking or late."""
    states = [case.state for case in current]
    return {
        "numbers": tuple(state.number for state in states),
        "values": {state.number: {name: kpi.value for name, kpi in table[state.number].items()} for state in states},
        "repeats": tuple(each for each in again if each.number in {state.number for state in states}),
        "patterns": patterns(states, policy),
        "without_model": _lacking(current, table, "model_used"),
        "without_solution": _lacking(current, table, "documented_solution_used"),
        "late_updates": _late(current, table),
        "late_reviews": _late_reviews(current, table),
    }


def _aside(states: Sequence[Incident], *, private: bool) -> dict[str, Any]:
    """What stands beside the figures: candidates that were rejected, and how many are in no figure."""
    real = [state for state in states if not state.drill]
    visible = [state for state in real if shown(state, private=private)]
    return {
        "rejected": tuple(state.number for state in visible if state.state == "rejected"),
        "private_left_out": len(real) - len(visible),
        "drills": len(states) - len(real),
        "cancelled": sum(state.state == "cancelled" for state in visible),
    }


def figures_of(cases: Sequence[Case]) -> tuple[Figure, ...]:
    """Every KPI over these incidents."""
    return tuple(figure(measure, cases, [measure.of(case) for case in cases]) for measure in MEASURES)


def _figures(cases: Sequence[Case], table: Kpis) -> tuple[Figure, ...]:
    return tuple(
        figure(measure, cases, [table[case.state.number][measure.name] for case in cases]) for measure in MEASURES
    )


def _groups(cases: Sequence[Case], table: Kpis) -> Iterable[Group]:
    for dimension, names in DIMENSIONS.items():
        found: dict[str, list[Case]] = {}
        for case in cases:
            for name in dict.fromkeys(names(case.state)):
                found.setdefault(name, []).append(case)
        for name, some in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            yield Group(dimension=dimension, name=name, incidents=len(some), figures=_figures(some, table))


DIMENSIONS: Mapping[Dimension, Callable[[Incident], tuple[str, ...]]] = {
    "service": lambda state: state.services,
    "severity": lambda state: (state.severity,),
    "model": lambda state: tuple(model.title for model in state.models if model.abandoned is None),
    "vendor": lambda state: tuple(case.title for case in state.vendors),
}


def _months(
    cases: Sequence[Case], table: Kpis, repeated: Collection[int], month: Month, policy: Policy
) -> Iterable[Group]:
    """The month and those before it, oldest first; a month without incidents stands there too."""
    for each in month.and_before(policy.reports.trend_months):
        some = [case for case in cases if each.holds(case.state.declared_at)]
        again = sum(case.state.number in repeated for case in some)
        found = _figures(some, table)
        yield Group(dimension="month", name=each.name, incidents=len(some), figures=found, repeats=again)


def _lacking(cases: Iterable[Case], table: Kpis, name: str) -> tuple[int, ...]:
    return tuple(case.state.number for case in cases if not table[case.state.number][name].value)


def _overdue(states: Iterable[Incident], now: Moment) -> tuple[Owing, ...]:
    owed = [
        Owing(number=state.number, item=item)
        for state in states
        if not state.drill
        for item in state.debts
        if item.is_open and not item.dropped and item.due_at and item.due_at < now
    ]
    return tuple(sorted(owed, key=lambda each: each.item.due_at or now))


def _late(cases: Iterable[Case], table: Kpis) -> dict[int, int]:
    parts = {case.state.number: table[case.state.number]["update_punctuality"].parts or (0, 0) for case in cases}
    return {number: whole - kept for number, (kept, whole) in parts.items() if whole > kept}


def _late_reviews(cases: Iterable[Case], table: Kpis) -> tuple[int, ...]:
    return tuple(case.state.number for case in cases if table[case.state.number]["review_on_time"].value == 0.0)
