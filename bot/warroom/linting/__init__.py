"""Checking an update before it leaves: what must not be said to this audience, or not yet, found by transparent rules.

    text + circumstances ─► each rule: what it found ─► levels of the audience ─► warnings and blocks

Rules are pure functions over what people wrote; whether a finding warns or blocks is the policy's. A rule finds too
little rather than too much: a false alarm in the middle of an outage teaches people to override all of them.

`warroom.wording` says which words of an update pass here, and for whom.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from bot.warroom.linting.blaming import blame
from bot.warroom.linting.causes import cause
from bot.warroom.linting.claims import next_time, phase
from bot.warroom.linting.copies import near_copy
from bot.warroom.linting.estimates import estimate
from bot.warroom.linting.findings import RULES, Circumstances, Finding, Level, Rule, Verdict
from bot.warroom.linting.names import host_name, personal_name
from bot.warroom.linting.numbers import impact_number

__all__ = ["RULES", "Circumstances", "Finding", "Level", "Rule", "Verdict", "lint", "verdict"]

Check = Callable[[str, Circumstances], Iterator[str]]
CHECKS: Mapping[Rule, Check] = {
    "host_name": host_name,
    "personal_name": personal_name,
    "blame": blame,
    "estimate": estimate,
    "cause": cause,
    "impact_number": impact_number,
    "phase": phase,
    "near_copy": near_copy,
    "next_time": next_time,
}


BY_READER: frozenset[Rule] = frozenset({"near_copy", "next_time"})
"""Rules that look at what this audience read last or is promised; the others find the same for everybody."""

BY_CLOCK: frozenset[Rule] = frozenset({"estimate"})
"""Rules that ask what time it is."""


def lint(text: str, circumstances: Circumstances, rules: Collection[Rule] = RULES) -> tuple[Finding, ...]:
    """Everything that these rules find in this text, in the order of all rules; each thing once."""
    known = {rule: _known(rule, circumstances) for rule in rules}
    return tuple(
        Finding(rule=rule, excerpt=excerpt)
        for rule in CHECKS
        if rule in rules
        for excerpt in _excerpts(rule, text, known[rule])
    )


def _known(rule: Rule, circumstances: Circumstances) -> Circumstances:
    """What this rule looks at, the rest left out, so that what was found once is found for all."""
    by_reader = {} if rule in BY_READER else {"previous": "", "promises_next": True}
    now = circumstances.now if rule in BY_CLOCK else None
    return circumstances.model_copy(update={**by_reader, "now": now and now.replace(second=0, microsecond=0)})


@lru_cache(maxsize=256)
def _excerpts(rule: Rule, text: str, circumstances: Circumstances) -> tuple[str, ...]:
    """The same words go to several audiences, and are looked at before and when they leave: read once.

    Two patterns may hit the same words: the longer excerpt says it.
    """
    found = tuple(dict.fromkeys(CHECKS[rule](text, circumstances)))
    return tuple(each for each in found if not any(each != other and each in other for other in found))


def verdict(findings: tuple[Finding, ...], levels: Mapping[Rule, Level]) -> Verdict:
    """What an audience's levels make of the findings; a rule that it does not name is off."""
    return Verdict(
        blocks=tuple(each for each in findings if levels.get(each.rule) == "block"),
        warnings=tuple(each for each in findings if levels.get(each.rule) == "warn"),
    )
