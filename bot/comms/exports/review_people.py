"""The parts of a review about people and their work: roles, responders, actions, workarounds. It rates nobody."""

from __future__ import annotations

from collections.abc import Iterator

from bot.comms.exports.blocks import Block, Cell, Prose, Table
from bot.comms.exports.labels import field_name
from bot.comms.exports.wording import Wording, readable
from bot.comms.words import role_title
from bot.warroom.base import Moment, Person
from bot.warroom.review import ReviewDraft
from bot.warroom.review.facts import Action, SeverityStep, Workaround


def decider(step: SeverityStep, wording: Wording) -> str:
    """Who decided, by role; whoever declared has none yet."""
    if step.before is None:
        return wording.t.gettext("reporter")
    return role_title(step.role, wording.policy, wording.t) if step.role else "—"


def people(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """Who held which role, and who took part."""
    t = wording.t
    columns = (t.gettext("Role"), t.gettext("Held by"), t.gettext("From"), t.gettext("Until"))
    held = tuple(
        (
            Cell(role_title(each.role, wording.policy, t), strong=True),
            Cell(each.person.name),
            Cell(wording.stamp(each.since)),
            Cell(wording.stamp(each.until) if each.until else "—"),
        )
        for each in draft.tenures
    )
    rows = (*held, *_unfilled(draft, wording))
    return (Table(columns, rows, t.gettext("Nobody has taken a role.")), *_responders(draft, wording))


def _unfilled(draft: ReviewDraft, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    """The mandatory roles that nobody held."""
    for gap in draft.gaps:
        if gap.field.startswith("role:") and not gap.complete:
            nobody = Cell(wording.t.gettext("nobody"), tone="bad", strong=True)
            yield (Cell(field_name(gap.field, wording), strong=True), nobody, Cell("—"), Cell("—"))


def _responders(draft: ReviewDraft, wording: Wording) -> list[Prose]:
    """Who acted or spoke, and who only was there."""
    t = wording.t
    active = [each.person.name for each in draft.responders if each.entries]
    present = [each.person.name for each in draft.responders if not each.entries]
    acted = t.ngettext("{n} person took part: {names}.", "{n} people took part: {names}.", len(active))
    told = [Prose(acted.format(n=len(active), names=t.listing(active)))] if active else []
    there = Prose(t.gettext("Also in the room: {names}.").format(names=t.listing(present)), tone="quiet")
    return [*told, there] if present else told


def actions(draft: ReviewDraft, wording: Wording) -> Table:
    """Tasks, and actions that people put on the record, each with owner, due time and result.

    Whoever finished what nobody owned stands as its owner: a vendor's procedure is done by whoever contacts it.
    """
    t = wording.t
    columns = (t.gettext("No."), t.gettext("Action"), t.gettext("Owner"), t.gettext("Due"), t.gettext("Result"))
    rows = tuple(
        (
            Cell(f"#{each.task}" if each.task else "—"),
            Cell(_action(each, wording)),
            _owner(each.owner or each.done_by, wording, asked=each.task is not None),
            _dates(each, wording),
            _result(each, wording),
        )
        for each in draft.actions
    )
    return Table(columns, rows, t.gettext("No actions yet. Add one: {form}").format(form="/incident task <text> @user"))


def _owner(owner: Person | None, wording: Wording, *, asked: bool) -> Cell:
    if owner:
        return Cell(owner.name)
    return Cell(wording.t.gettext("no owner"), tone="bad", strong=True) if asked else Cell("—", tone="quiet")


def _due(at: Moment | None, wording: Wording) -> Cell:
    return Cell(wording.stamp(at)) if at else Cell("—", tone="quiet")


def _action(action: Action, wording: Wording) -> str:
    """What is done, and by what anybody can see that it worked."""
    text = readable(action.text, wording.people)
    if not action.outcome:
        return text
    works = wording.t.gettext("{action} — works when: {outcome}")
    return works.format(action=text.rstrip("."), outcome=readable(action.outcome, wording.people))


def _dates(action: Action, wording: Wording) -> Cell:
    """By when, and the original date where it was moved."""
    if not (action.due_at and action.first_due_at) or action.first_due_at == action.due_at:
        return _due(action.due_at, wording)
    moved = wording.t.gettext("{time} (first {original})")
    return Cell(
        moved.format(time=wording.stamp(action.due_at), original=wording.stamp(action.first_due_at)), tone="warn"
    )


def _result(action: Action, wording: Wording) -> Cell:
    t = wording.t
    if action.because:
        return Cell(t.gettext("not doing, because: {reason}").format(reason=readable(action.because, wording.people)))
    if action.verified_at:
        who = action.verified_by.name if action.verified_by else "Posko"
        verified = t.gettext("verified {time} by {name}").format(time=wording.stamp(action.verified_at), name=who)
        return Cell(verified, tone="good", strong=True)
    if action.done is None:
        return Cell(t.gettext("recorded {time}").format(time=wording.stamp(action.at)), tone="quiet")
    if not action.done:
        return Cell(t.gettext("open"), tone="warn")
    done = t.gettext("done {time}").format(time=wording.stamp(action.done_at)) if action.done_at else t.gettext("done")
    if action.to_verify:
        return Cell(t.gettext("{done}, to be verified").format(done=done), tone="warn")
    return Cell(done, tone="good")


def workarounds(draft: ReviewDraft, wording: Wording) -> Table:
    """What reduced the impact, with owner and date of what it leaves to be done."""
    t = wording.t
    columns = (
        t.gettext("No."),
        t.gettext("Time"),
        t.gettext("Workaround"),
        t.gettext("Leaves undone"),
        t.gettext("How to undo it"),
        t.gettext("Owner"),
        t.gettext("Undo or replace by"),
    )
    rows = tuple(
        (
            Cell(each.reference or "—", strong=bool(each.reference)),
            Cell(wording.stamp(each.at)),
            *(Cell(readable(text, wording.people) or "—") for text in (each.text, each.leaves, each.undo)),
            _owner(each.owner, wording, asked=True),
            _replaced(each, wording),
        )
        for each in draft.workarounds
    )
    return Table(columns, rows, t.gettext("No workaround was put on the record."))


def _replaced(each: Workaround, wording: Wording) -> Cell:
    if not each.replaced_by:
        return _due(each.due_at, wording)
    words = wording.t.gettext("replaced: {text}").format(text=readable(each.replaced_by, wording.people))
    return Cell(words, tone="good")
