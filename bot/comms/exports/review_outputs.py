"""The parts of a review about what follows elsewhere: outputs and linked incidents."""

from __future__ import annotations

from bot.comms.exports.blocks import Block, Cell, Table
from bot.comms.exports.wording import Wording, readable
from bot.comms.links import other_name, relation_name
from bot.comms.outputs import output_name
from bot.warroom.review import ReviewDraft


def outputs(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """What others are asked to do, with its place in the tracker; and what else belongs to this case."""
    t = wording.t
    columns = (t.gettext("No."), t.gettext("What"), t.gettext("Text"), t.gettext("Owner"), t.gettext("Tracker"))
    rows = tuple(
        (
            Cell(f"#{each.number}"),
            Cell(output_name(each.what, t), strong=True),
            Cell(readable(each.text, wording.people)),
            Cell(each.owner.name if each.owner else "—", tone="" if each.owner else "quiet"),
            Cell(" ".join(part for part in (each.key, each.link) if part) or "—"),
        )
        for each in draft.outputs
    )
    none = t.gettext("No outputs yet. Raise one: {form}").format(form="/incident output problem <text> @owner")
    return (Table(columns, rows, none), *_links(draft, wording))


def _links(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    if not draft.links:
        return ()
    columns = (t.gettext("Linked as"), t.gettext("Incident"), t.gettext("Title"))
    rows = tuple(
        (
            Cell(relation_name(link.relation, t)),
            Cell(other_name(link.reference, t), strong=True),
            Cell(readable(link.title, wording.people)),
        )
        for link in draft.links
    )
    return (Table(columns, rows, ""),)
