"""What entries owe: the cards of hypotheses, decisions and actions, time-boxes, windows, reminders of tasks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.evolution.objects import kind_named
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.objects import (
    ActionTaken,
    DecisionTaken,
    Hypothesis,
    Numbered,
    ObjectKind,
    all_of,
    kind_of,
    label,
    standing,
)
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, step, tell
from bot.warroom.owing.leading import SHIFT
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

TIME_BOX, WINDOW, REMIND, DUE = "hypothesis_due", "decision_closes", "task_remind", "task_due"
ACTION_REMIND, ACTION_DUE = "action_remind", "action_due"
WORK_TIMERS = frozenset({TIME_BOX, WINDOW, REMIND, DUE, ACTION_REMIND, ACTION_DUE, SHIFT})
TIMERS_OF: Mapping[ObjectKind, frozenset[str]] = {
    "hypothesis": frozenset({TIME_BOX}),
    "decision": frozenset({WINDOW}),
    "action": frozenset({ACTION_REMIND, ACTION_DUE}),
}
SPOKEN = frozenset({"action_overdue", "hypothesis_due", "decision_settled", "task_overdue", "task_given"})
ON_CARD = frozenset(
    {"hypothesis_testing", "hypothesis_settled", "objection_raised", "decision_settled", "action_reported",
     "object_withdrawn",
     "task_given", "task_overdue"}
)  # fmt: skip


def object_of(entry: Entry, state: Incident) -> Numbered | None:
    """The hypothesis, decision or action that an entry made or changed; None for all other entries."""
    match entry.event:
        case e.Remark(kind=name, numbered=True):
            return _found(state, kind_named(name), lambda it: it.seq == entry.seq)
        case e.MessageMarked(mark=name, target=target, numbered=True):
            return _found(state, kind_named(name), lambda it: it.message == target)
        case e.MessageUnmarked(mark=name, target=target, numbered=True):
            return _found(state, kind_named(name), lambda it: it.message == target)
        case e.HypothesisTested(number=n) | e.HypothesisSettled(number=n) | e.HypothesisDue(number=n):
            return _found(state, "hypothesis", lambda it: it.number == n)
        case e.ObjectionRaised(number=n) | e.DecisionSettled(number=n):
            return _found(state, "decision", lambda it: it.number == n)
        case e.ObjectWithdrawn(what=what, number=n):
            return _found(state, what, lambda it: it.number == n)
        case e.ActionReported(number=n):
            return _found(state, "action", lambda it: it.number == n)
    return None


def _found(state: Incident, kind: ObjectKind | None, is_it: Callable[[Numbered], bool]) -> Numbered | None:
    return next((each for each in all_of(state, kind) if is_it(each)), None) if kind else None


def cards(entry: Entry, state: Incident) -> Iterable[Owed]:
    """The card of what the entry made or changed, drawn anew. Its lane lets none be posted twice."""
    it = object_of(entry, state)
    return card(it, entry, state) if it else ()


def card(it: Numbered, entry: Entry, state: Incident) -> Iterable[Owed]:
    """The card of one of them, where there are words to show and a room to show them in."""
    if not it.text or state.room is None or state.room.archived:
        return
    name = label(kind_of(it), it.number)
    slot = f"object:{state.number}:{name}"
    yield step(state, "room.object", f"{name}:{entry.seq}", payload={"object": name}, slot=slot, lane=slot)


def _begun(_event: object, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """A time-box, a window or reminders, while the incident is worked on; a withdrawn object has none."""
    it = object_of(entry, state)
    if it is None:
        return NOTHING
    if it.withdrawn:
        return Debt(cancels=(Cancel(TIMERS_OF[kind_of(it)], str(it.number)),))
    return clocks(it, entry, state, policy)


def clocks(it: Numbered, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """The timers that it has while the incident is worked on."""
    worked_on = is_open(state.state) or state.state == "resolved"
    return Debt(timers=_timers(it, entry.recorded_at, policy) if worked_on else ())


def _timers(it: Numbered, now: Moment, policy: Policy) -> tuple[TimerSpec, ...]:
    due_at, number = _due(it, policy), str(it.number)
    if due_at is None:
        return ()
    if not isinstance(it, ActionTaken):
        kind = TIME_BOX if isinstance(it, Hypothesis) else WINDOW
        return (TimerSpec(kind=kind, subject=number, due_at=due_at),)
    before = due_at - policy.work.remind_before
    early = (TimerSpec(kind=ACTION_REMIND, subject=number, due_at=before),) if it.owner and before > now else ()
    return (*early, TimerSpec(kind=ACTION_DUE, subject=number, due_at=due_at))


def _due(it: Numbered, policy: Policy) -> Moment | None:
    if isinstance(it, DecisionTaken):
        return None if it.settled else it.closes_at(policy.work.objections_within)
    if isinstance(it, ActionTaken):
        return it.due_at if it.running else None
    return it.due_at if isinstance(it, Hypothesis) and it.status == "testing" else None


def _tested(event: e.HypothesisTested, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """The time-box; and whoever tests it by somebody else's word hears of it, as does whoever need not any more."""
    told = [person for person in (event.owner, event.instead_of) if person]
    return _begun(event, entry, state, policy) + Debt(owed=_testers_told(told, entry, state))


