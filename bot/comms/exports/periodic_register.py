"""What a month's pack says of the improvement register and of actions of reviews: tables, and rows of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms.exports.blocks import Cell, Prose, Section, Table, Tone
from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.comms.progress import KINDS, STANDINGS, STATES
from bot.warroom.base import Moment, Person
from bot.warroom.improvements.item import Improvement
from bot.warroom.periodic.follow_through import OwedAction
from bot.warroom.periodic.pack import Pack

ITEM = (_("No."), _("Improvement"), _("Kind"), _("State"), _("Owner"), _("Due"), _("Evidence"), _("Ticket"))
ACTION = (_("Action"), _("What is done"), _("Works when"), _("State"), _("Owner"), _("Due"))
REASON, MOST_NAMED = _("Because"), 20
Row = Sequence[str]


def register_section(pack: Pack, wording: Wording) -> Section:
    """The register's open items, those that came to their end, and what reviews are still owed."""
    t, register = wording.t, pack.improvements
    columns = tuple(t.gettext(name) for name in ITEM)
    ends = (*columns, t.gettext(REASON))
    actions = tuple(t.gettext(name) for name in ACTION)
    return Section(
        "register", t.gettext("What is being improved"), (
            Prose(t.gettext("Open improvements")),
            Table(columns, tuple(_cells(item, pack, wording) for item in register.open), t.gettext("None is open.")),
            Prose(t.gettext("Came to their end this month")),
            Table(ends, tuple((*_cells(item, pack, wording), Cell(wording.plain(item.reason)))
                              for item in register.ended), t.gettext("None came to its end.")),
            Prose(t.gettext("Actions of reviews, overdue or to be verified")),
            Table(actions, tuple(_action_cells(each, pack, wording) for each in pack.actions),
                  t.gettext("None is overdue, none waits to be verified.")),
        ),
    )  # fmt: skip


def _cells(item: Improvement, pack: Pack, wording: Wording) -> tuple[Cell, ...]:
    number, title, kind, state, *rest = item_row(item, pack, wording)
    late: Tone = "bad" if item.late(pack.made_at) else ""
    owner, due, *more = rest
    head = (Cell(number, strong=True), Cell(title), Cell(kind), Cell(state, tone=late))
    return (*head, Cell(owner), Cell(due, tone=late), *(Cell(each) for each in more))


def _action_cells(each: OwedAction, pack: Pack, wording: Wording) -> tuple[Cell, ...]:
    number, text, outcome, state, owner, due = action_row(each, pack, wording)
    late: Tone = "bad" if each.standing == "late" else "warn"
    return Cell(number, strong=True), Cell(text), Cell(outcome), Cell(state, tone=late), Cell(owner), Cell(due)


def item_row(item: Improvement, pack: Pack, wording: Wording) -> Row:
    """One item, in the order of `ITEM`."""
    t = wording.t
    state = t.gettext(STATES[item.state])
    late = t.gettext("{state}, overdue").format(state=state) if item.late(pack.made_at) else state
    named = [f"{wording.policy.prefix}-{number}" for number in item.evidence[:MOST_NAMED]]
    evidence = ", ".join(named) + (" …" if len(item.evidence) > MOST_NAMED else "")
    return (
        item.reference, wording.plain(item.title), t.gettext(KINDS[item.kind]), late, _owner(item.owner, wording),
        _due(item.due_at, wording), evidence, item.ticket,
    )  # fmt: skip


def action_row(each: OwedAction, pack: Pack, wording: Wording) -> Row:
    """One action of a review, in the order of `ACTION`."""
    task, state = each.task, pack.states[each.number]
    known = wording.knowing(state)
    return (
        f"{state.reference} #{task.number}", known.plain(task.text), known.plain(task.outcome),
        wording.t.gettext(STANDINGS[each.standing]), _owner(task.owner, wording), _due(task.due_at, wording),
    )  # fmt: skip


def _owner(owner: Person | None, wording: Wording) -> str:
    return wording.named(owner) if owner else wording.t.gettext("none")


def _due(due_at: Moment | None, wording: Wording) -> str:
    return wording.stamp(due_at) if due_at else wording.t.gettext("none")
