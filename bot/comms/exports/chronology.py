"""Lines of the effective timeline as a chronology: when, what kind, who, what, and the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.comms.describe_editing import revision
from bot.comms.exports.blocks import Chronology, Happening
from bot.comms.exports.labels import KINDS, SIGNS
from bot.comms.exports.wording import Wording
from bot.comms.words import MARKS, mark_emoji, mark_name, milestone_name
from bot.comms.wrote import wrote
from bot.warroom.events import MilestoneSet
from bot.warroom.moments import Line

_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&*+,;=%]+")


def chronology(lines: Iterable[Line], wording: Wording, empty: str) -> Chronology:
    """The lines in their order."""
    t = wording.t
    columns = (t.gettext("Time"), t.gettext("Kind"), t.gettext("Who"), t.gettext("What"))
    return Chronology(columns, t.gettext("evidence"), tuple(happening(line, wording) for line in lines), empty)


def happening(line: Line, wording: Wording) -> Happening:
    """The line in words."""
    local = wording.local(line.occurred_at)
    return Happening(
        day=wording.t.day(line.occurred_at, wording.policy.timezone),
        time=wording.t.hour(local, seconds=True),
        sign=mark_emoji(line.kind) if line.kind in MARKS else SIGNS.get(line.kind, "·"),
        kind=_kinds(line, wording),
        who=wording.who(line.actor, line.role),
        text=_words(line, wording),
        seq=line.seq,
        href=line.evidence if line.evidence and _WEB_ADDRESS.fullmatch(line.evidence) else "",
        notes=_notes(line, wording),
        at=line.occurred_at,
    )


def _words(line: Line, wording: Wording) -> str:
    """What the line says; a milestone's time stands beside it already."""
    event = line.entry.event
    if not isinstance(event, MilestoneSet):
        return wording.entry(line.entry)
    name, source = milestone_name(event.milestone, wording.t), wrote(event.source, wording.t)
    return wording.t.gettext("{milestone} (source: {source})").format(milestone=name, source=source)


def _kinds(line: Line, wording: Wording) -> str:
    if line.marks:
        return ", ".join(mark_name(mark, wording.t) for mark in line.marks)
    known = KINDS.get(line.kind)
    return wording.t.gettext(known) if known else line.kind.replace("_", " ")


def _notes(line: Line, wording: Wording) -> tuple[str, ...]:
    """What became of it later, each with the entry that says so."""
    t = wording.t
    notes = (
        t.gettext("edited, entry {seq}").format(seq=line.edited) if line.edited else "",
        t.gettext("deleted in Slack, entry {seq}").format(seq=line.deleted) if line.deleted else "",
        t.gettext("corrected by entry {seq}").format(seq=line.corrected) if line.corrected else "",
        revision(line, t, wording.policy.timezone, _reviser(line, wording)),
        t.gettext("recorded late") if line.late else "",
    )
    return tuple(wording.plain(note) for note in notes if note)


def _reviser(line: Line, wording: Wording) -> str:
    """Whoever corrected it, as people are called here."""
    return wording.who(line.revised.actor, line.revised.role) if line.revised else ""