def _remarked(event: e.Remark, entry: Entry, state: Incident, policy: Policy) -> Debt:
    tester = [event.owner] if event.kind == "hypothesis" and event.owner else []
    return _begun(event, entry, state, policy) + Debt(owed=_testers_told(tester, entry, state))


def _testers_told(people: Iterable[Person], entry: Entry, state: Incident) -> tuple[Owed, ...]:
    others = [person for person in people if entry.actor is None or person.id != entry.actor.id]
    return tuple(tell(state, each.id, entry.seq, "hypothesis") for each in others if state.may_hear(each.id))


def _settled(event: e.HypothesisSettled, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({TIME_BOX}), str(event.number)),))


def _reported(event: e.ActionReported, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    known = event.what in {"result", "rolled_back"}
    return Debt(cancels=(Cancel(TIMERS_OF["action"], str(event.number)),)) if known else NOTHING


def _action_reminded(event: e.ActionReminded, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=(tell(state, event.owner.id, entry.seq, "action"),))


def _task(event: e.TaskAdded | e.TaskGiven, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Two timers of a task with a time: shortly before, and then. Whoever is given one is told.

    The steps of a model stand on its checklist: five direct messages at once would help nobody.
    """
    step_of_a_model = isinstance(event, e.TaskAdded) and bool(event.model)
    told = () if event.owner == entry.actor or step_of_a_model else _owner_told(event, entry, state)
    if event.due_at is None:
        return Debt(owed=told)
    number = str(event.task)
    before = event.due_at - policy.work.remind_before
    early = (TimerSpec(kind=REMIND, subject=number, due_at=before),) if before > entry.recorded_at else ()
    late = TimerSpec(kind=DUE, subject=number, due_at=event.due_at)
    return Debt(owed=told, timers=(*early, late), cancels=(Cancel(frozenset({REMIND}), number),))


def _done(event: e.TaskDone, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({REMIND, DUE}), str(event.task)),))


def _reminded(event: e.TaskReminded, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=_owner_told(event, entry, state))


def _owner_told(event: e.TaskAdded | e.TaskGiven | e.TaskReminded, entry: Entry, state: Incident) -> tuple[Owed, ...]:
    if event.owner is None or not state.may_hear(event.owner.id):
        return ()
    return (tell(state, event.owner.id, entry.seq, "task"),)


def going_on(state: Incident, policy: Policy, now: Moment) -> tuple[TimerSpec, ...]:
    """The timers of everything that is still open: a reopened incident has them again."""
    open_ones: list[Numbered] = [
        *standing(state.hypotheses), *standing(state.decisions), *standing(state.actions),
    ]  # fmt: skip
    boxes = (timer for it in open_ones for timer in _timers(it, now, policy))
    tasks = (
        TimerSpec(kind=DUE, subject=str(task.number), due_at=task.due_at)
        for task in state.tasks
        if not task.done and task.due_at is not None
    )
    return (*boxes, *tasks)


DEBTS: Debts = {
    e.Remark: _remarked,
    e.MessageMarked: _begun,
    e.MessageUnmarked: _begun,
    e.HypothesisTested: _tested,
    e.ObjectWithdrawn: _begun,
    e.HypothesisSettled: _settled,
    e.ActionReported: _reported,
    e.ActionReminded: _action_reminded,
    e.TaskAdded: _task,
    e.TaskGiven: _task,
    e.TaskDone: _done,
    e.TaskReminded: _reminded,
}
