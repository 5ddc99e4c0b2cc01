"""Every KPI with the way it is added up over many incidents: median and p90, a share, a sum. Never an average alone.

The nearest-rank percentile is used: every figure shown is one that some incident really had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Literal

from bot.warroom import effectiveness as how
from bot.warroom import metrics, satisfaction
from bot.warroom.base import Value
from bot.warroom.case import Case
from bot.warroom.metrics import Kpi

Form = Literal["length", "ratio", "share", "parts", "count", "score"]
Part = Literal["detect", "resolve", "improve"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI: its form says how it is added up, `of` finds one incident's value."""

    name: str
    part: Part
    form: Form
    of: Callable[[Case], Kpi]


class Figure(Value):
    """A KPI over `n` incidents; `left_out` had not the facts for it. Lengths are in seconds, shares from 0 to 1.

    `some` and `whole` are what a share is made of: incidents, deadlines or actions; of scores, `whole` is how many
    there are. `total` is the sum of a count.
    """

    name: str
    part: Part
    form: Form
    formula: str
    n: int
    left_out: int
    median: float | None = None
    p90: float | None = None
    some: int = 0
    whole: int = 0
    total: int = 0

    @property
    def share(self) -> float | None:
        """The part of the whole."""
        return self.some / self.whole if self.whole else None


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least so many percent of the (sorted) values do not exceed."""
    return values[max(ceil(len(values) * percent / 100) - 1, 0)]


def figure(measure: Measure, cases: Sequence[Case], found: Iterable[Kpi]) -> Figure:
    """The measure over these incidents, whose KPIs are given in the same order."""
    kpis = list(found)
    known = [kpi for kpi in kpis if kpi.value is not None]
    figured = {
        "name": measure.name, "part": measure.part, "form": measure.form, "n": len(known),
        "left_out": len(cases) - len(known), "formula": kpis[0].formula if kpis else "",
    }  # fmt: skip
    return Figure(**figured, **_summed(measure.form, known))


def _summed(form: Form, known: Sequence[Kpi]) -> dict[str, float | int]:
    if form == "parts":
        parts = [kpi.parts for kpi in known if kpi.parts]
        return {"some": sum(some for some, _whole in parts), "whole": sum(whole for _some, whole in parts)}
    if form == "score":
        return _scored(sorted(score for kpi in known for score in kpi.scores))
    values = sorted(_number(kpi) for kpi in known)
    if form == "share":
        return {"some": round(sum(values)), "whole": len(values)}
    if not values:
        return {}
    return {"median": percentile(values, 50), "p90": percentile(values, 90), "total": round(sum(values))}


def _scored(scores: Sequence[int]) -> dict[str, float | int]:
    """Every answer of every incident weighs the same; the highest tenth of scores would say nothing."""
    return {"median": percentile(scores, 50), "whole": len(scores)} if scores else {}


def _number(kpi: Kpi) -> float:
    return kpi.value.total_seconds() if isinstance(kpi.value, timedelta) else float(kpi.value or 0)


def _timed(work: Callable[[metrics.Milestones], Kpi]) -> Callable[[Case], Kpi]:
    return lambda case: work(case.at)


MEASURES: tuple[Measure, ...] = (
    Measure("time_to_detect", "detect", "length", _timed(metrics.time_to_detect)),
    Measure("detected_by_monitoring", "detect", "share", how.detected_by_monitoring),
    Measure("resolved_unnoticed", "detect", "share", how.resolved_unnoticed),
    Measure("time_to_acknowledge", "resolve", "length", _timed(metrics.time_to_acknowledge)),
    Measure("time_to_acknowledge_page", "resolve", "length", _timed(metrics.time_to_acknowledge_page)),
    Measure("time_to_declare", "resolve", "length", _timed(metrics.time_to_declare)),
    Measure("time_to_assemble", "resolve", "length", _timed(metrics.time_to_assemble)),
    Measure("time_to_diagnose", "resolve", "length", _timed(metrics.time_to_diagnose)),
    Measure("time_to_mitigate", "resolve", "length", _timed(metrics.time_to_mitigate)),
    Measure("time_to_resolve", "resolve", "length", _timed(metrics.time_to_resolve)),
    Measure("time_to_resolve_declared", "resolve", "length", _timed(metrics.time_to_resolve_declared)),
    Measure("functional_escalations", "resolve", "count", how.functional_escalations),
    Measure("hierarchical_escalations", "resolve", "count", how.hierarchical_escalations),
    Measure("waiting_share", "resolve", "ratio", lambda case: metrics.waiting(case.state.waits, case.at, case.now)),
    Measure("first_time_resolution", "resolve", "share", how.first_time_resolution),
    Measure("resolved_automatically", "resolve", "share", how.resolved_automatically),
    Measure("sla_attainment", "resolve", "share", how.sla_attainment),
    Measure("satisfaction_responders", "resolve", "score", satisfaction.of_responders),
    Measure("satisfaction_users", "resolve", "score", satisfaction.of_users),
    Measure("survey_response", "resolve", "parts", satisfaction.response),
    Measure("documented_solution_used", "improve", "share", lambda case: metrics.documented_solution_used(case.state)),
    Measure("model_used", "improve", "share", lambda case: metrics.model_used(case.state)),
    Measure("reopened", "improve", "share", how.reopened),
    Measure("update_punctuality", "improve", "parts", how.punctuality),
    Measure("longest_silence", "improve", "length", lambda case: metrics.longest_silence(case.entries, case.now)),
    Measure("review_on_time", "improve", "share", how.review_on_time),
    Measure("actions_on_time", "improve", "parts", how.actions_on_time),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
