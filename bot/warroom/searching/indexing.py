"""Which words of an incident can be found again: its title and services, and of each entry the texts of this table.

An event that should be found is one line in `TEXTS`: its kind and the fields that hold people's words. Plain talk is
not in it: what people marked is, in the words it has now. A correction takes the place of what it corrects, and so
does what is said anew of a section or a field of the review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.warroom.base import Moment, Value
from bot.warroom.events import (
    MARK_KINDS,
    CorrectionUndone,
    EntryCorrected,
    MessageDeleted,
    MessageEdited,
    MessageMarked,
    MessageUnmarked,
    ReviewFieldSaid,
    ReviewSectionEdited,
    UpdatePublished,
)
from bot.warroom.incident import Incident
from bot.warroom.moments import EDITS, standing_edits, target
from bot.warroom.timeline import Entry

TITLE, SERVICE = "title", "service"
TEXTS: Mapping[str, tuple[str, ...]] = {
    "declared": ("impact", "symptoms"),
    **dict.fromkeys(MARK_KINDS, ("text",)),
    "severity_changed": ("reason",),
    "state_changed": ("text",),
    "resolved": ("text",),
    "reopened": ("reason",),
    "cancelled": ("reason",),
    "candidate_accepted": ("impact",),
    "candidate_rejected": ("reason",),
    "major_changed": ("reason",),
    "hypothesis_settled": ("evidence",),
    "objection_raised": ("text",),
    "action_reported": ("text",),
    "object_withdrawn": ("reason",),
    "update_published": ("text",),
    "debt_opened": ("does", "leaves", "undo"),
    "debt_changed": ("does", "leaves", "undo", "reason"),
    "debt_paid": ("text",),
    "risk_raised": ("text",),
    "risk_closed": ("text",),
    "resource_requested": ("text",),
    "resource_approved": ("reason",),
    "resource_refused": ("reason",),
    "restoration_doubted": ("text",),
    "task_added": ("text",),
    "output_raised": ("text",),
    "swarm_reported": ("text",),
    "mim_paged": ("brief",),
    "handover_offered": ("brief",),
    "swarm_opened": ("goal",),
    "swarm_ended": ("text",),
    "task_verified": ("text",),
    "task_doubted": ("reason",),
    "task_dropped": ("reason",),
    "vendor_contacted": ("note",),
    "vendor_answered": ("text",),
    "vendor_escalated": ("reason",),
    "wait_started": ("reason",),
    "outcome_agreed": ("text",),
    "model_abandoned": ("reason",),
    "review_section_edited": ("text",),
    "review_field_said": ("text",),
    "review_reopened": ("reason",),
}
CALLED: Mapping[tuple[str, str], str] = {
    ("declared", "impact"): "impact",
    ("declared", "symptoms"): "symptoms",
    ("candidate_accepted", "impact"): "impact",
}
"""Fields that are found under another kind than their event's."""
KINDS: tuple[str, ...] = tuple(
    dict.fromkeys((TITLE, *(CALLED.get((kind, name), kind) for kind, names in TEXTS.items() for name in names)))
)
MOST_PARTS = 256
ABOUT_MESSAGES = frozenset({"marked", "unmarked", "message_edited", "message_deleted"})
ABOUT_OTHERS = ABOUT_MESSAGES | EDITS


class Doc(Value):
    """One text that can be found: of which entry (0 is the incident itself), which of its texts, and what it is."""

    seq: int
    part: int
    kind: str
    text: str


def heading(state: Incident) -> tuple[Doc, ...]:
    """The title and the services."""
    texts = [(TITLE, f"{state.reference} {state.title}"), *((SERVICE, service) for service in state.services)]
    return tuple(Doc(seq=0, part=part, kind=kind, text=text) for part, (kind, text) in enumerate(texts[:MOST_PARTS]))


def told(entry: Entry, edits: Sequence[Entry] = ()) -> tuple[Doc, ...]:
    """The texts of an entry as its corrections make it read; nothing of what is about a message."""
    return tuple(_revised(doc, edits) for doc in _own(entry))


def _revised(doc: Doc, edits: Sequence[Entry]) -> Doc:
    for entry in standing_edits(edits):
        if isinstance(entry.event, EntryCorrected):
            given = {"text": entry.event.text, "kind": entry.event.mark}
            doc = doc.model_copy(update={name: value for name, value in given.items() if value is not None})
    return doc


