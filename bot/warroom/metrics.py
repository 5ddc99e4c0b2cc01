"""The times among the KPIs of one incident (ITIL 4 incident management, key metrics), each with its formula.

A value is never guessed: where a milestone is missing there is no value, and the missing one is named. Reports over
many incidents, and words in other languages, are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.incident import Incident
from bot.warroom.milestones import Milestone
from bot.warroom.modelling import standing
from bot.warroom.partners import Wait
from bot.warroom.promises import Delivery, ledger
from bot.warroom.timeline import Entry

Milestones = Mapping[str, Milestone]
IN_ORDER = "milestones in their order"


class Kpi(Value):
    """One figure: a length of time, a share from 0 to 1, or nothing with what is `missing` to tell it.

    `parts` are what a share is made of, where many are to be added up; `scores` what a median is the middle of.
    """

    name: str
    title: str
    formula: str
    value: timedelta | float | None = None
    missing: tuple[str, ...] = ()
    parts: tuple[int, int] | None = None
    scores: tuple[int, ...] = ()


def kpis(state: Incident, entries: Sequence[Entry], now: Moment, grace: timedelta = timedelta()) -> tuple[Kpi, ...]:
    """Every KPI that the record of the incident allows, in the order of an incident's course."""
    at = known_milestones(state, entries)
    return (
        time_to_detect(at),
        time_to_acknowledge(at),
        time_to_acknowledge_page(at),
        time_to_declare(at),
        time_to_assemble(at),
        time_to_diagnose(at),
        time_to_mitigate(at),
        time_to_resolve(at),
        time_to_resolve_declared(at),
        update_punctuality(ledger(entries, now, grace)),
        longest_silence(entries, now),
        model_used(state),
        documented_solution_used(state),
        waiting(state.waits, at, now),
    )


def known_milestones(state: Incident, entries: Iterable[Entry]) -> dict[str, Milestone]:
    """The milestones that were set, and those which an event of the record implies by itself."""
    implied: dict[str, Milestone] = {}
    for entry in entries:
        if isinstance(entry.event, e.IncidentReopened):
            implied = {name: at for name, at in implied.items() if name not in {"resolved", "closed"}}
        name = entry.kind
        if isinstance(entry.event, e.IncidentDeclared) and entry.event.candidate:
            continue  # reported; it is declared when it is accepted
        if name in _IMPLYING and (name not in implied or name in {"resolved", "closed"}):
            implied[name] = Milestone(at=entry.occurred_at, source=f"entry {entry.seq}")
    return {**implied, **state.milestones}


_IMPLYING = frozenset({"declared", "mim_paged", "mim_accepted", "resolved", "closed"})


def time_to_detect(at: Milestones) -> Kpi:
    """How long the trouble went unseen."""
    return _between(at, "time_to_detect", "Time to detect", "detected", "started")


def time_to_acknowledge(at: Milestones) -> Kpi:
    """How long until somebody led, from the first valid signal."""
    return _between(at, "time_to_acknowledge", "Time to acknowledge", "mim_accepted", "detected")


def time_to_acknowledge_page(at: Milestones) -> Kpi:
    """How long until somebody led, from the first page."""
    return _between(at, "time_to_acknowledge_page", "Time to acknowledge the page", "mim_accepted", "mim_paged")


def time_to_declare(at: Milestones) -> Kpi:
    """How long a registered incident waited to be declared."""
    return _between(at, "time_to_declare", "Time to declare", "declared", "registered")


def time_to_assemble(at: Milestones) -> Kpi:
    """How long until the last mandatory role had joined; an unfilled team is incomplete, never zero."""
    return _between(at, "time_to_assemble", "Time to assemble", "assembled", "declared")


def time_to_diagnose(at: Milestones) -> Kpi:
    """How long until the fault's domain was confirmed."""
    return _between(at, "time_to_diagnose", "Time to diagnose", "diagnosed", "detected")


def time_to_mitigate(at: Milestones) -> Kpi:
    """How long users bore the full impact: until a workaround was verified or the impact fell, whichever came first."""
    found = [at[name].at for name in ("workaround", "mitigated") if name in at]
    missing: tuple[str, ...] = () if found else ("workaround or mitigated",)
    missing += () if "started" in at else ("started",)
    kpi = Kpi(
        name="time_to_mitigate",
        title="Time to mitigate",
        formula="min(workaround, mitigated) − started",
        value=None if missing else min(found) - at["started"].at,
        missing=missing,
    )
    return _forward(kpi)


def time_to_resolve(at: Milestones) -> Kpi:
    """How long the service was not as it should be."""
    return _between(at, "time_to_resolve", "Time to resolve", "resolved", "started")


