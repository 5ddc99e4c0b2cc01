"""How entries change the state: models and their steps. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, Task
from bot.warroom.timeline import Entry
from bot.warroom.used_models import UsedModel


def _suggested(_state: Incident, event: e.ModelSuggested, _entry: Entry) -> Change:
    return {"suggested": event.models}


def _applied(state: Incident, event: e.ModelApplied, entry: Entry) -> Change:
    model = UsedModel(
        name=event.model,
        title=event.title,
        version=event.version,
        seq=entry.seq,
        tasks=event.tasks,
        teams=event.teams,
        solution=event.solution,
    )
    return {"models": (*state.models, model)}


def _abandoned(state: Incident, event: e.ModelAbandoned, _entry: Entry) -> Change:
    if not state.models:
        return None
    steps = state.models[-1].tasks

    def dropped(task: Task) -> Task:
        return task.model_copy(update={"done": True, "dropped": True})

    tasks = tuple(dropped(task) if task.number in steps and not task.done else task for task in state.tasks)
    return {**_latest(state, abandoned=event.reason), "tasks": tasks}


def _solution_used(state: Incident, _event: e.SolutionUsed, _entry: Entry) -> Change:
    return _latest(state, solution_used=True) if state.models else None


def _latest(state: Incident, **change: Any) -> dict[str, Any]:
    return {"models": (*state.models[:-1], state.models[-1].model_copy(update=change))}


def taken_over(state: Incident, role: str, person: Person) -> dict[str, Any]:
    """The open steps of a role belong to whoever holds it now."""
    return _owners(state, role, lambda task: person if role == "mim" else task.owner or person)


def left_behind(state: Incident, role: str, person: Person) -> dict[str, Any]:
    """The open steps of somebody who gave the role back belong to nobody."""
    return _owners(state, role, lambda task: None if task.owner and task.owner.id == person.id else task.owner)


def _owners(state: Incident, role: str, owner: Callable[[Task], Person | None]) -> dict[str, Any]:
    theirs = [task for task in state.tasks if task.role == role and not task.done]
    if not theirs:
        return {}
    tasks = (task.model_copy(update={"owner": owner(task)}) if task in theirs else task for task in state.tasks)
    return {"tasks": tuple(tasks)}


CHANGES: Changes = {
    e.ModelSuggested: _suggested,
    e.ModelApplied: _applied,
    e.ModelAbandoned: _abandoned,
    e.SolutionUsed: _solution_used,
}
