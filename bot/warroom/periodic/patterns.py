"""What incidents have in common: the same service, a like cause, like words; and which are repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Literal

from rapidfuzz import fuzz, process

from bot.warroom.base import Value
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy

By = Literal["service", "cause", "symptoms"]
MOST_WORDS = 40


class Pattern(Value):
    """Several incidents that agree: in what, in which words, and which they are."""

    by: By
    words: str
    numbers: tuple[int, ...]


class Repeat(Value):
    """An incident that came again: the `earlier` one, and how long before."""

    number: int
    earlier: int
    after: timedelta


def patterns(states: Sequence[Incident], policy: Policy) -> tuple[Pattern, ...]:
    """Every pattern that enough incidents share, the largest first."""
    rules = policy.reports
    found = [
        *_by_service(states),
        *_alike(states, "cause", cause, rules.alike_above),
        *_alike(states, "symptoms", symptoms, rules.alike_above),
    ]
    large = [each for each in found if len(each.numbers) >= rules.pattern_from]
    return tuple(sorted(large, key=lambda each: (-len(each.numbers), each.by, each.words)))


def _by_service(states: Iterable[Incident]) -> list[Pattern]:
    found: dict[str, list[int]] = {}
    for state in states:
        for service in state.services:
            found.setdefault(service, []).append(state.number)
    return [Pattern(by="service", words=name, numbers=tuple(numbers)) for name, numbers in found.items()]


def _alike(states: Iterable[Incident], by: By, told: Callable[[Incident], str], above: int) -> list[Pattern]:
    """Each incident joins the first group whose first words are like its own, else it begins one."""
    groups: dict[str, tuple[str, list[int]]] = {}
    for state in states:
        said = told(state)
        plain = bare(said)
        if not plain:
            continue
        near = process.extractOne(plain, groups.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=above)
        groups.setdefault(near[0] if near else plain, (said, []))[1].append(state.number)
    return [Pattern(by=by, words=said, numbers=tuple(numbers)) for said, numbers in groups.values()]


def repeats(states: Iterable[Incident], before: Sequence[Incident], policy: Policy) -> tuple[Repeat, ...]:
    """The incidents that resemble an earlier one within the policy's time: like words on a service that both name."""
    found: list[Repeat] = []
    by_service = _index(before)
    for state in states:
        earlier = [other for other in _candidates(state, by_service) if _resembles(state, other, policy)]
        if earlier:
            last = max(earlier, key=lambda other: other.declared_at)
            after = state.declared_at - last.declared_at
            found.append(Repeat(number=state.number, earlier=last.number, after=after))
    return tuple(found)


def _index(states: Iterable[Incident]) -> dict[str, list[Incident]]:
    found: dict[str, list[Incident]] = {}
    for state in states:
        for service in state.services or ("",):
            found.setdefault(service, []).append(state)
    return found


def _candidates(state: Incident, by_service: dict[str, list[Incident]]) -> list[Incident]:
    return [other for service in state.services or ("",) for other in by_service.get(service, ())]


def _resembles(state: Incident, other: Incident, policy: Policy) -> bool:
    age = state.declared_at - other.declared_at
    if other.number == state.number or not timedelta() < age <= policy.reports.repeat_within:
        return False
    above = policy.reports.alike_above
    return fuzz.token_sort_ratio(bare(symptoms(state)), bare(symptoms(other)), score_cutoff=above) >= above


def cause(state: Incident) -> str:
    """The cause in the words of a hypothesis that was confirmed, or nothing."""
    return next((each.text for each in state.hypotheses if each.status == "confirmed" and not each.withdrawn), "")


def symptoms(state: Incident) -> str:
    """What people saw, in the title's words."""
    return state.title


def bare(text: str) -> str:
    """The words alone, in small letters and at most so many."""
    return " ".join(re.findall(r"[^\W\d_]{2,}", text.casefold())[:MOST_WORDS])
