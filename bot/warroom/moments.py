"""The timeline as it reads now: edits and deletes folded into what was said, marks counted, key moments picked out.

A projection of the entries and nothing else: it changes no record, and puts nothing in words (`Line.entry` carries
the current text, so that whatever describes an entry describes the line).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.warroom import events as e
from bot.warroom.base import Moment, Person, Value
from bot.warroom.timeline import Entry

SILENT = frozenset({"posted", "topic_set", "moments_suggested", "suggestion_declined"})
"""The bot's own bookkeeping: in the record, but nothing a reader cares about."""

OWN_KEY_KINDS = frozenset({
    "procedure_raised", "vendor_contacted", "vendor_answered", "vendor_escalated", "wait_started", "wait_ended",
    "resource_requested", "resource_approved", "resource_refused", "debt_paid", "workaround_repeated",
    "declared", "severity_changed", "state_changed", "mim_accepted", "handover_offered", "handover_accepted",
    "update_published",
    "resolved", "reopened", "closed", "cancelled", "promise_missed", "candidate_accepted", "candidate_rejected",
    "criterion_met",
    "major_changed", "model_applied", "model_abandoned", "solution_used", "linked", "unlinked", "drill_scored",
    "inject_played", "restoration_doubted", "output_raised",
    "object_withdrawn", "risk_raised", "risk_closed",
    "hypothesis_settled", "objection_raised", "decision_settled", "action_reported",
    "classified", "clock_started", "clock_missed", "clock_submitted", "clock_stopped",
})  # fmt: skip
IMPLIED = frozenset({"declared", "registered", "mim_paged", "mim_accepted", "resolved", "closed"})
"""Milestones that come with an event of their own: only a correction of one is a moment by itself."""

EDITS = frozenset({"entry_corrected", "correction_undone"})
SPOKEN_OF = frozenset({*e.MARK_KINDS, "marked", "unmarked", "message_edited", "message_deleted", *EDITS})
"""The kinds of entries that say how people's key moments read now."""

MarkKey: TypeAlias = tuple[e.MarkKind, str, str]


class Was(Value):
    """How a corrected line read at first, as far as that differs."""

    text: str | None = None
    at: Moment | None = None
    marks: tuple[e.MarkKind, ...] = ()
    actor: Person | None = None


class Line(Value):
    """One line of the effective timeline.

    `edited`, `deleted` and `corrected` hold the sequence of the entry that says so. A marked message has the kind of
    its first mark; `marks` are all that stand. `revised` is the latest entry that corrected it, or took a correction
    back; `message` is the `ts` of the message it is; while any correction stands, `was` tells how it read before.
    """

    seq: int
    occurred_at: Moment
    recorded_at: Moment
    late: bool = False
    kind: str
    actor: Person | None = None
    role: str | None = None
    text: str = ""
    evidence: str | None = None
    key: bool = False
    marks: tuple[e.MarkKind, ...] = ()
    edited: int | None = None
    deleted: int | None = None
    corrected: int | None = None
    message: str = ""
    was: Was | None = None
    revised: Entry | None = None
    entry: Entry

    def is_a(self, kind: str) -> bool:
        """Whether the line is of this kind, or marked as it."""
        return self.kind == kind or kind in self.marks


def lines(entries: Iterable[Entry]) -> list[Line]:
    """The effective timeline, ordered by when things happened."""
    index = _Index()
    ordered = list(entries)
    for entry in ordered:
        index.add(entry)
    made = [line for entry in ordered if (line := _line(entry, index))]
    return sorted(made, key=lambda line: (line.occurred_at, line.seq))


def key_moments(entries: Iterable[Entry]) -> list[Line]:
    """What people marked and the bot's own milestones, ordered by when they happened, each once."""
    return [line for line in lines(entries) if line.key]


def line_about(entries: Iterable[Entry], seq: int) -> Line | None:
    """The line that the entry of that number shows in, or that it corrects; None when there is none."""
    index, ordered = _Index(), list(entries)
    for entry in ordered:
        index.add(entry)
    known = {entry.seq: entry for entry in ordered}
    asked = known.get(seq)
    if asked is not None and isinstance(asked.event, e.EntryCorrected | e.CorrectionUndone):
        asked = known.get(asked.event.entry)
    message = target(asked) if asked else None
    shown = index.said[message].witness() if message is not None else asked
    return _line(shown, index) if shown else None


