"""Which questions a review asks, chosen by what the record shows. Pure: keys and figures here, words in `bot.comms`.

A question stands here for a condition (it was seen late, the team came slowly, work waited), and never asks *who*:
whoever is asked that looks for a person, and finds one. How long is long is the policy's (`learning`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from bot.warroom.metrics import union
from bot.warroom.objects import standing
from bot.warroom.policy import Policy
from bot.warroom.policy_learning import Learning
from bot.warroom.review.facts import Prompt, ReviewDraft

Lengths = Mapping[str, timedelta]
SLOW: Mapping[str, str] = {
    "time_to_acknowledge": "acknowledgement_slow",
    "time_to_assemble": "assembly_slow",
    "time_to_diagnose": "diagnosis_slow",
    "time_to_mitigate": "mitigation_slow",
    "longest_silence": "silence_long",
}
"""KPIs that are a question when they are long, and the policy's name for how long that is."""
SEEN_BY_PEOPLE = frozenset({"user", "partner", "staff"})


def prompts(draft: ReviewDraft, policy: Policy) -> tuple[Prompt, ...]:
    """The questions of this incident, topic by topic: what its record shows first, what every review asks last."""
    terms = policy.learning
    return (
        *_detection(draft, terms),
        *_factors(draft, policy),
        Prompt(topic="factors", key="conditions"),
        *_mitigators(draft),
        Prompt(topic="mitigators", key="not_worse"),
        *_well(draft),
        Prompt(topic="went_well", key="keep"),
        *_hard(draft, terms),
        Prompt(topic="was_hard", key="easier"),
    )


def _detection(draft: ReviewDraft, terms: Learning) -> Iterator[Prompt]:
    took = _lengths(draft).get("time_to_detect")
    if took is None:
        yield Prompt(topic="detection", key="halve_unknown")
    elif took > timedelta():
        yield Prompt(topic="detection", key="halve", length=took, half=took / 2)
    if draft.detected and draft.detected.by in SEEN_BY_PEOPLE:
        yield Prompt(topic="detection", key=f"seen_by_{draft.detected.by}")
    if took is not None and took >= terms.detection_slow:
        yield Prompt(topic="detection", key="detected_late", length=took)


def _factors(draft: ReviewDraft, policy: Policy) -> Iterator[Prompt]:
    lengths, terms = _lengths(draft), policy.learning
    for kpi in ("time_to_acknowledge", "time_to_assemble", "time_to_diagnose", "time_to_mitigate"):
        limit: timedelta = getattr(terms, SLOW[kpi])
        if kpi in lengths and lengths[kpi] >= limit:
            yield Prompt(topic="factors", key=kpi, length=lengths[kpi])
    raised = _raised_after(draft, list(policy.severities))
    if raised is not None:
        yield Prompt(topic="factors", key="severity_raised", length=raised)
    ruled_out = sum(each.status == "disproved" for each in standing(draft.tried))
    if ruled_out:
        yield Prompt(topic="factors", key="ruled_out", count=ruled_out)
    if any(band.state == "investigating" for band in draft.bands[1:]):
        yield Prompt(topic="factors", key="came_back")


def _mitigators(draft: ReviewDraft) -> Iterator[Prompt]:
    if draft.workarounds:
        yield Prompt(topic="mitigators", key="workaround", count=len(draft.workarounds))
    elif draft.header.resolved_at and draft.duration > timedelta():
        yield Prompt(topic="mitigators", key="no_workaround", length=draft.duration)
    undone = sum(bool(each.rolled_back) for each in standing(draft.changed))
    if undone:
        yield Prompt(topic="mitigators", key="rolled_back", count=undone)


def _well(draft: ReviewDraft) -> Iterator[Prompt]:
    used = _shares(draft).get("model_used")
    if used:
        yield Prompt(topic="went_well", key="model_used")
    if draft.detected and draft.detected.by == "monitoring":
        yield Prompt(topic="went_well", key="seen_by_monitoring")


def _hard(draft: ReviewDraft, terms: Learning) -> Iterator[Prompt]:
    waited = _waited(draft)
    if waited >= draft.duration * (terms.waiting_from / 100) and waited > timedelta():
        yield Prompt(topic="was_hard", key="waited", length=waited)
    late = sum(each.fate == "missed" for each in draft.deliveries)
    if late:
        yield Prompt(topic="was_hard", key="updates_late", count=late)
    silence = _lengths(draft).get("longest_silence")
    if silence is not None and silence >= terms.silence_long:
        yield Prompt(topic="was_hard", key="silence", length=silence)
    handed = sum(each.role == "mim" for each in draft.tenures) - 1
    if handed > 0:
        yield Prompt(topic="was_hard", key="handed_over", count=handed)
    if _shares(draft).get("model_used") == 0.0:
        yield Prompt(topic="was_hard", key="no_model")


def _lengths(draft: ReviewDraft) -> Lengths:
    return {kpi.name: kpi.value for kpi in draft.kpis if isinstance(kpi.value, timedelta)}


def _shares(draft: ReviewDraft) -> Mapping[str, float]:
    return {kpi.name: kpi.value for kpi in draft.kpis if isinstance(kpi.value, float)}


def _raised_after(draft: ReviewDraft, worst_first: Sequence[str]) -> timedelta | None:
    """How long after the declaration the severity went up, if it did. Names that have left the policy say nothing."""
    rank = {name: place for place, name in enumerate(worst_first)}
    known = (step for step in draft.severities if step.before in rank and step.after in rank)
    raised = (step for step in known if rank[step.after] < rank[str(step.before)])
    return next((step.at - draft.header.declared_at for step in raised), None)


def _waited(draft: ReviewDraft) -> timedelta:
    end = draft.header.resolved_at or draft.header.made_at
    held = ((wait.started_at, wait.ended_at or end) for wait in draft.waits)
    return union(held, end - draft.duration, end)
