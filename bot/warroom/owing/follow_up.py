"""What entries owe: reminders of actions, which outlive their incident, and the question whether one holds."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.follow_up import OVER, is_follow_up, next_reminder, told, verifier
from bot.warroom.incident import Incident, Task
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, tell
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry

FOLLOW_UP = "follow_up"
SPOKEN = frozenset({"outcome_agreed", "task_verified", "task_doubted", "task_dropped"})


def _ended(_event: Value, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Once the incident is over, whoever owns what is left is reminded of it directly."""
    timers = (timer for task in state.tasks for timer in _timer(task, entry, state, policy))
    return Debt(timers=tuple(timers))


def _reopened(_event: e.IncidentReopened, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    """While work goes on the room is told, as before."""
    return Debt(cancels=(Cancel(frozenset({FOLLOW_UP})),))


def _given(event: e.TaskAdded | e.TaskGiven, entry: Entry, state: Incident, policy: Policy) -> Debt:
    return _again(event.task, entry, state, policy) if event.due_at else NOTHING


def _again(number: int, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if state.state not in OVER:
        return NOTHING
    return Debt(
        timers=tuple(t for task in state.tasks if task.number == number for t in _timer(task, entry, state, policy))
    )


def _timer(task: Task, entry: Entry, state: Incident, policy: Policy) -> tuple[TimerSpec, ...]:
    if task.done or task.model or state.drill:
        return ()
    rules = policy.actions
    at = next_reminder(task, entry.recorded_at, rules.remind_before, rules.remind_every)
    if at == task.due_at and state.state == "resolved":
        at = at + rules.remind_every if at else None  # the room, which is still there, is told at the time itself
    return (TimerSpec(kind=FOLLOW_UP, subject=str(task.number), due_at=at),) if at else ()


def _reminded(event: e.FollowUpReminded, entry: Entry, state: Incident, policy: Policy) -> Debt:
    heard = (tell(state, event.told.id, entry.seq, "follow_up"),) if event.told else ()
    return Debt(owed=heard) + _again(event.task, entry, state, policy)


def _done(event: e.TaskDone, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    """Somebody else is asked whether an action of the review holds."""
    over = Debt(cancels=(Cancel(frozenset({FOLLOW_UP}), str(event.task)),))
    task = next((each for each in state.tasks if each.number == event.task), None)
    if task is None or state.drill or not is_follow_up(state, task):
        return over
    asked = verifier(state, entry.actor)
    return over + Debt(owed=(tell(state, asked.id, entry.seq, "verify"),)) if asked else over


def _doubted(event: e.TaskDoubted, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Its owner hears why, and is reminded again."""
    task = next((each for each in state.tasks if each.number == event.task), None)
    owner = told(state, task) if task else None
    heard = (tell(state, owner.id, entry.seq, "task_doubted"),) if owner and owner != entry.actor else ()
    return Debt(owed=heard) + _again(event.task, entry, state, policy)


def _dropped(event: e.TaskDropped, _entry: Entry, _state: Incident, _policy: Policy) -> Debt:
    return Debt(cancels=(Cancel(frozenset({FOLLOW_UP, "task_remind", "task_due"}), str(event.task)),))


DEBTS: Debts = {
    e.IncidentResolved: _ended,
    e.IncidentClosed: _ended,
    e.IncidentReopened: _reopened,
    e.TaskAdded: _given,
    e.TaskGiven: _given,
    e.FollowUpReminded: _reminded,
    e.TaskDone: _done,
    e.TaskDoubted: _doubted,
    e.TaskDropped: _dropped,
}
