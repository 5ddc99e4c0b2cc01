"""What entries owe: the cards of hypotheses, decisions and actions, time-boxes, windows, reminders of tasks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.evolution.objects import kind_named
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.objects import DecisionTaken, Hypothesis, Numbered, ObjectKind, all_of, kind_of, label, standing
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, step, tell
from bot.warroom.owing.leading import SHIFT
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

TIME_BOX, WINDOW, REMIND, DUE = "hypothesis_due", "decision_closes", "task_remind", "task_due"
WORK_TIMERS = frozenset({TIME_BOX, WINDOW, REMIND, DUE, SHIFT})
SPOKEN = frozenset({"hypothesis_due", "decision_settled", "task_overdue", "task_given"})
ON_CARD = frozenset(
    {"hypothesis_testing", "hypothesis_settled", "objection_raised", "decision_settled", "action_reported",
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
        case e.ActionReported(number=n):
            return _found(state, "action", lambda it: it.number == n)
    return None


def _found(state: Incident, kind: ObjectKind | None, is_it: Callable[[Numbered], bool]) -> Numbered | None:
    return next((each for each in all_of(state, kind) if is_it(each)), None) if kind else None


def cards(entry: Entry, state: Incident) -> Iterable[Owed]:
    """The card of what the entry made or changed, drawn anew. Its lane lets none be posted twice."""
    it = object_of(entry, state)
    if it is None or not it.text:
        return
    name = label(kind_of(it), it.number)
    slot = f"object:{state.number}:{name}"
    yield step(state, "room.object", f"{name}:{entry.seq}", payload={"object": name}, slot=slot, lane=slot)


def _begun(_event: object, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """A time-box or a window, while the incident is worked on; a withdrawn object has neither."""
    it = object_of(entry, state)
    if it is None:
        return NOTHING
    kind = TIME_BOX if isinstance(it, Hypothesis) else WINDOW
    if it.withdrawn:
        return Debt(cancels=(Cancel(frozenset({kind}), str(it.number)),))
    due_at = _due(it, policy) if is_open(state.state) or state.state == "resolved" else None
    return Debt(timers=(TimerSpec(kind=kind, subject=str(it.number), due_at=due_at),)) if due_at else NOTHING


def _due(it: Numbered, policy: Policy) -> Moment | None:
    if isinstance(it, DecisionTaken):
        return None if it.settled else it.closes_at(policy.work.objections_within)
    return it.due_at if isinstance(it, Hypothesis) and it.status == "testing" else None


def _settled(event: e.HypothesisSettled, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({TIME_BOX}), str(event.number)),))


def _task(event: e.TaskAdded | e.TaskGiven, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Two timers of a task with a time: shortly before, and then. Whoever is given one is told."""
    told = () if event.owner is None or event.owner == entry.actor or isinstance(event, e.TaskAdded) else (
        tell(state, event.owner.id, entry.seq, "task"),
    )  # fmt: skip
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
    return Debt(owed=(tell(state, event.owner.id, entry.seq, "task"),)) if event.owner else NOTHING


def going_on(state: Incident, policy: Policy) -> tuple[TimerSpec, ...]:
    """The timers of everything that is still open: a reopened incident has them again."""
    open_ones: list[Numbered] = [*standing(state.hypotheses), *standing(state.decisions)]
    boxes = ((TIME_BOX if isinstance(it, Hypothesis) else WINDOW, it.number, _due(it, policy)) for it in open_ones)
    tasks = ((DUE, task.number, task.due_at) for task in state.tasks if not task.done)
    return tuple(
        TimerSpec(kind=kind, subject=str(number), due_at=due_at)
        for kind, number, due_at in (*boxes, *tasks)
        if due_at is not None
    )


DEBTS: Debts = {
    e.Remark: _begun,
    e.MessageMarked: _begun,
    e.MessageUnmarked: _begun,
    e.HypothesisTested: _begun,
    e.HypothesisSettled: _settled,
    e.TaskAdded: _task,
    e.TaskGiven: _task,
    e.TaskDone: _done,
    e.TaskReminded: _reminded,
}