def _own(entry: Entry) -> tuple[Doc, ...]:
    names = TEXTS.get(entry.kind, ())
    said = [(name, str(getattr(entry.event, name, "") or "")) for name in names]
    return tuple(
        Doc(seq=entry.seq, part=part, kind=CALLED.get((entry.kind, name), entry.kind), text=text)
        for part, (name, text) in enumerate(said)
        if text.strip()
    )


def edited(entry: Entry) -> str | int | None:
    """The message, or else the entry, that reads otherwise because of this one."""
    event = entry.event
    return (event.target or event.entry) if isinstance(event, EntryCorrected | CorrectionUndone) else None


def corrected(entry: Entry) -> int | None:
    """The entry in whose place this one stands."""
    return None if target(entry) else entry.corrects


def corrected_update(entry: Entry) -> int | None:
    """The number of the sent update that this one corrects."""
    return entry.event.corrects if isinstance(entry.event, UpdatePublished) else None


def slot(entry: Entry) -> tuple[str, str] | None:
    """The kind and the place of which only the latest words stand: a section of the review, or a field of it.

    Who owes a field is no new word about it.
    """
    event = entry.event
    if isinstance(event, ReviewFieldSaid):
        return (entry.kind, event.field) if event.standing else None
    return (entry.kind, event.section) if isinstance(event, ReviewSectionEdited) else None


def marked(about: Iterable[Entry]) -> tuple[Doc, ...]:
    """The texts of one message, from everything the record says about it, in whatever order it came.

    It stands where it was marked first, once for each mark that stands, in its latest words; a deleted one is gone.
    """
    entries = sorted(about, key=_when)
    first = min((entry.seq for entry in entries if isinstance(entry.event, MessageMarked)), default=0)
    kinds, text = _standing(entries)
    edits = sorted((entry for entry in entries if entry.kind in EDITS), key=lambda entry: entry.seq)
    docs = tuple(
        Doc(seq=first, part=part, kind=kind, text=text)
        for part, kind in enumerate(sorted(kinds, key=lambda kind: (kind == "key_moment", kind)))
        if first and text.strip()
    )
    read = {doc.kind: doc for doc in (_revised(doc, edits) for doc in reversed(docs))}
    return tuple(reversed(read.values()))


def _standing(entries: Sequence[Entry]) -> tuple[set[str], str]:
    """The marks that stand, and the words as they are now."""
    marks: dict[tuple[str, str, str], bool] = {}
    text = ""
    for entry in entries:
        match entry.event:
            case MessageDeleted():
                return set(), ""
            case MessageEdited() as edit:
                text = edit.text
            case MessageMarked() | MessageUnmarked() as mark:
                who = (mark.mark, mark.by, entry.actor.id if entry.actor else "")
                marks[who] = isinstance(mark, MessageMarked)
                text = mark.text if isinstance(mark, MessageMarked) else text
    return {kind for (kind, _by, _who), stands in marks.items() if stands}, text


def _when(entry: Entry) -> tuple[Moment, int]:
    return entry.occurred_at, entry.seq


def documents(state: Incident, entries: Iterable[Entry]) -> Iterator[Doc]:
    """Everything that can be found of an incident, read from its record alone."""
    yield from heading(state)
    about: dict[str, list[Entry]] = {}
    plain: dict[int, tuple[Entry, list[Entry]]] = {}
    updates: dict[int, int] = {}
    slots: dict[tuple[str, str], int] = {}
    for entry in entries:
        read = target(entry) or edited(entry)
        if isinstance(read, str):
            about.setdefault(read, []).extend([entry] if entry.kind in ABOUT_OTHERS else [])
        elif read is not None:
            if read in plain:
                plain[read][1].append(entry)
        else:
            if isinstance(entry.event, UpdatePublished):
                plain.pop(updates.get(corrected_update(entry) or 0, 0), None)
                updates[entry.event.number] = entry.seq
            place = slot(entry)
            if place:
                plain.pop(slots.get(place, 0), None)
                slots[place] = entry.seq
            plain.pop(corrected(entry) or 0, None)
            plain[entry.seq] = (entry, [])
    for docs in (*(told(*each) for each in plain.values()), *(marked(each) for each in about.values())):
        yield from docs
