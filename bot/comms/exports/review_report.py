"""Composes the review draft into a document: sections in the order in which a review meeting goes through them.

It adds words and no facts. Roles stand before names, and no sentence of its own says who caused anything.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.comms.exports import (
    review_learning,
    review_objects,
    review_outputs,
    review_partners,
    review_people,
    review_similar,
    review_summary,
    review_survey,
    review_written,
)
from bot.comms.exports.blocks import Block, Cell, Facts, Prose, Report, Section, Table, Tone
from bot.comms.exports.chronology import chronology
from bot.comms.exports.completeness import checklist, progress
from bot.comms.exports.kpi_words import formula_words, missing_words
from bot.comms.exports.labels import FATES, KPIS
from bot.comms.exports.picture import picture
from bot.comms.exports.wording import Wording, readable
from bot.comms.majors import why_major
from bot.comms.words import audience_title, severity_name, state_name
from bot.comms.wrote import wrote
from bot.warroom.metrics import Kpi
from bot.warroom.promises import Delivery, Snooze
from bot.warroom.review import ReviewDraft

FATE_TONES: dict[str, Tone] = {"kept": "good", "missed": "bad", "pending": "warn", "void": "quiet"}

YES_OR_NO = frozenset({"model_used", "documented_solution_used"})
"""Shares that are all or nothing for one incident."""
Recorded = Callable[[ReviewDraft, Wording], tuple[Block, ...]]


def review_report(draft: ReviewDraft, wording: Wording) -> Report:
    """The review draft as a document."""
    t = wording.t
    head = draft.header
    made = t.ngettext(
        "Version {version}, made {time} from {n} entry.",
        "Version {version}, made {time} from {n} entries.",
        head.entries,
    )
    version = made.format(version=max(head.version, 1), time=_when(draft, wording), n=head.entries)
    return Report(
        language=t.language,
        kicker=review_written.kicker(draft, wording),
        title=f"{head.reference} · {head.title}",
        badges=_badges(draft, wording),
        notes=tuple(
            note for note in (version, progress(draft, wording), review_learning.count(draft, wording)) if note
        ),
        sections=_sections(draft, wording),
        footer=t.gettext("Made by Posko from the record of {reference}. Times are {zone}.").format(
            reference=head.reference, zone=wording.zone(head.made_at)
        ),
        contents=t.gettext("Contents"),
        progress=draft.complete / len(draft.gaps),
    )


def _when(draft: ReviewDraft, wording: Wording) -> str:
    return f"{wording.stamp(draft.header.made_at)} {wording.zone(draft.header.made_at)}"


def _badges(draft: ReviewDraft, wording: Wording) -> tuple[Cell, ...]:
    head, t = draft.header, wording.t
    badges = [
        Cell(severity_name(head.severity, wording.policy), tone="bad", strong=True),
        Cell(state_name(head.state, t), tone="good" if head.resolved_at else "warn"),
    ]
    badges += [Cell(t.gettext("DRILL"), tone="warn", strong=True)] if head.drill else []
    badges += [Cell(t.gettext("PRIVATE"), tone="warn", strong=True)] if head.private else []
    return tuple(badges)


def _sections(draft: ReviewDraft, wording: Wording) -> tuple[Section, ...]:
    t = wording.t
    return (
        Section("overview", t.gettext("At a glance"), _overview(draft, wording)),
        Section("completeness", t.gettext("What is still missing"), (checklist(draft, wording),)),
        *review_learning.rewording(draft, wording),
        Section("summary", t.gettext("Summary"), _told("summary", review_summary.summary, draft, wording)),
        Section("impact", t.gettext("Impact"), _told("impact", _impact, draft, wording)),
        Section("detection", t.gettext("Detection"), _told("detection", _detection, draft, wording)),
        Section("timing", t.gettext("Timing"), _timing(draft, wording)),
        Section("timeline", t.gettext("Timeline of key moments"), _timeline(draft, wording)),
        Section("investigation", t.gettext("Hypotheses and decisions"), review_objects.investigation(draft, wording)),
        Section("communications", t.gettext("Communications: promised and sent"), _communications(draft, wording)),
        Section("partners", t.gettext("Vendors, waiting and escalations"), review_partners.partners(draft, wording)),
        Section("workarounds", t.gettext("Workarounds"), (review_people.workarounds(draft, wording),)),
        Section("actions", t.gettext("Actions"), (review_people.actions(draft, wording),)),
        Section("outputs", t.gettext("Outputs and linked incidents"), review_outputs.outputs(draft, wording)),
        *review_similar.similar(draft, wording),
        *_satisfaction(draft, wording),
        Section("people", t.gettext("Roles and responders"), review_people.people(draft, wording)),
        Section("severity", t.gettext("Severity history"), (_severity(draft, wording),)),
        Section("learning", t.gettext("To be written together"), review_learning.learning(draft, wording)),
    )


def _told(section: str, record: Recorded, draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """What people wrote, then what the record says."""
    return (*review_written.written(draft, section, wording), *record(draft, wording))


def _overview(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    head, t = draft.header, wording.t
    unknown = Cell(t.gettext("not known"), tone="quiet")
    lasted = t.gettext("Impact lasted") if head.resolved_at else t.gettext("Running for")
    pairs = (
        (lasted, Cell(wording.length(draft.duration), strong=True)),
        (t.gettext("Declared"), Cell(wording.stamp(head.declared_at))),
        (t.gettext("Resolved"), Cell(wording.stamp(head.resolved_at)) if head.resolved_at else unknown),
        (t.gettext("Services"), Cell(", ".join(head.services)) if head.services else unknown),
        (t.gettext("Review due"), Cell(wording.stamp(head.due_at)) if head.due_at else unknown),
    )
    return (Facts(pairs), picture(draft, wording))


def _said(text: str, missing: str, wording: Wording) -> Prose:
    return Prose(readable(text, wording.people), quoted=True) if text.strip() else Prose(missing, tone="quiet")


def _impact(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    latest = draft.impacts[-1].text if draft.impacts else ""
    earlier = tuple(Prose(readable(said.text, wording.people), quoted=True) for said in draft.impacts[:-1])
    heading = (Prose(t.gettext("Said before:"), tone="quiet"),) if earlier else ()
    return (_said(latest, t.gettext("Nobody has put the impact on the record."), wording), *heading, *earlier)


def _detection(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t, head = wording.t, draft.header
    if draft.detected:
        said = t.gettext("First valid signal: {time} (source: {source}).")
        source = wrote(draft.detected.source, t)
        known = Prose(said.format(time=wording.stamp(draft.detected.at), source=source))
    else:
        known = Prose(t.gettext("When it was detected is not on the record."), tone="quiet")
    seen = (_said(draft.symptoms, "", wording),) if draft.symptoms else ()
    registered = Prose(
        t.gettext("Registered and declared in Slack on {time}.").format(time=wording.stamp(head.declared_at))
    )
    return (known, registered, *seen, *review_learning.questions(draft, "detection", wording))


def _satisfaction(draft: ReviewDraft, wording: Wording) -> tuple[Section, ...]:
    if not draft.surveys:
        return ()
    title = wording.t.gettext("Satisfaction")
    return (Section("satisfaction", title, review_survey.satisfaction(draft, wording)),)


def _timing(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    columns = (t.gettext("Measure"), t.gettext("Value"), t.gettext("Formula"))
    rows = tuple(
        (Cell(t.gettext(KPIS[kpi.name])), _value(kpi, wording), Cell(formula_words(kpi.formula, t), code=True))
        for kpi in draft.kpis
    )
    return (Table(columns, rows, ""),)


def _value(kpi: Kpi, wording: Wording) -> Cell:
    if kpi.value is None:
        missing = wording.t.gettext("no value without {missing}")
        return Cell(missing.format(missing=missing_words(kpi.missing, wording.t)), tone="quiet")
    if kpi.scores and isinstance(kpi.value, float):
        scored = wording.t.gettext("median {median} of 5 ({n} answered)")
        return Cell(scored.format(median=wording.t.number(kpi.value), n=len(kpi.scores)), strong=True)
    if kpi.name in YES_OR_NO:
        return Cell(wording.t.gettext("yes") if kpi.value else wording.t.gettext("no"), strong=True)
    if isinstance(kpi.value, float):
        return Cell(f"{kpi.value:.0%}", strong=True)
    return Cell(wording.length(kpi.value), strong=True)


def _timeline(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    whole = t.gettext("The whole timeline, hashes included: {command}").format(command="/incident export csv")
    return (
        chronology(draft.timeline, wording, t.gettext("No key moments yet.")),
        Prose(whole, tone="quiet"),
    )


def _communications(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    columns = (t.gettext("Audience"), t.gettext("Promised by"), t.gettext("Sent"), t.gettext("Outcome"))
    rows = tuple(_delivery(each, wording) for each in draft.deliveries)
    promised = Table(columns, rows, t.gettext("No audience was promised an update."))
    sent = t.ngettext("{n} update was sent.", "{n} updates were sent.", len(draft.updates)).format(n=len(draft.updates))
    snoozed = t.ngettext("{n} time an update was put off.", "{n} times an update was put off.", draft.snoozes)
    asked = t.ngettext("Somebody asked for one {n} time.", "Somebody asked for one {n} times.", draft.requests)
    said = [
        sent,
        snoozed.format(n=draft.snoozes) if draft.snoozes else "",
        asked.format(n=draft.requests) if draft.requests else "",
    ]
    return (Prose(" ".join(each for each in said if each)), promised)


def _delivery(each: Delivery, wording: Wording) -> tuple[Cell, ...]:
    sent = f"{wording.stamp(each.sent_at)} · #{each.number}" if each.sent_at else "—"
    return (
        Cell(audience_title(each.audience, wording.policy)),
        Cell(wording.stamp(each.due_at)),
        Cell(sent, tone="" if each.sent_at else "quiet"),
        Cell(
            "; ".join([_fate(each, wording), *(_snooze(snooze, wording) for snooze in each.snoozes)]),
            tone=FATE_TONES[each.fate],
            strong=each.fate == "missed",
        ),
    )


def _snooze(snooze: Snooze, wording: Wording) -> str:
    who = snooze.by.name if snooze.by else "Posko"
    words = wording.t.gettext("put off until {until} by {name}").format(until=wording.stamp(snooze.until), name=who)
    return f"{words}: {readable(snooze.reason, wording.people)}" if snooze.reason.strip() else words


def _fate(each: Delivery, wording: Wording) -> str:
    """Kept or missed, and by how much."""
    t = wording.t
    fate = t.gettext(FATES[each.fate])
    if each.late_by is None:
        return t.gettext("{fate}, nothing sent").format(fate=fate) if each.fate == "missed" else fate
    if not each.late_by:
        return t.gettext("{fate}, to the minute").format(fate=fate)
    before = (
        t.gettext("{fate}, {length} before")
        if each.late_by.total_seconds() <= 0
        else t.gettext("{fate}, {length} after")
    )
    return before.format(fate=fate, length=wording.t.duration(each.late_by))


def _severity(draft: ReviewDraft, wording: Wording) -> Table:
    t = wording.t
    columns = (t.gettext("Time"), t.gettext("Severity"), t.gettext("Reason"), t.gettext("Decided by"))
    rows = tuple(
        (
            Cell(wording.stamp(step.at)),
            Cell(severity_name(step.after, wording.policy), strong=True),
            Cell(
                readable(why_major(step.criteria, step.reason, t), wording.people)
                or (t.gettext("declaration") if step.before is None else "—")
            ),
            Cell(review_people.decider(step, wording)),
        )
        for step in draft.severities
    )
    return Table(columns, rows, "")
