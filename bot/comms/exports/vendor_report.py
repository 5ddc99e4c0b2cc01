"""Composes the evidence pack of a vendor into a document that can be given to it."""

from __future__ import annotations

from bot.comms.exports.blocks import Cell, Facts, Report, Section, Table, Tone
from bot.comms.exports.chronology import chronology
from bot.comms.exports.wording import Wording
from bot.warroom.vendor_pack import Contact, VendorPack


def vendor_report(pack: VendorPack, wording: Wording) -> Report:
    """Contract against what happened, waiting, and the lines that mention the vendor."""
    t = wording.t
    lines = chronology(pack.timeline, wording, t.gettext("Nothing yet."))
    return Report(
        language=t.language,
        kicker=t.gettext("{organisation} · evidence for a partner").format(organisation=wording.policy.organisation),
        title=f"{pack.reference} · {pack.title}",
        badges=(),
        notes=(t.gettext("Only what concerns this partner. Times are on the organisation's clock."),),
        sections=(
            Section("facts", t.gettext("At a glance"), (_facts(pack, wording),)),
            Section("contacts", t.gettext("Contract and answers"), (_contacts(pack, wording),)),
            Section("waits", t.gettext("Waiting"), (_waits(pack, wording),)),
            Section("timeline", t.gettext("Timeline"), (lines,)),
        ),
        footer=t.gettext("Made by Posko from the record of {reference}.").format(reference=pack.reference),
    )


def _facts(pack: VendorPack, wording: Wording) -> Facts:
    t = wording.t
    return Facts(
        (
            (t.gettext("Case"), Cell(", ".join(pack.cases) or "—")),
            (t.gettext("Agreed time for an answer"), Cell(wording.length(pack.target))),
            (t.gettext("Waited for it in all"), Cell(wording.length(pack.waited), strong=True)),
        )
    )


def _contacts(pack: VendorPack, wording: Wording) -> Table:
    t = wording.t
    columns = (
        t.gettext("Contacted"),
        t.gettext("Answer due"),
        t.gettext("Answered"),
        t.gettext("Outcome"),
        t.gettext("Chases"),
        t.gettext("Escalated to"),
    )
    rows = tuple(_contact(each, wording) for each in pack.contacts)
    return Table(columns, rows, t.gettext("It was not contacted."))


def _contact(each: Contact, wording: Wording) -> tuple[Cell, ...]:
    return (
        Cell(wording.stamp(each.at)),
        Cell(wording.stamp(each.target_at) if each.target_at else "—"),
        Cell(wording.stamp(each.answered_at) if each.answered_at else "—"),
        _outcome(each, wording),
        Cell(str(each.chases)),
        Cell(", ".join(each.rungs) or "—"),
    )


def _outcome(each: Contact, wording: Wording) -> Cell:
    t = wording.t
    if each.answered_at is None:
        return Cell(t.gettext("no answer yet"), tone="warn")
    took = wording.length(each.answered_at - each.at)
    tone: Tone = "bad" if each.in_time is False else "good"
    words = t.gettext("late, after {length}") if each.in_time is False else t.gettext("in time, after {length}")
    return Cell(words.format(length=took), tone=tone, strong=each.in_time is False)


def _waits(pack: VendorPack, wording: Wording) -> Table:
    t = wording.t
    rows = tuple(
        (
            Cell(wording.stamp(wait.started_at)),
            Cell(wording.stamp(wait.ended_at) if wait.ended_at else t.gettext("still")),
            Cell(wait.reason or "—"),
        )
        for wait in pack.waits
    )
    return Table(
        (t.gettext("From"), t.gettext("Until"), t.gettext("Reason")), rows, t.gettext("Work did not wait for it.")
    )
