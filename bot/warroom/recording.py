"""Deciding on what people put on the record: key moments, milestones, tasks, review drafts, exports."""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom import judging, milestones, workarounds
from bot.warroom.context import Context, Decision
from bot.warroom.errors import EmptyText, NotResolved, TextTooLong, TimeInFuture, UnknownTask
from bot.warroom.incident import Incident
from bot.warroom.investigating import begun

REMARK_LIMIT = 3_000


def remark(state: Incident, command: c.RecordRemark, context: Context) -> Decision:
    """A key moment in somebody's words, now or `at` an earlier time."""
    _require_words(command.text, f"`/incident {command.kind} <text>`")
    if command.at and command.at > context.now + milestones.SLACK_OF_CLOCKS:
        raise TimeInFuture(time=command.at)
    return (begun(command, context), *_follows(state, command, context))


def _follows(state: Incident, command: c.RecordRemark, context: Context) -> Decision:
    if command.kind == "workaround":
        return workarounds.typed(state, command, context)
    return judging.impact_said(state, command.text, context) if command.kind == "impact" else ()


def mark(state: Incident, command: c.MarkMessage, context: Context) -> Decision:
    """A message of the room becomes a key moment."""
    marked = e.MessageMarked(
        mark=command.mark,
        target=command.target,
        text=command.text,
        author=command.author,
        by=command.by,
        numbered=command.mark in e.NUMBERED,
    )
    return (marked, *(judging.impact_said(state, command.text, context) if command.mark == "impact" else ()))


def set_milestone(state: Incident, command: c.SetMilestone, context: Context) -> Decision:
    """A milestone's moment, in order with the others. Raises NotResolved for a confirmation that comes too early."""
    if command.milestone == "confirmed" and state.state not in {"resolved", "closed"}:
        raise NotResolved(reference=state.reference)
    milestones.check(state.milestones, command.milestone, command.moment, context.now)
    by = command.by or _seen_first_by(state, command.milestone)
    known = e.MilestoneSet(milestone=command.milestone, at=command.moment, source=command.source, by=by)
    return (known, *(judging.began(state, command.moment, context) if command.milestone == "started" else ()))


def _seen_first_by(state: Incident, milestone: str) -> milestones.Detection:
    """A corrected time does not take back who saw it first."""
    known = state.milestones.get(milestone)
    return known.by if known else ""


def add_task(state: Incident, command: c.AddTask, _context: Context) -> Decision:
    """Work to be done, owned or not yet."""
    _require_words(command.text, "`/incident task <text> [@user]`")
    number = len(state.tasks) + 1
    return (e.TaskAdded(task=number, text=command.text, owner=command.owner, due_at=command.due_at),)


def finish_task(state: Incident, command: c.FinishTask, _context: Context) -> Decision:
    """Work done."""
    if not any(task.number == command.task and not task.done for task in state.tasks):
        raise UnknownTask(task=command.task)
    return (e.TaskDone(task=command.task),)


def draft_review(state: Incident, _command: c.DraftReview, _context: Context) -> Decision:
    """Another version of the review draft."""
    return (e.ReviewDrafted(version=state.review + 1),)


def export(_state: Incident, command: c.ExportTimeline, _context: Context) -> Decision:
    """The timeline leaves as a file."""
    return (e.Exported(format=command.format, preset=command.preset),)


def _require_words(text: str, form: str) -> None:
    if not text.strip():
        raise EmptyText(form=form)
    if len(text) > REMARK_LIMIT:
        raise TextTooLong(length=len(text), limit=REMARK_LIMIT)