def time_to_resolve_declared(at: Milestones) -> Kpi:
    """How long the response took."""
    return _between(at, "time_to_resolve_declared", "Time to resolve from declaration", "resolved", "declared")


def update_punctuality(deliveries: Iterable[Delivery]) -> Kpi:
    """The share of the promised updates that left in time; an elapsed deadline with nothing sent is a miss."""
    fates = [each.fate for each in deliveries if each.fate in {"kept", "missed"}]
    return Kpi(
        name="update_punctuality",
        title="Update punctuality",
        formula="kept ÷ (kept + missed)",
        value=fates.count("kept") / len(fates) if fates else None,
        missing=() if fates else ("an elapsed or kept deadline",),
    )


def longest_silence(entries: Iterable[Entry], now: Moment) -> Kpi:
    """The longest time without an update while the incident was open: before the first, between two, after the last."""
    gaps = [later - earlier for span in _spans(entries, now) for earlier, later in pairwise(sorted(span))]
    return Kpi(
        name="longest_silence",
        title="Longest silence",
        formula="max(gap between declaration, updates and resolution)",
        value=max(gaps, default=None),
        missing=() if gaps else ("declared",),
    )


def model_used(state: Incident) -> Kpi:
    """Whether a model was used: at least one step done, and not abandoned (DOMAIN §12)."""
    used = any(standing(state, model) == "used" for model in state.models)
    formula = "1 if a step of a model was done that was not abandoned, else 0"
    return Kpi(name="model_used", title="Handled by a model", formula=formula, value=float(used))


def documented_solution_used(state: Incident) -> Kpi:
    """Whether the documented solution of a model was used."""
    used = any(model.solution_used for model in state.models)
    formula = "1 if a documented solution was used, else 0"
    return Kpi(name="documented_solution_used", title="Documented solution used", formula=formula, value=float(used))


def _spans(entries: Iterable[Entry], now: Moment) -> list[list[Moment]]:
    """For each stretch in which the incident was open: its begin, the updates in it, and its end."""
    spans: list[list[Moment]] = []
    running = False
    for entry in entries:
        if _begins(entry) and not running:
            spans.append([])
            running = True
        if running and (_begins(entry) or entry.kind in {"update_published", *_ENDS}):
            spans[-1].append(entry.occurred_at)
        running = running and entry.kind not in _ENDS
    if running:
        spans[-1].append(now)
    return spans


def _begins(entry: Entry) -> bool:
    """Whether audiences wait for news from here on: a candidate's do from its acceptance."""
    if isinstance(entry.event, e.IncidentDeclared):
        return not entry.event.candidate
    return entry.kind in {"candidate_accepted", "reopened"}


_ENDS = frozenset({"resolved", "closed", "cancelled"})


def _between(at: Milestones, name: str, title: str, end: str, begin: str) -> Kpi:
    missing = tuple(each for each in (begin, end) if each not in at)
    value = None if missing else at[end].at - at[begin].at
    return _forward(Kpi(name=name, title=title, formula=f"{end} − {begin}", value=value, missing=missing))


def _forward(kpi: Kpi) -> Kpi:
    """The same without its value where the end is before the begin, as when a clock jumps: no median may take it in."""
    backwards = isinstance(kpi.value, timedelta) and kpi.value < timedelta()
    return kpi.model_copy(update={"value": None, "missing": (IN_ORDER,)}) if backwards else kpi


def waiting(waits: Sequence[Wait], at: Milestones, now: Moment) -> Kpi:
    """The share of the time from detection to resolution in which work waited for somebody; overlaps count once."""
    missing = tuple(name for name in ("detected", "resolved") if name not in at)
    value: float | None = None
    if not missing:
        start, end = at["detected"].at, at["resolved"].at
        held = union(((wait.started_at, wait.ended_at or now) for wait in waits), start, end)
        value = held / (end - start) if end > start else None
    return Kpi(
        name="waiting_share",
        title="Waiting",
        formula="union(waits within [detected, resolved]) ÷ (resolved − detected)",
        value=value,
        missing=missing if missing or value is not None else ("time between detected and resolved",),
    )


def union(intervals: Iterable[tuple[Moment, Moment]], start: Moment, end: Moment) -> timedelta:
    """How long at least one of the intervals ran between `start` and `end`: what overlaps counts once."""
    total, reached = timedelta(), start
    for begun, ended in sorted(intervals):
        first, last = max(begun, reached), min(ended, end)
        if last > first:
            total += last - first
            reached = last
    return total
