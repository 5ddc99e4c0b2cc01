"""Deciding on hypotheses, decisions, actions and the owners of tasks. Whoever works on the incident may."""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import commands_objects as co
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, EmptyText, TextTooLong, UnknownObject, UnknownTask, WindowClosed
from bot.warroom.incident import Incident, Task
from bot.warroom.lifecycle import is_open
from bot.warroom.objects import ActionTaken, DecisionTaken, Hypothesis, ObjectKind, find, label
from bot.warroom.phrases import phrase

EVIDENCE_LIMIT = 3_000
FORMS = {
    "result": "`/incident action {label} result <text>`",
    "plan": "`/incident action {label} rollback <how to take it back>`",
    "rolled_back": "`/incident action {label} rolled back <text>`",
}


def begun(command: c.RecordRemark, context: Context) -> e.Remark:
    """The remark, as a numbered object where it is one; a hypothesis with an owner or a time is tested at once."""
    owner, due_at = command.owner, command.due_at
    if command.kind == "hypothesis" and (owner or due_at):
        owner = owner or context.actor
        due_at = due_at or context.now + context.policy.work.time_box
    numbered = command.kind in e.NUMBERED
    return e.Remark(kind=command.kind, text=command.text, owner=owner, due_at=due_at, numbered=numbered)


def start_test(state: Incident, command: co.StartTest, context: Context) -> Decision:
    """Somebody finds out, within a time-box; again after its end, or after a result that is doubted."""
    known = _hypothesis(state, command.number)
    owner = command.owner or known.owner or context.person
    due_at = command.due_at or context.now + context.policy.work.time_box
    before = known.owner if known.owner and known.owner.id != owner.id else None
    return (e.HypothesisTested(number=known.number, owner=owner, due_at=due_at, instead_of=before),)


def settle(state: Incident, command: co.SettleHypothesis, _context: Context) -> Decision:
    """Confirmed or disproved, with evidence. Raises AlreadySo for what is settled so with the same words."""
    known = _hypothesis(state, command.number)
    name = label("hypothesis", known.number)
    _require_words(command.evidence, f"`/incident hypothesis {name} {command.outcome} <evidence>`")
    if (known.status, known.evidence) == (command.outcome, command.evidence):
        raise AlreadySo(what=phrase("{name} is {outcome}", name=name, outcome=command.outcome))
    return (e.HypothesisSettled(number=known.number, outcome=command.outcome, evidence=command.evidence),)


def call_back(state: Incident, command: co.CallBackHypothesis, context: Context) -> Decision:
    """The time-box ended; nothing when it was settled, withdrawn or prolonged meanwhile."""
    known = find(state, "hypothesis", command.number)
    if not isinstance(known, Hypothesis) or known.status != "testing" or not is_open(state.state):
        return ()
    ended = known.due_at is not None and known.due_at <= context.now
    return (e.HypothesisDue(number=known.number, owner=known.owner),) if ended else ()


def raise_objection(state: Incident, command: co.RaiseObjection, context: Context) -> Decision:
    """An objection, while the window is open. Raises WindowClosed."""
    known = find(state, "decision", command.number)
    if not isinstance(known, DecisionTaken):
        raise _unknown(state, "decision", command.number)
    name = label("decision", known.number)
    _require_words(command.text, f"`/incident decision {name} object <why>`")
    if known.settled:
        raise WindowClosed(decision=name)
    return (e.ObjectionRaised(number=known.number, person=context.person, text=command.text),)


def close_objections(state: Incident, command: co.CloseObjections, context: Context) -> Decision:
    """The window's result; nothing when it is recorded, the decision withdrawn, or the window still open."""
    known = find(state, "decision", command.number)
    if not isinstance(known, DecisionTaken) or known.settled:
        return ()
    if known.closes_at(context.policy.work.objections_within) > context.now:
        return ()
    words = tuple(f"{each.person.name}: {each.text}" for each in known.objections)
    return (e.DecisionSettled(number=known.number, objections=words),)


