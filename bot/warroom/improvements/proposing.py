"""What a month's patterns suggest: models with the steps that worked, changes that remove a cause, improvements. Pure.

A draft is prefilled from the incidents behind it, which are its evidence; people decide. Words come from the
incidents alone. Private incidents and drills are in no pack, and so in no draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from pydantic import Field
from rapidfuzz import fuzz

from bot.warroom.base import Value
from bot.warroom.improvements.item import Improvement, Kind
from bot.warroom.incident import Incident
from bot.warroom.modelling import fitting
from bot.warroom.objects import SMALL_WORDS, standing
from bot.warroom.periodic.pack import Pack
from bot.warroom.periodic.patterns import Pattern, bare, cause, symptoms
from bot.warroom.policy import IncidentModel, ModelStep, Policy

GENERAL = frozenset({
    "down", "for", "fail", "fails", "failed", "failing", "failure", "slow", "error", "errors", "not", "no", "cannot",
    "unable", "users", "user", "many", "out", "again", "with", "from", "issue", "problem", "outage", "incident", "mati",
    "gagal", "lambat", "tidak", "bisa", "pengguna", "lagi", "untuk", "dari", "dengan", "masalah", "gangguan", "insiden",
})  # fmt: skip
"""Words of every trouble: a model that is offered for them would be offered always."""
MOST_WORDS, NAME, TITLE, LINE = 3, 30, 80, 200


class Draft(Value):
    """A proposal before it has a number. `pattern` is what its incidents share, in bare words."""

    kind: Kind
    title: str
    text: str = ""
    pattern: str
    evidence: tuple[int, ...]
    of: int
    month: str
    services: tuple[str, ...] = ()
    model: IncidentModel | None = None
    done_in: Mapping[str, int] = Field(default_factory=dict)

    @property
    def source(self) -> str:
        """The same for the same pattern of the same month."""
        return f"{self.kind}:{self.pattern}:{self.month}"


def drafts(pack: Pack, policy: Policy) -> tuple[Draft, ...]:
    """What the pack suggests: a model for like symptoms, a change for a cause that came again, an improvement for a
    service that the others leave unexplained.
    """
    alike = [each for each in pack.patterns if each.by != "service"]
    # A cause explains symptoms of every kind: where people told the same trouble in many ways, it makes the model.
    models = _apart([each for each in alike if each.by == "symptoms"], [each for each in alike if each.by == "cause"])
    found = [_model(each, pack, policy) for each in models]
    found += [_change(each, pack, policy) for each in alike if each.by == "cause"]
    explained = {number for each in alike for number in each.numbers}
    for each in pack.patterns:
        if each.by == "service" and len(explained & set(each.numbers)) * 2 < len(each.numbers):
            found.append(_improvement(each, pack, policy))
    ranked = sorted(found, key=lambda draft: (-len(draft.evidence), draft.kind != "model"))
    return tuple(ranked[: policy.improvements.most_proposals])


def _apart(first: Sequence[Pattern], more: Sequence[Pattern]) -> list[Pattern]:
    """The first patterns, and those of the others of which fewer than half of the incidents are in one of them."""
    kept = list(first)
    for each in more:
        if all(len(set(each.numbers) & set(other.numbers)) * 2 < len(each.numbers) for other in kept):
            kept.append(each)
    return kept


def new_ones(found: Iterable[Draft], known: Sequence[Improvement], policy: Policy) -> tuple[Draft, ...]:
    """Those that nobody has seen: not this month, and before only if the pattern has grown enough since."""
    return tuple(draft for draft in found if not any(_seen(draft, each, policy) for each in known))


def _seen(draft: Draft, item: Improvement, policy: Policy) -> bool:
    if item.kind != draft.kind or not item.pattern or not _like(item.pattern, draft.pattern, policy):
        return False
    grown = len(draft.evidence) >= len(item.evidence) + policy.improvements.grown_by
    return item.month == draft.month or not grown


def _like(one: str, other: str, policy: Policy) -> bool:
    return fuzz.token_sort_ratio(one, other) >= policy.reports.alike_above


def _states(pattern: Pattern, pack: Pack) -> list[Incident]:
    return [pack.states[number] for number in pattern.numbers]


def _key(pattern: Pattern) -> str:
    return f"{pattern.by} {bare(pattern.words) or pattern.words.casefold()}"


def _change(pattern: Pattern, pack: Pack, policy: Policy) -> Draft:
    states = _states(pattern, pack)
    return Draft(
        kind="change", title=_common([cause(each) for each in states]) or pattern.words[:TITLE],
        text="\n".join(_worked(states, policy)), pattern=_key(pattern),
        evidence=pattern.numbers, of=len(pack.numbers), month=pack.month.name, services=_shared(states, _services),
    )  # fmt: skip


def _improvement(pattern: Pattern, pack: Pack, policy: Policy) -> Draft:
    told = Counter(cause(each) or each.title for each in _states(pattern, pack))
    text = "\n".join(f"{words[:LINE]} ({count})" for words, count in told.most_common(policy.improvements.most_steps))
    return Draft(
        kind="improvement", title=pattern.words[:TITLE], text=text, pattern=_key(pattern), evidence=pattern.numbers,
        of=len(pack.numbers), month=pack.month.name, services=(pattern.words,),
    )  # fmt: skip


def _model(pattern: Pattern, pack: Pack, policy: Policy) -> Draft:
    states = _states(pattern, pack)
    services = _shared(states, _services)
    base = _base(states, pattern, services, policy)
    done = _steps(states, policy)
    model = _new(pattern, pack, services, policy) if base is None else _better(base, states, policy)
    return Draft(
        kind="model", title=model.title, pattern=_key(pattern), evidence=pattern.numbers, of=len(pack.numbers),
        month=pack.month.name, services=services or model.services, model=model,
        done_in={step.name: count for step, count in done},
    )  # fmt: skip


def _base(
    states: Sequence[Incident], pattern: Pattern, services: Collection[str], policy: Policy
) -> IncidentModel | None:
    """The model of which this is a new version: what most of them were handled by, else the one whose words fit."""
    used = Counter(model.name for each in states for model in each.models)
    name, count = used.most_common(1)[0] if used else ("", 0)
    if name in policy.models and count * 2 >= len(states):
        return policy.models[name]
    fits = fitting(pattern.words, (), policy)
    near = [policy.models[each] for each in fits if not services or set(services) & set(policy.models[each].services)]
    return near[0] if near else None


def _better(base: IncidentModel, states: Sequence[Incident], policy: Policy) -> IncidentModel:
    """What worked first, then what the model had."""
    above = policy.reports.alike_above
    fresh = [
        step for step, _count in _steps(states, policy)
        if not any(_same(step.name, known, above) for known in base.steps)
    ]  # fmt: skip
    steps = {**{step.name: step for step in fresh}, **base.steps}
    conditions = tuple(dict.fromkeys((*base.conditions, *_causes(states))))
    return base.model_copy(update={"steps": steps, "conditions": conditions, "version": base.version + 1})


def _new(pattern: Pattern, pack: Pack, services: tuple[str, ...], policy: Policy) -> IncidentModel:
    states = _states(pattern, pack)
    words, steps = _words(pattern, pack), {step.name: step for step, _count in _steps(states, policy)}
    severity = Counter(each.severity for each in states).most_common(1)[0][0]
    return IncidentModel(
        name=_name((*services[:1], *words) or (pattern.words,), policy),
        title=_common([symptoms(each) for each in states]) or pattern.words[:TITLE],
        words=words,
        services=services,
        severity=severity,
        roles=tuple(dict.fromkeys(step.role for step in steps.values() if step.role)),
        teams=tuple(dict.fromkeys(t for name in services if name in policy.services for t in _teams(name, policy))),
        conditions=_causes(states),
        steps=steps,
        vendors=tuple(name for name in _shared(states, _vendors) if name in policy.vendors),
    )


def _teams(service: str, policy: Policy) -> tuple[str, ...]:
    return policy.services[service].teams


def _name(words: Iterable[str], policy: Policy) -> str:
    """An identifier that no model of the policy has."""
    bare_words = re.findall(r"[a-z0-9]+", " ".join(dict.fromkeys(words)).casefold())
    name = "_".join(dict.fromkeys(bare_words))[: NAME - 3].strip("_")
    name = name if name[:1].isalpha() else f"model_{name}".rstrip("_")
    taken = (f"{name}_{n}" for n in range(2, 99))
    return name if name not in policy.models else next(each for each in taken if each not in policy.models)


def _words(pattern: Pattern, pack: Pack) -> tuple[str, ...]:
    """The words that at least half of the titles have and no other trouble of the month, the most frequent first."""
    states = _states(pattern, pack)
    others = {number for number in pack.numbers if number not in pattern.numbers}
    elsewhere = {word for number in others for word in bare(symptoms(pack.states[number])).split()}
    found = Counter(word for each in states for word in dict.fromkeys(bare(symptoms(each)).split()))
    telling = (word for word, count in found.most_common() if count * 2 >= len(states))
    return tuple(word for word in telling if word not in SMALL_WORDS | GENERAL | elsewhere)[:MOST_WORDS]


def _common(texts: Sequence[str]) -> str:
    """The first text, less the words that fewer than half of them share."""
    found = Counter(word for each in texts for word in dict.fromkeys(bare(each).split()))
    kept = (word for word in texts[0].split() if found[bare(word)] * 2 >= len(texts))
    return " ".join(kept)[:TITLE]


def _causes(states: Sequence[Incident]) -> tuple[str, ...]:
    """The cause that most of them had, if it is one and the same for half of them."""
    found = Counter(bare(cause(each)) for each in states if cause(each))
    if not found or found.most_common(1)[0][1] * 2 < len(states):
        return ()
    first = next(cause(each) for each in states if bare(cause(each)) == found.most_common(1)[0][0])
    return (first[:LINE],)


def _shared(states: Sequence[Incident], of: Callable[[Incident], Iterable[str]]) -> tuple[str, ...]:
    found = Counter(name for each in states for name in dict.fromkeys(of(each)))
    return tuple(name for name, count in found.most_common() if count * 2 >= len(states))


def _services(state: Incident) -> Iterable[str]:
    return state.services


def _vendors(state: Incident) -> Iterable[str]:
    return (each.vendor for each in state.vendors)


def _worked(states: Sequence[Incident], policy: Policy) -> tuple[str, ...]:
    return tuple(f"{step.name} ({count})" for step, count in _steps(states, policy))


def _steps(states: Sequence[Incident], policy: Policy) -> list[tuple[ModelStep, int]]:
    """What was done in most of them first, and in how many: actions with a result that stayed, tasks that were done."""
    groups: list[tuple[ModelStep, set[int]]] = []
    for state in states:
        for step in _done(state):
            near = next((held for held in groups if _same(step.name, held[0].name, policy.reports.alike_above)), None)
            if near is None:
                groups.append((step, {state.number}))
            else:
                near[1].add(state.number)
    rules = policy.improvements
    often = [(step, len(numbers)) for step, numbers in groups if len(numbers) >= rules.step_from]
    return sorted(often, key=lambda held: -held[1])[: rules.most_steps]


def _done(state: Incident) -> Iterable[ModelStep]:
    for action in standing(state.actions):
        if action.result and not action.rolled_back:
            yield ModelStep(name=_line(action.text))
    for task in state.tasks:
        if task.done and not task.dropped:
            yield ModelStep(name=_line(task.text), role=task.role)


def _line(text: str) -> str:
    return " ".join(text.split())[:LINE]


def _same(one: str, other: str, above: int) -> bool:
    return fuzz.token_sort_ratio(bare(one), bare(other)) >= above
