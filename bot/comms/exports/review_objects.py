"""The parts of a review about what was tried: hypotheses with their evidence, decisions with objections, changes with
their results. Records from before these were numbered show their remarks instead.
"""

from __future__ import annotations

from bot.comms.exports.blocks import Block, Cell, Prose, Table
from bot.comms.exports.chronology import chronology
from bot.comms.exports.wording import Wording, readable
from bot.comms.locale import _
from bot.warroom.objects import ActionTaken, DecisionTaken, Hypothesis, kind_of, label, standing
from bot.warroom.review import ReviewDraft

OUTCOMES = {
    "proposed": _("never tested"),
    "testing": _("no result on record"),
    "confirmed": _("confirmed"),
    "disproved": _("disproved"),
}


def investigation(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """Hypotheses tried and disproved, decisions, and what changed and its result."""
    t = wording.t
    none = t.gettext("No hypothesis was put on the record.")
    tried = hypotheses(draft, wording) if draft.tried else chronology(draft.hypotheses, wording, none)
    undecided = t.gettext("No decision was put on the record.")
    decided = decisions(draft, wording) if draft.decided else chronology(draft.decisions, wording, undecided)
    changed = (Prose(t.gettext("What changed, and its result")), changes(draft, wording)) if draft.changed else ()
    return (Prose(t.gettext("Hypotheses")), tried, Prose(t.gettext("Decisions")), decided, *changed)


def hypotheses(draft: ReviewDraft, wording: Wording) -> Table:
    """Each hypothesis, what became of it and by what evidence."""
    t = wording.t
    columns = (t.gettext("No."), t.gettext("Hypothesis"), t.gettext("Outcome"), t.gettext("Evidence"))
    rows = tuple(
        (
            _name(each),
            _words(each.text, wording),
            Cell(t.gettext(OUTCOMES[each.status])),
            _words(each.evidence, wording),
        )
        for each in standing(draft.tried)
    )
    return Table(columns, rows, "")


def decisions(draft: ReviewDraft, wording: Wording) -> Table:
    """Each decision, and whether somebody objected."""
    t = wording.t
    columns = (t.gettext("No."), t.gettext("Time"), t.gettext("Decision"), t.gettext("Objections"))
    rows = tuple(
        (_name(each), Cell(wording.stamp(each.opened_at)), _words(each.text, wording), _against(each, wording))
        for each in standing(draft.decided)
    )
    return Table(columns, rows, "")


def _against(each: DecisionTaken, wording: Wording) -> Cell:
    if not each.objections:
        return Cell(wording.t.gettext("none") if each.settled else "—", tone="quiet")
    return _words("; ".join(f"{one.person.name}: {one.text}" for one in each.objections), wording)


def changes(draft: ReviewDraft, wording: Wording) -> Table:
    """Each action with its result, and whether it was taken back."""
    t = wording.t
    columns = (t.gettext("No."), t.gettext("Time"), t.gettext("Change"), t.gettext("Result"), t.gettext("Rolled back"))
    rows = tuple(
        (
            _name(each),
            Cell(wording.stamp(each.opened_at)),
            _words(each.text, wording),
            _words(each.result, wording, wording.t.gettext("no result on record")),
            _words(each.rolled_back, wording, wording.t.gettext("no")),
        )
        for each in standing(draft.changed)
    )
    return Table(columns, rows, "")


def _name(each: Hypothesis | DecisionTaken | ActionTaken) -> Cell:
    return Cell(label(kind_of(each), each.number), strong=True)


def _words(text: str, wording: Wording, without: str = "—") -> Cell:
    return Cell(readable(text, wording.people)) if text else Cell(without, tone="quiet")
