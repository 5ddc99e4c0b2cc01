"""Deciding on actions on their way to a verified close (DOMAIN §11): outcome, verified, doubted, not doing because.

An action is a task; those that outlive their incident are followed up. Nothing here asks whether the incident is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Literal

from bot.warroom import commands as c
from bot.warroom import commands_follow_up as cf
from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.context import Context, Decision, may_lead
from bot.warroom.errors import AlreadySo, EmptyText, TextTooLong, UnknownTask
from bot.warroom.errors_follow_up import NotDoneYet, NotTheDoer, NotYourTask
from bot.warroom.incident import Incident, Task
from bot.warroom.phrases import phrase

WORDS_LIMIT = 3_000
OVER = frozenset({"resolved", "closed"})
Standing = Literal["open", "late", "to_verify", "done", "verified", "dropped"]


def agree(state: Incident, command: cf.AgreeOutcome, _context: Context) -> Decision:
    """What the task is to bring, so that anybody can see it. Raises UnknownTask, EmptyText, TextTooLong, AlreadySo."""
    task = _task(state, command.task)
    _words(command.text, f"`/incident task {task.number} outcome <what anybody can see then>`")
    if task.outcome == command.text:
        raise AlreadySo(what=phrase("task {number} says that", number=task.number))
    return (e.OutcomeAgreed(task=task.number, text=command.text),)


def verify(state: Incident, command: cf.VerifyTask, context: Context) -> Decision:
    """It holds. Raises UnknownTask, NotDoneYet, AlreadySo; NotTheDoer where the policy wants another pair of eyes."""
    task = _finished(state, command.task)
    if task.verified_at is not None:
        raise AlreadySo(what=phrase("task {number} is verified", number=task.number))
    doer, actor = task.done_by, context.actor
    if context.policy.actions.verify_by_other and doer and actor and doer.id == actor.id:
        raise NotTheDoer(doer=doer.name, task=task.number, reference=state.reference)
    _short(command.text)
    return (e.TaskVerified(task=task.number, text=command.text),)


def doubt(state: Incident, command: cf.DoubtTask, _context: Context) -> Decision:
    """It has not brought what it should, so it is open again. Raises UnknownTask, NotDoneYet, EmptyText."""
    task = _finished(state, command.task)
    _words(command.reason, f"`/incident task {task.number} not verified <what is missing>`")
    return (e.TaskDoubted(task=task.number, reason=command.reason),)


def drop(state: Incident, command: cf.DropTask, context: Context) -> Decision:
    """Not doing, because: the owner, whoever leads, or anybody while nobody owns it. Raises NotYourTask, EmptyText."""
    task = _task(state, command.task)
    if task.done:
        raise AlreadySo(what=phrase("task {number} is finished", number=task.number))
    mine = bool(task.owner and context.actor and task.owner.id == context.actor.id)
    if task.owner and not (mine or may_lead(state, context)):
        raise NotYourTask(task=task.number, owner=task.owner.name)
    _words(command.reason, f"`/incident task {task.number} not doing <why>`")
    return (e.TaskDropped(task=task.number, reason=command.reason),)


def remind(state: Incident, command: cf.RemindFollowUp, context: Context) -> Decision:
    """A reminder of what is still open once the incident is over; practice and mistakes remind nobody."""
    task = next((each for each in state.tasks if each.number == command.task and not each.done), None)
    if task is None or task.due_at is None or task.model or state.drill or state.state not in OVER:
        return ()
    if context.now < task.due_at - context.policy.actions.remind_before:
        return ()
    return (e.FollowUpReminded(task=task.number, due_at=task.due_at, told=told(state, task)),)


def told(state: Incident, task: Task) -> Person | None:
    """Who hears of it: its owner, else whoever leads, else the reporter; never a stranger to a private incident."""
    people = (each for each in (task.owner, state.mim, state.reporter) if each and state.may_hear(each.id))
    return next(people, None)


def next_reminder(task: Task, now: Moment, before: timedelta, every: timedelta) -> Moment | None:
    """When its owner hears of it next: shortly before its date, at its date, then again and again."""
    if task.due_at is None:
        return None
    ahead = (at for at in (task.due_at - before, task.due_at) if at > now)
    return next(ahead, now + every)


def is_follow_up(state: Incident, task: Task) -> bool:
    """Whether it is an action of the review: one with an agreed outcome, or that was open when the incident ended."""
    if task.model or (task.dropped and not task.because):
        return False
    ended = next((phase.at for phase in reversed(state.phases) if phase.state == "resolved"), None)
    if task.outcome:
        return True
    return ended is not None and state.state in OVER and (task.done_at is None or task.done_at >= ended)


def standing(state: Incident, task: Task, now: Moment) -> Standing:
    """How far an action is."""
    if task.dropped:
        return "dropped"
    if not task.done:
        return "late" if task.due_at is not None and task.due_at < now else "open"
    if task.verified_at is not None:
        return "verified"
    return "to_verify" if is_follow_up(state, task) else "done"


def verifier(state: Incident, doer: Person | None) -> Person | None:
    """Who is asked whether a finished action holds: whoever leads, a deputy or the reporter, never its doer."""
    people = (state.mim, *state.holding("deputy"), *state.holding("scribe"), state.reporter)
    others = (each for each in people if each and (doer is None or each.id != doer.id) and state.may_hear(each.id))
    return next(others, None)


def _task(state: Incident, number: int) -> Task:
    found = next((task for task in state.tasks if task.number == number), None)
    if found is None:
        raise UnknownTask(task=number)
    return found


def _finished(state: Incident, number: int) -> Task:
    task = _task(state, number)
    if not task.done or task.dropped:
        raise NotDoneYet(task=number, reference=state.reference)
    return task


def _words(text: str, form: str) -> None:
    if not text.strip():
        raise EmptyText(form=form)
    _short(text)


def _short(text: str) -> None:
    if len(text) > WORDS_LIMIT:
        raise TextTooLong(length=len(text), limit=WORDS_LIMIT)


DECISIONS: Mapping[type[c.Command], Callable[[Incident, Any, Context], Decision]] = {
    cf.AgreeOutcome: agree,
    cf.VerifyTask: verify,
    cf.DoubtTask: doubt,
    cf.DropTask: drop,
    cf.RemindFollowUp: remind,
}
