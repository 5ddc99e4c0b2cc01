"""How entries change the state: new tasks and review drafts. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, Task
from bot.warroom.timeline import Entry


def _task_added(state: Incident, event: e.TaskAdded, _entry: Entry) -> Change:
    task = Task(
        number=event.task,
        text=event.text,
        owner=event.owner,
        due_at=event.due_at,
        first_due_at=event.due_at,
        role=event.role,
        model=event.model,
    )
    return {"tasks": (*state.tasks, task)}


def _reviewed(_state: Incident, event: e.ReviewDrafted, _entry: Entry) -> Change:
    return {"review": event.version}


CHANGES: Changes = {
    e.TaskAdded: _task_added,
    e.ReviewDrafted: _reviewed,
}