def report(state: Incident, command: co.ReportAction, _context: Context) -> Decision:
    """What an action brought, how it is taken back, or that it was."""
    known = find(state, "action", command.number)
    if not isinstance(known, ActionTaken):
        raise _unknown(state, "action", command.number)
    name = label("action", known.number)
    _require_words(command.text, FORMS[command.what].format(label=name))
    if getattr(known, command.what) == command.text:
        raise AlreadySo(what=phrase("{name} says that", name=name))
    told = e.ActionReported(number=known.number, what=command.what, text=command.text)
    if not command.plan.strip() or command.plan == known.plan:
        return (told,)
    return (told, e.ActionReported(number=known.number, what="plan", text=command.plan))


def withdraw(state: Incident, command: co.WithdrawObject, _context: Context) -> Decision:
    """It was said in error, or is void. Raises UnknownObject, EmptyText, TextTooLong."""
    if find(state, command.what, command.number) is None:
        raise _unknown(state, command.what, command.number)
    name = label(command.what, command.number)
    _require_words(command.reason, f"`/incident {command.what} {name} withdraw <why>`")
    return (e.ObjectWithdrawn(what=command.what, number=command.number, reason=command.reason),)


def give_task(state: Incident, command: cz.GiveTask, _context: Context) -> Decision:
    """An owner, a due time, or both for a task that is open. Raises UnknownTask, AlreadySo."""
    task = open_task(state, command.task)
    if command.owner is None and command.due_at is None:
        raise EmptyText(form=f"`/incident task {task.number} @user by 30m`")
    if (command.owner or task.owner, command.due_at or task.due_at) == (task.owner, task.due_at):
        raise AlreadySo(
            what=phrase(
                "task {number} belongs to {owner}",
                number=task.number,
                owner=task.owner.name if task.owner else phrase("nobody"),
            )
        )
    return (e.TaskGiven(task=task.number, owner=command.owner, due_at=command.due_at),)


def remind_task(state: Incident, command: co.RemindTask, context: Context) -> Decision:
    """A reminder of what is still open. A model's step that nobody took stands on its checklist: it reminds nobody."""
    task = next((each for each in state.tasks if each.number == command.task and not each.done), None)
    if task is None or task.due_at is None or not (is_open(state.state) or state.state == "resolved"):
        return ()
    if task.owner is None and (task.model or not command.overdue):
        return ()
    if command.overdue:
        return _overdue(task, task.due_at, context.now)
    early = task.due_at - context.policy.work.remind_before <= context.now < task.due_at
    return (e.TaskReminded(task=task.number, owner=task.owner, due_at=task.due_at),) if early else ()


def remind_action(state: Incident, command: co.RemindAction, context: Context) -> Decision:
    """A reminder of an action whose result nobody has told; nothing once it is told, taken back or over."""
    known = find(state, "action", command.number)
    if not isinstance(known, ActionTaken) or not known.running or known.due_at is None:
        return ()
    if not (is_open(state.state) or state.state == "resolved"):
        return ()
    number, owner, due_at = known.number, known.owner, known.due_at
    if command.overdue:
        return (e.ActionOverdue(number=number, owner=owner, due_at=due_at),) if due_at <= context.now else ()
    early = due_at - context.policy.work.remind_before <= context.now < due_at
    return (e.ActionReminded(number=number, owner=owner, due_at=due_at),) if owner and early else ()


def _overdue(task: Task, due_at: Moment, now: Moment) -> Decision:
    return (e.TaskOverdue(task=task.number, owner=task.owner, due_at=due_at),) if due_at <= now else ()


def open_task(state: Incident, number: int) -> Task:
    """The open task of that number. Raises UnknownTask."""
    found = next((task for task in state.tasks if task.number == number and not task.done), None)
    if found is None:
        raise UnknownTask(task=number)
    return found


def _hypothesis(state: Incident, number: int) -> Hypothesis:
    known = find(state, "hypothesis", number)
    if not isinstance(known, Hypothesis):
        raise _unknown(state, "hypothesis", number)
    return known


def _unknown(state: Incident, kind: ObjectKind, number: int) -> UnknownObject:
    return UnknownObject(what=kind, label=label(kind, number), reference=state.reference)


def _require_words(text: str, form: str) -> None:
    if not text.strip():
        raise EmptyText(form=form)
    if len(text) > EVIDENCE_LIMIT:
        raise TextTooLong(length=len(text), limit=EVIDENCE_LIMIT)
