"""How entries change the state: hypotheses, decisions, actions, owners of tasks. Nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.objects import (
    FIELDS,
    ActionTaken,
    DecisionTaken,
    Hypothesis,
    MarkOn,
    Numbered,
    Objection,
    ObjectKind,
    all_of,
)
from bot.warroom.timeline import Entry

MADE: dict[ObjectKind, type[Numbered]] = {"hypothesis": Hypothesis, "decision": DecisionTaken, "action": ActionTaken}


def kind_named(name: str) -> ObjectKind | None:
    """The kind of object that a mark of this name makes."""
    return next((kind for kind in FIELDS if kind == name), None)


def said(state: Incident, event: e.Remark, entry: Entry) -> dict[str, Any]:
    """A remark that is a numbered object; nothing for all others."""
    kind = kind_named(event.kind)
    if kind is None or not event.numbered:
        return {}
    more: dict[str, Any] = {"by": entry.actor, "owner": event.owner, "due_at": event.due_at}
    if kind == "hypothesis" and event.owner and event.due_at:
        more["status"] = "testing"
    return _appended(state, kind, _begun(state, kind, event.text, entry, **more))


def marked(state: Incident, event: e.MessageMarked, entry: Entry, key: str) -> dict[str, Any]:
    """A marked message is a numbered object from its first mark on."""
    kind = kind_named(event.mark)
    if kind is None or not event.numbered:
        return {}
    mark = MarkOn(key=key, at=entry.occurred_at, stands=True)
    known = _of_message(state, kind, event.target)
    if known is None:
        return _appended(state, kind, _begun(state, kind, event.text, entry, by=entry.actor, message=event.target,
                                             marks=(mark,)))  # fmt: skip
    return _replaced(state, kind, known.number, text=known.text or event.text, marks=_latest(known, mark))


def unmarked(state: Incident, event: e.MessageUnmarked, entry: Entry, key: str) -> dict[str, Any]:
    """A mark was taken away. Slack may tell of it before it tells of the mark: then the mark must not bring it back."""
    kind = kind_named(event.mark)
    if kind is None or not event.numbered:
        return {}
    mark = MarkOn(key=key, at=entry.occurred_at, stands=False)
    known = _of_message(state, kind, event.target)
    if known is None:
        return _appended(state, kind, _begun(state, kind, "", entry, message=event.target, marks=(mark,)))
    return _replaced(state, kind, known.number, marks=_latest(known, mark))


def _begun(state: Incident, kind: ObjectKind, text: str, entry: Entry, **more: Any) -> Numbered:
    number = len(all_of(state, kind)) + 1
    return MADE[kind](number=number, text=text, seq=entry.seq, opened_at=entry.recorded_at, **more)


def _of_message(state: Incident, kind: ObjectKind, target: str) -> Numbered | None:
    return next((each for each in all_of(state, kind) if each.message == target), None)


def _latest(known: Numbered, mark: MarkOn) -> tuple[MarkOn, ...]:
    before = next((each for each in known.marks if each.key == mark.key), None)
    if before and before.at > mark.at:
        return known.marks
    return (*(each for each in known.marks if each.key != mark.key), mark)


def _appended(state: Incident, kind: ObjectKind, it: Numbered) -> dict[str, Any]:
    return {FIELDS[kind]: (*all_of(state, kind), it)}


def _replaced(state: Incident, kind: ObjectKind, number: int, **change: Any) -> dict[str, Any]:
    objects = all_of(state, kind)
    return {FIELDS[kind]: tuple(each.model_copy(update=change) if each.number == number else each for each in objects)}


def _tested(state: Incident, event: e.HypothesisTested, _entry: Entry) -> Change:
    change = {"status": "testing", "owner": event.owner, "due_at": event.due_at, "evidence": ""}
    return _replaced(state, "hypothesis", event.number, **change)


def _withdrawn(state: Incident, event: e.ObjectWithdrawn, _entry: Entry) -> Change:
    return _replaced(state, event.what, event.number, taken_back=event.reason)


def _settled(state: Incident, event: e.HypothesisSettled, _entry: Entry) -> Change:
    return _replaced(state, "hypothesis", event.number, status=event.outcome, evidence=event.evidence)


def _objected(state: Incident, event: e.ObjectionRaised, entry: Entry) -> Change:
    known = next((each for each in state.decisions if each.number == event.number), None)
    objection = Objection(person=event.person, text=event.text, at=entry.occurred_at)
    return _replaced(state, "decision", event.number, objections=(*known.objections, objection)) if known else None


def _decided(state: Incident, event: e.DecisionSettled, _entry: Entry) -> Change:
    return _replaced(state, "decision", event.number, settled=True)


def _reported(state: Incident, event: e.ActionReported, _entry: Entry) -> Change:
    return _replaced(state, "action", event.number, **{event.what: event.text})


def _assigned(state: Incident, event: e.TaskGiven, _entry: Entry) -> Change:
    given = {"owner": event.owner, "due_at": event.due_at}
    change = {name: each for name, each in given.items() if each is not None}
    first = {"first_due_at": event.due_at}  # a date that is moved later forgives nothing
    tasks = (
        task.model_copy(update=change if task.first_due_at else {**first, **change})
        if task.number == event.task
        else task
        for task in state.tasks
    )
    return {"tasks": tuple(tasks)}


CHANGES: Changes = {
    e.HypothesisTested: _tested,
    e.HypothesisSettled: _settled,
    e.ObjectionRaised: _objected,
    e.DecisionSettled: _decided,
    e.ActionReported: _reported,
    e.ObjectWithdrawn: _withdrawn,
    e.TaskGiven: _assigned,
}
