"""The part of a review about others: vendors and answers, what work waited for, who above was called, what was asked.

What is not on the record is said to be not on the record: an empty part reads like a forgotten one.
"""

from __future__ import annotations

from datetime import datetime

from bot.comms.exports.blocks import Block, Cell, Prose, Table
from bot.comms.exports.chronology import chronology
from bot.comms.exports.wording import Wording, readable
from bot.comms.partners import VERDICTS, wait_words
from bot.warroom.partners import VendorCase, Wait
from bot.warroom.review import ReviewDraft


def partners(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """Vendors, waits and escalations, and what was asked for where anything was."""
    t = wording.t
    called = chronology(draft.escalations, wording, t.gettext("No escalation is on the record."))
    asked = (Prose(t.gettext("Resources")), _resources(draft, wording)) if draft.resources else ()
    return (
        _vendors(draft, wording),
        _waits(draft, wording),
        *((Prose(t.gettext("Escalations")),) if draft.escalations else ()),
        called,
        *asked,
    )


def _vendors(draft: ReviewDraft, wording: Wording) -> Table:
    t = wording.t
    columns = (t.gettext("Vendor"), t.gettext("Case"), t.gettext("Contacted"), t.gettext("Answer due"),
               t.gettext("Answered"), t.gettext("Chases"))  # fmt: skip
    rows = tuple(
        (
            Cell(each.title, strong=True),
            Cell(each.case or "—"),
            Cell(wording.stamp(each.contacted_at)),
            Cell(wording.stamp(each.target_at) if each.target_at else "—"),
            _answered(each, wording),
            Cell(str(each.chases)),
        )
        for each in draft.vendors
    )
    return Table(columns, rows, t.gettext("No vendor was contacted."))


def _answered(each: VendorCase, wording: Wording) -> Cell:
    if each.answered_at is None:
        return Cell(wording.t.gettext("no answer on record"), tone="warn")
    late = each.target_at is not None and each.answered_at > each.target_at
    text = readable(each.answer, wording.people)
    at = wording.stamp(each.answered_at)
    return Cell(f"{at}: {text}" if text else at, tone="bad" if late else "good", strong=late)


def _waits(draft: ReviewDraft, wording: Wording) -> Table:
    t = wording.t
    columns = (t.gettext("Waited for"), t.gettext("From"), t.gettext("Until"), t.gettext("Length"), t.gettext("Reason"))
    rows = tuple(
        (
            Cell(wait_words(each.on, each.title, t), strong=True),
            Cell(wording.stamp(each.started_at)),
            Cell(wording.stamp(each.ended_at) if each.ended_at else t.gettext("still")),
            Cell(wording.length(_end(each, draft) - each.started_at)),
            Cell(readable(each.reason, wording.people) or "—"),
        )
        for each in draft.waits
    )
    return Table(columns, rows, t.gettext("Work waited for nobody, as far as the record says."))


def _end(wait: Wait, draft: ReviewDraft) -> datetime:
    return wait.ended_at or max(wait.started_at, draft.header.resolved_at or draft.header.made_at)


def _resources(draft: ReviewDraft, wording: Wording) -> Table:
    t = wording.t
    columns = (t.gettext("No."), t.gettext("What"), t.gettext("Outcome"), t.gettext("Reason"))
    rows = tuple(
        (
            Cell(each.reference, strong=True),
            Cell(readable(each.text, wording.people)),
            Cell(t.gettext(VERDICTS[each.verdict])),
            Cell(readable(each.reason, wording.people) or "—"),
        )
        for each in draft.resources
    )
    return Table(columns, rows, "")
