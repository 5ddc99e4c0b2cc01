"""What incidents have in common: the same service, a like cause, like words; and which are repeats."""

from __future__ import annotations

import re
from bisect import bisect_left
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


def repeats(states: Iterable[Incident], before: Iterable[Incident], policy: Policy) -> tuple[Repeat, ...]:
    """The incidents that resemble an earlier one within the policy's time: like words on a service that both name."""
    told = _Told(policy.reports.alike_above)
    for other in sorted(before, key=lambda each: each.declared_at):
        told.keep(other)
    found = [(state, told.before(state, policy.reports.repeat_within)) for state in states]
    return tuple(
        Repeat(number=state.number, earlier=last.number, after=state.declared_at - last.declared_at)
        for state, last in found
        if last
    )


class _Told:
    """Incidents by service and words, in the order of time: thousands say the same few things."""

    def __init__(self, above: int) -> None:
        self._above = above
        self._by_words: dict[str, dict[str, list[Incident]]] = {}
        self._alike: dict[tuple[str, str], list[str]] = {}

    def keep(self, state: Incident) -> None:
        """One more, later than all before."""
        for service in state.services or ("",):
            self._by_words.setdefault(service, {}).setdefault(bare(symptoms(state)), []).append(state)

    def before(self, state: Incident, within: timedelta) -> Incident | None:
        """The last one before this that is like it."""
        plain = bare(symptoms(state))
        found = [
            self._by_words[service][words][place - 1]
            for service in state.services or ("",)
            for words in self._like(service, plain)
            if (place := _place(self._by_words[service][words], state))
        ]
        last = max(found, key=lambda other: other.declared_at, default=None)
        return last if last and state.declared_at - last.declared_at <= within else None

    def _like(self, service: str, plain: str) -> list[str]:
        known = self._alike.get((service, plain))
        if known is None:
            words = list(self._by_words.get(service, ()))
            near = process.extract(plain, words, scorer=fuzz.token_sort_ratio, score_cutoff=self._above, limit=None)
            known = self._alike[service, plain] = [each[0] for each in near]
        return known


def _place(told: Sequence[Incident], state: Incident) -> int:
    """How many of these were declared before this one."""
    return bisect_left(told, state.declared_at, key=lambda each: each.declared_at)


def cause(state: Incident) -> str:
    """The cause in the words of a hypothesis that was confirmed, or nothing."""
    return next((each.text for each in state.hypotheses if each.status == "confirmed" and not each.withdrawn), "")


def symptoms(state: Incident) -> str:
    """What people saw, in the title's words."""
    return state.title


def bare(text: str) -> str:
    """The words alone, in small letters and at most so many."""
    return " ".join(re.findall(r"[^\W\d_]{2,}", text.casefold())[:MOST_WORDS])
