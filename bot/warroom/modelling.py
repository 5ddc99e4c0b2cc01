"""Incident models (ITIL 4: a repeatable, proven way to handle one kind of incident): which fit, applying, giving up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from bot.warroom import commands as c
from bot.warroom import commands_models as cm
from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.context import Context, Decision, require_lead
from bot.warroom.errors import AlreadySo, EmptyText, NoModel, NoSolution, StillCandidate, UnknownModel, WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.phrases import phrase
from bot.warroom.policy import IncidentModel, Policy
from bot.warroom.promising import check_text
from bot.warroom.used_models import UsedModel

MOST_SUGGESTED = 3
Standing = Literal["applied", "used", "abandoned"]


def fitting(text: str, services: Iterable[str], policy: Policy) -> tuple[str, ...]:
    """The models whose trigger words stand in the text or that are for one of the services, the likeliest first."""
    named = set(services)
    scored = [(_fit(model, text, named), name) for name, model in policy.models.items()]
    ranked = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return tuple(name for _score, name in ranked[:MOST_SUGGESTED])


def _fit(model: IncidentModel, text: str, services: set[str]) -> int:
    hits = sum(bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)) for word in model.words)
    return 2 * hits + len(services & set(model.services))


def known_model(name: str, policy: Policy) -> IncidentModel:
    """The policy's model of that name, in any case. Raises UnknownModel."""
    wanted = name.casefold().strip(" .,:`").replace(" ", "_")
    for key, model in policy.models.items():
        if wanted in {key.casefold(), model.title.casefold().replace(" ", "_")}:
            return model
    raise UnknownModel(model=name, known=tuple(policy.models) or ("none",))


def at_declaration(command: c.DeclareIncident, context: Context) -> Decision:
    """What fits, and the model that was named. Raises UnknownModel."""
    fits = fitting(f"{command.title} {command.symptoms}", command.services, context.policy)
    suggested = (e.ModelSuggested(models=fits),) if fits else ()
    if not command.model or command.candidate:
        return suggested
    return (*suggested, *_steps(known_model(command.model, context.policy), context.now, 0, {}))


def apply(state: Incident, command: cm.ApplyModel, context: Context) -> Decision:
    """Apply a model; in place of another one only whoever leads may. Raises UnknownModel, AlreadySo, WrongState."""
    model = known_model(command.model, context.policy)
    _require_handled(state)
    current = state.model
    if current and current.name == model.name:
        raise AlreadySo(what=phrase("{reference} is handled by {title}", reference=state.reference, title=model.title))
    given_up = _given_up(state, current, f"changed to {model.title}", context) if current else ()
    owners = {role: held[0] for role in _roles(model) if (held := state.holding(role))}
    return (*given_up, *_steps(model, context.now, len(state.tasks), owners))


def _roles(model: IncidentModel) -> set[str]:
    return {step.role for step in model.steps.values() if step.role}


def _steps(model: IncidentModel, now: Moment, before: int, owners: dict[str, Person]) -> Decision:
    tasks = tuple(
        e.TaskAdded(
            task=number,
            text=step.name,
            owner=owners.get(step.role),
            due_at=now + step.within if step.within else None,
            model=model.name,
            role=step.role,
        )
        for number, step in enumerate(model.steps.values(), start=before + 1)
    )
    applied = e.ModelApplied(
        model=model.name,
        title=model.title,
        version=model.version,
        tasks=tuple(each.task for each in tasks),
        teams=model.teams,
        solution=model.solution,
    )
    return (applied, *tasks)


def abandon(state: Incident, command: cm.AbandonModel, context: Context) -> Decision:
    """The model does not fit. Raises NoModel, NotAllowed, EmptyText."""
    if state.model is None:
        raise NoModel(reference=state.reference)
    if not command.reason.strip():
        raise EmptyText(form="`/incident model abandon <reason>`")
    return _given_up(state, state.model, command.reason, context)


def _given_up(state: Incident, model: UsedModel, reason: str, context: Context) -> Decision:
    require_lead(state, context, phrase("abandon the model"))
    check_text(reason)
    return (e.ModelAbandoned(model=model.name, reason=reason),)


def use_solution(state: Incident, _command: cm.UseSolution, _context: Context) -> Decision:
    """The documented solution helped. Raises NoModel, NoSolution, AlreadySo."""
    model = state.model
    if model is None:
        raise NoModel(reference=state.reference)
    if not model.solution:
        raise NoSolution(model=model.title)
    if model.solution_used:
        raise AlreadySo(what=phrase("the documented solution of {title} was used", title=model.title))
    return (e.SolutionUsed(model=model.name, link=model.solution),)


def _require_handled(state: Incident) -> None:
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))


def standing(state: Incident, model: UsedModel) -> Standing:
    """For the KPIs: *used* takes at least one step done and that it was not abandoned (DOMAIN §12)."""
    if model.abandoned is not None:
        return "abandoned"
    done = any(task.done and task.number in model.tasks for task in state.tasks)
    return "used" if done else "applied"
