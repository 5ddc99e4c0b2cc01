"""How corrections change the state: the words that stand, and which numbered object an entry is. Nothing is decided."""

from __future__ import annotations

from typing import Any, TypeVar

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.evolution.objects import MADE, kind_named
from bot.warroom.evolution.speech import STACKS
from bot.warroom.incident import Incident, Said
from bot.warroom.objects import FIELDS, Numbered, ObjectKind, all_of
from bot.warroom.timeline import Entry

Edit = e.EntryCorrected | e.CorrectionUndone
Fields = dict[str, Any]
N = TypeVar("N", bound=Numbered)


def _edited(state: Incident, event: Edit, entry: Entry) -> Change:
    change: Fields = {}
    for stack in STACKS.values():
        change |= _stacked(state, stack, event)
    for kind in FIELDS:
        change |= _numbered(state, kind, event, entry)
    return change or None


def _stacked(state: Incident, stack: str, event: Edit) -> Fields:
    """Impact and workaround: the words of the entry come, go or change, in their place."""
    before: tuple[Said, ...] = getattr(state, stack)
    comes = event.mark is not None and STACKS.get(event.mark) == stack
    after = tuple(_reworded(said, event, stays=event.mark is None or comes) for said in before)
    if comes and not any(_is_said(said, event) for said in before):
        key = f"mark:{event.target}:corrected:" if event.target else f"entry:{event.entry}"
        after = (*after, Said(text=event.words, key=key, at=event.at))
    return {stack: after} if after != before else {}


def _reworded(said: Said, event: Edit, *, stays: bool) -> Said:
    if not _is_said(said, event):
        return said
    words = event.text if event.text is not None else said.text
    return said.model_copy(update={"text": (words or event.words) if stays else ""})


def _is_said(said: Said, event: Edit) -> bool:
    marked = bool(event.target) and said.key.startswith(f"mark:{event.target}:")
    return marked or said.key == f"entry:{event.entry}"


def _numbered(state: Incident, kind: ObjectKind, event: Edit, entry: Entry) -> Fields:
    """Hypotheses, decisions, actions: what is none any more is withdrawn, and comes back under its own number."""
    before = all_of(state, kind)
    comes = event.mark is not None and kind_named(event.mark) == kind
    after = tuple(_changed(it, event, comes=comes) if is_about(it, event) else it for it in before)
    if comes and not any(is_about(it, event) for it in before):
        who = event.person or entry.actor
        more: Fields = {"seq": event.entry, "opened_at": entry.recorded_at, "by": who, "message": event.target}
        after = (*after, MADE[kind](number=len(before) + 1, text=event.words, **more))
    return {FIELDS[kind]: after} if after != tuple(before) else {}


def is_about(it: Numbered, event: Edit) -> bool:
    """Whether the object was made of the entry, or of the message, that is corrected."""
    return it.message == event.target if event.target else it.seq == event.entry and not it.message


def _changed(it: N, event: Edit, *, comes: bool) -> N:
    change: Fields = {"text": event.text} if event.text is not None else {}
    change |= {"by": event.person} if event.person else {}
    if event.mark is not None:
        change |= {"taken_back": None} if comes else {"taken_back": it.taken_back or ""}
    return it.model_copy(update=change)


CHANGES: Changes = {e.EntryCorrected: _edited, e.CorrectionUndone: _edited}
