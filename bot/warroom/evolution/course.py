"""How entries change the state: severity, state, milestones. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, Phase
from bot.warroom.lifecycle import State
from bot.warroom.milestones import Milestone
from bot.warroom.timeline import Entry


def _severity_changed(_state: Incident, event: e.SeverityChanged, _entry: Entry) -> Change:
    return {"severity": event.after}


def _state_changed(state: Incident, event: e.StateChanged, entry: Entry) -> Change:
    if event.after == event.before:
        return {"state_text": event.text}
    return {**_moved(state, event.after, entry), "state_text": event.text}  # type: ignore[arg-type]


def _resolved(state: Incident, _event: e.IncidentResolved, entry: Entry) -> Change:
    return {**_moved(state, "resolved", entry), "promises": {}}


def _reopened(state: Incident, event: e.IncidentReopened, entry: Entry) -> Change:
    after = {name: at for name, at in state.milestones.items() if name not in {"resolved", "confirmed", "closed"}}
    # Whoever could not take a role then may now.
    anew = {"confirmers": (), "role_asks": (), "missing": ()}
    return {**_moved(state, "investigating", entry), "milestones": after, "state_text": event.reason, **anew}


def _closed(state: Incident, _event: e.IncidentClosed, entry: Entry) -> Change:
    return {**_moved(state, "closed", entry), "promises": {}}


def _cancelled(state: Incident, _event: e.IncidentCancelled, entry: Entry) -> Change:
    return {**_moved(state, "cancelled", entry), "promises": {}}


def _milestone(state: Incident, event: e.MilestoneSet, _entry: Entry) -> Change:
    milestone = Milestone(at=event.at, source=event.source, by=event.by)
    return {"milestones": {**state.milestones, event.milestone: milestone}}


def _moved(state: Incident, after: State, entry: Entry) -> dict[str, Any]:
    return {"state": after, "phases": (*state.phases, Phase(state=after, at=entry.occurred_at))}


CHANGES: Changes = {
    e.SeverityChanged: _severity_changed,
    e.StateChanged: _state_changed,
    e.IncidentResolved: _resolved,
    e.IncidentReopened: _reopened,
    e.IncidentClosed: _closed,
    e.IncidentCancelled: _cancelled,
    e.MilestoneSet: _milestone,
}
