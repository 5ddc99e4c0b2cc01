"""Composes an export into a document: for ourselves every line or the key moments, for outsiders what is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.comms.exports import outside, presets
from bot.comms.exports.blocks import Block, Cell, Chronology, Facts, Report, Section
from bot.comms.exports.chronology import chronology
from bot.comms.exports.picture import picture
from bot.comms.exports.wording import Wording
from bot.comms.words import severity_name, state_name
from bot.warroom.events import Preset
from bot.warroom.incident import Incident
from bot.warroom.review import ReviewDraft
from bot.warroom.timeline import Entry


def timeline_report(
    preset: Preset, state: Incident, draft: ReviewDraft, entries: Sequence[Entry], wording: Wording
) -> Report:
    """The document of a preset other than the full one."""
    if preset == "customer":
        return outside.customer(state, draft, entries, wording)
    if preset == "regulator":
        return outside.regulator(state, draft, entries, wording)
    moments = chronology(draft.timeline, wording, wording.t.gettext("Nothing yet."))
    return inside(preset, state, draft, moments, len(moments.happenings), wording)


def inside(
    preset: Preset, state: Incident, draft: ReviewDraft, shown: Chronology, count: int, wording: Wording
) -> Report:
    """A document for ourselves: how it went, and these lines, of which there are so many."""
    t = wording.t
    lines = t.ngettext("{n} line", "{n} lines", count).format(n=count)
    said = t.gettext("{lines}, as they read now. Times are {zone}.").format(
        lines=lines, zone=wording.zone(state.declared_at)
    )
    heading = t.gettext("Key moments") if preset == "review" else t.gettext("Timeline")
    return Report(
        language=t.language,
        kicker=f"{wording.policy.organisation} · {presets.title(preset, t)}",
        title=f"{state.reference} · {state.title}",
        badges=badges(state, wording),
        notes=tuple(note for note in (presets.left_out(preset, t), said) if note),
        sections=(
            Section("overview", t.gettext("At a glance"), (course(draft, wording), picture(draft, wording))),
            Section("timeline", heading, (shown,)),
        ),
        footer=t.gettext("Made by Posko from the record of {reference}. The JSON export can be verified.").format(
            reference=state.reference
        ),
    )


def shortened(report: Report, most: int, wording: Wording) -> Report:
    """The same with at most so many lines, and a note that says so: pages nobody turns are not worth the memory."""
    found = [block for section in report.sections for block in section.blocks if isinstance(block, Chronology)]
    count = sum(len(block.happenings) for block in found)
    if count <= most:
        return report
    sections: list[Section] = []
    left = most
    for section in report.sections:
        blocks, left = _first(section.blocks, left)
        sections.append(Section(section.key, section.title, blocks))
    return replace(report, notes=(*report.notes, *cut(count, most, wording)), sections=tuple(sections))


def cut(count: int, most: int, wording: Wording) -> tuple[str, ...]:
    """What is said when not all lines are shown; nothing when they are."""
    said = wording.t.gettext(
        "Only the first {most} of {count} lines are shown here. The CSV, XLSX and JSON exports have all of them."
    )
    return (said.format(most=most, count=count),) if count > most else ()


def _first(blocks: Iterable[Block], most: int) -> tuple[tuple[Block, ...], int]:
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Chronology):
            shown = block.happenings[:most]
            most -= len(shown)
            kept.append(replace(block, happenings=shown))
        else:
            kept.append(block)
    return tuple(kept), most


def badges(state: Incident, wording: Wording) -> tuple[Cell, ...]:
    """Severity and state; whether it is a drill or private."""
    t = wording.t
    found = [
        Cell(severity_name(state.severity, wording.policy), tone="bad", strong=True),
        Cell(state_name(state.state, t)),
    ]
    found += [Cell(t.gettext("DRILL"), tone="warn", strong=True)] if state.drill else []
    found += [Cell(t.gettext("PRIVATE"), tone="warn", strong=True)] if state.private else []
    return tuple(found)


def course(draft: ReviewDraft, wording: Wording) -> Facts:
    """How long it lasted, from when to when, and what was affected."""
    head, t = draft.header, wording.t
    lasted = t.gettext("Impact lasted") if head.resolved_at else t.gettext("Running for")
    resolved = wording.stamp(head.resolved_at) if head.resolved_at else t.gettext("not yet")
    services = Cell(", ".join(head.services)) if head.services else Cell(t.gettext("not known"), tone="quiet")
    return Facts(
        (
            (lasted, Cell(wording.length(draft.duration), strong=True)),
            (t.gettext("Declared"), Cell(wording.stamp(head.declared_at))),
            (t.gettext("Resolved"), Cell(resolved)),
            (t.gettext("Services"), services),
        )
    )
