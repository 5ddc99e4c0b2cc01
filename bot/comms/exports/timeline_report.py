"""Composes the whole effective timeline into a document."""

from __future__ import annotations

from collections.abc import Iterable

from bot.comms.exports.blocks import Cell, Report, Section
from bot.comms.exports.chronology import chronology
from bot.comms.exports.wording import Wording
from bot.comms.words import severity_name, state_name
from bot.warroom.incident import Incident
from bot.warroom.moments import lines
from bot.warroom.timeline import Entry


def timeline_report(state: Incident, entries: Iterable[Entry], wording: Wording) -> Report:
    """Every line of the timeline, as it reads now."""
    t = wording.t
    shown = lines(entries)
    count = t.ngettext("{n} line", "{n} lines", len(shown)).format(n=len(shown))
    badges = [
        Cell(severity_name(state.severity, wording.policy), tone="bad", strong=True),
        Cell(state_name(state.state, t)),
    ]
    badges += [Cell(t.gettext("DRILL"), tone="warn", strong=True)] if state.drill else []
    badges += [Cell(t.gettext("PRIVATE"), tone="warn", strong=True)] if state.private else []
    heading = t.gettext("Timeline")
    return Report(
        language=t.language,
        kicker=t.gettext("{organisation} · timeline").format(organisation=wording.policy.organisation),
        title=f"{state.reference} · {state.title}",
        badges=tuple(badges),
        notes=(t.gettext("{lines}, as they read now. Times are {zone}.").format(
            lines=count, zone=wording.zone(state.declared_at)),),
        sections=(Section("timeline", heading, (chronology(shown, wording, t.gettext("Nothing yet.")),)),),
        footer=t.gettext("Made by Posko from the record of {reference}. The JSON export can be verified.").format(
            reference=state.reference),
    )  # fmt: skip
