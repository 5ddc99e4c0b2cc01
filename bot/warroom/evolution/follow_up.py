"""How entries change the state: actions on their way to a verified close. An entry is a fact; nothing is decided."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry


def _changed(state: Incident, number: int, **change: Any) -> dict[str, Any]:
    tasks = (task.model_copy(update=change) if task.number == number else task for task in state.tasks)
    return {"tasks": tuple(tasks)}


def _agreed(state: Incident, event: e.OutcomeAgreed, _entry: Entry) -> Change:
    return _changed(state, event.task, outcome=event.text)


def _done(state: Incident, event: e.TaskDone, entry: Entry) -> Change:
    return _changed(state, event.task, done=True, done_at=entry.occurred_at, done_by=entry.actor)


def _verified(state: Incident, event: e.TaskVerified, entry: Entry) -> Change:
    return _changed(state, event.task, verified_at=entry.occurred_at, verified_by=entry.actor)


def _doubted(state: Incident, event: e.TaskDoubted, _entry: Entry) -> Change:
    return _changed(state, event.task, done=False, done_at=None, done_by=None, verified_at=None, verified_by=None)


def _dropped(state: Incident, event: e.TaskDropped, entry: Entry) -> Change:
    return _changed(state, event.task, done=True, dropped=True, done_at=entry.occurred_at, because=event.reason)


CHANGES: Changes = {
    e.TaskDone: _done,
    e.OutcomeAgreed: _agreed,
    e.TaskVerified: _verified,
    e.TaskDoubted: _doubted,
    e.TaskDropped: _dropped,
}
