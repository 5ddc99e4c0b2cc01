"""How entries change the state: answers and regulator clocks. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.clocks import Answered, RunningClock
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry


def _classified(state: Incident, event: e.Classified, entry: Entry) -> Change:
    answered = Answered(answer=event.answer, at=event.at, by=entry.actor)
    return {"classified": {**state.classified, event.question: answered}}


def _started(state: Incident, event: e.ClockStarted, _entry: Entry) -> Change:
    clock = RunningClock(title=event.title, version=event.version, started_at=event.started_at, due_at=event.due_at)
    return {"clocks": {**state.clocks, event.clock: clock}}


def _changed(state: Incident, name: str, **update: Any) -> Change:
    clock = state.clocks.get(name)
    return {"clocks": {**state.clocks, name: clock.model_copy(update=update)}} if clock else None


def _reminded(state: Incident, event: e.ClockReminded, _entry: Entry) -> Change:
    return _changed(state, event.clock, reminded=event.share)


def _missed(state: Incident, event: e.ClockMissed, _entry: Entry) -> Change:
    return _changed(state, event.clock, missed=True)


def _submitted(state: Incident, event: e.ClockSubmitted, _entry: Entry) -> Change:
    return _changed(state, event.clock, submitted_at=event.at, receipt=event.receipt)


def _stopped(state: Incident, event: e.ClockStopped, _entry: Entry) -> Change:
    return _changed(state, event.clock, stopped=event.reason)


CHANGES: Changes = {
    e.Classified: _classified,
    e.ClockStarted: _started,
    e.ClockReminded: _reminded,
    e.ClockMissed: _missed,
    e.ClockSubmitted: _submitted,
    e.ClockStopped: _stopped,
}