@dataclass
class _Said:
    """Everything the record holds about one message, in whatever order it came."""

    original: Entry | None = None
    edit: Entry | None = None
    delete: Entry | None = None
    marks: dict[MarkKey, Entry] = field(default_factory=dict)

    def standing(self) -> list[Entry]:
        """The marks that stand: for each mark, way and person the latest word was to add it. First marked first."""
        return sorted((entry for entry in self.marks.values() if entry.kind == "marked"), key=_when)

    def witness(self) -> Entry | None:
        """The entry in whose place the message is shown; the first wording if we have it."""
        if self.original or self.edit:
            return self.original or self.edit
        standing = self.standing()
        return standing[0] if standing else self.delete


@dataclass
class _Index:
    said: dict[str, _Said] = field(default_factory=dict)
    corrected: dict[int, int] = field(default_factory=dict)
    milestones: dict[str, int] = field(default_factory=dict)
    corrections: set[int] = field(default_factory=set)
    edits: dict[str | int, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        event = entry.event
        message = target(entry)
        if message is not None:
            _hear(self.said.setdefault(message, _Said()), entry)
        elif isinstance(event, e.EntryCorrected | e.CorrectionUndone):
            self.edits.setdefault(event.target or event.entry, []).append(entry)
        elif isinstance(event, e.MilestoneSet):
            self._correct(self.milestones.get(event.milestone), entry.seq)
            self.milestones[event.milestone] = entry.seq
        else:
            self._correct(entry.corrects, entry.seq)

    def _correct(self, before: int | None, by: int) -> None:
        if before is not None:
            self.corrected[before] = by
            self.corrections.add(by)


def target(entry: Entry) -> str | None:
    """The `ts` of the message that the entry is about, if it is about one."""
    match entry.event:
        case e.MessagePosted():
            return entry.slack.ts if entry.slack else None
        case e.MessageEdited() | e.MessageDeleted() | e.MessageMarked() | e.MessageUnmarked() as about:
            return about.target
    return None


def _when(entry: Entry) -> tuple[Moment, int]:
    return (entry.occurred_at, entry.seq)


def _hear(said: _Said, entry: Entry) -> None:
    """Take one entry in. By time of happening, not of arrival: Slack repeats and reorders its events."""
    match entry.event:
        case e.MessagePosted():
            said.original = said.original or entry
        case e.MessageEdited():
            said.edit = _later(said.edit, entry)
        case e.MessageDeleted():
            said.delete = said.delete or entry
        case e.MessageMarked() | e.MessageUnmarked() as mark:
            who = (mark.mark, mark.by, entry.actor.id if entry.actor else "")
            said.marks[who] = _later(said.marks.get(who), entry)


def _later(known: Entry | None, entry: Entry) -> Entry:
    return entry if known is None or _when(entry) >= _when(known) else known


def _line(entry: Entry, index: _Index) -> Line | None:
    if entry.kind in SILENT:
        return None
    message = target(entry)
    if message is None:
        return _event_line(entry, index)
    said = index.said[message]
    return revised(_message_line(entry, said), index.edits.get(message, ())) if said.witness() is entry else None


def _message_line(entry: Entry, said: _Said) -> Line:
    marks = _kinds(said.standing())
    text = _bare(_words(entry, said), marks)
    gone = said.delete.seq if said.delete else None
    if text is None:
        return _plain(entry, deleted=gone)
    return _plain(
        _current(entry, text, said.original),
        kind=marks[0] if marks else "message",
        actor=entry.actor if entry.kind != "marked" else _author(entry),
        role=entry.role if entry.kind != "marked" else None,
        text=text,
        key=bool(marks),
        marks=marks,
        edited=said.edit.seq if said.edit else None,
        deleted=gone,
        message=target(entry) or "",
    )


def _current(entry: Entry, text: str, original: Entry | None = None) -> Entry:
    """The entry as a message with its current text."""
    if isinstance(entry.event, e.MessagePosted) and entry.event.text == text:
        return entry
    shown = original.event if original else entry.event
    files = shown.files if isinstance(shown, e.MessagePosted) else ()
    swarm = entry.event.swarm if isinstance(entry.event, e.MessagePosted) else ""
    return entry.model_copy(update={"event": e.MessagePosted(text=text, files=files, swarm=swarm)})


def _words(entry: Entry, said: _Said) -> str | None:
    """The message as it reads now; None when the record has only its deletion."""
    latest = said.edit.event if said.edit else entry.event
    return latest.text if isinstance(latest, e.MessagePosted | e.MessageEdited | e.MessageMarked) else None


def _bare(text: str | None, marks: Sequence[e.MarkKind]) -> str | None:
    """Without the `DECISION:` that made the mark: the kind says it already."""
    kind, colon, rest = (text or "").partition(":")
    return rest.strip() if colon and kind.strip().lower() in marks else text


def _author(entry: Entry) -> Person | None:
    """Who wrote a message that the record knows only by its mark; never whoever marked it."""
    author = entry.event.author if isinstance(entry.event, e.MessageMarked) else ""
    return Person(id=author, name=author) if author else None


def _kinds(standing: Sequence[Entry]) -> tuple[e.MarkKind, ...]:
    """Each kind once, in the order they were marked; a bare key moment says least, so it comes last."""
    kinds = dict.fromkeys(entry.event.mark for entry in standing if isinstance(entry.event, e.MessageMarked))
    return tuple(sorted(kinds, key=lambda kind: kind == "key_moment"))


def _event_line(entry: Entry, index: _Index) -> Line:
    event = entry.event
    corrected = index.corrected.get(entry.seq)
    if isinstance(event, e.MilestoneSet):
        telling = event.milestone not in IMPLIED or entry.seq in index.corrections
        return _plain(entry, occurred_at=event.at, key=telling and corrected is None, corrected=corrected)
    if isinstance(event, e.Remark):
        line = _plain(entry, text=event.text, key=corrected is None, marks=(event.kind,), corrected=corrected)
        return revised(line, index.edits.get(entry.seq, ()))
    text = event.text if isinstance(event, e.MessagePosted) else ""
    return _plain(entry, text=text, key=entry.kind in OWN_KEY_KINDS, corrected=corrected)


def standing_edits(edits: Sequence[Entry]) -> list[Entry]:
    """The corrections among these entries that hold, the oldest first: an undoing may have been undone itself."""
    gone: set[int] = set()
    for entry in reversed(edits):
        if entry.seq not in gone and isinstance(entry.event, e.CorrectionUndone):
            gone.add(entry.event.undone)
    return [entry for entry in edits if entry.seq not in gone and isinstance(entry.event, e.EntryCorrected)]


def revised(line: Line, edits: Sequence[Entry]) -> Line:
    """The line as its corrections make it read."""
    if not edits or not line.marks:
        return line
    now: dict[str, Any] = {}
    for entry in standing_edits(edits):
        event = entry.event
        if isinstance(event, e.EntryCorrected):
            given = {"text": event.text, "occurred_at": event.at, "actor": event.person}
            now |= {name: value for name, value in given.items() if value is not None}
            now |= {"marks": (event.mark,), "kind": event.mark} if event.mark else {}
    was = Was.model_construct(
        text=line.text if "text" in now else None,
        at=line.occurred_at if "occurred_at" in now else None,
        marks=line.marks if "marks" in now else (),
        actor=line.actor if "actor" in now else None,
    )
    now |= {"role": None} if "actor" in now else {}
    told = {"entry": _told(line, now), "revised": edits[-1], "was": was if now else None}
    return line.model_copy(update={**now, **told})


def _told(line: Line, now: dict[str, Any]) -> Entry:
    """The entry whose words the line shows, as corrected."""
    event = line.entry.event
    if isinstance(event, e.Remark):
        event = event.model_copy(update={"text": now.get("text", event.text), "kind": now.get("kind", event.kind)})
    elif "text" in now:
        event = _current(line.entry, now["text"]).event
    carried: dict[str, Any] = {name: now[name] for name in ("occurred_at", "actor", "role") if name in now}
    return line.entry.model_copy(update={"event": event, **carried})


def _plain(entry: Entry, **more: Any) -> Line:
    """A line from an entry and what differs. Everything was validated when the entry was: ten thousand lines are
    made for one review, and checking them again would take most of its time.
    """
    carried: dict[str, Any] = {name: getattr(entry, name) for name in _CARRIED}
    return Line.model_construct(**{**carried, "entry": entry, **more})


_CARRIED = ("seq", "occurred_at", "recorded_at", "late", "kind", "actor", "role", "evidence")
