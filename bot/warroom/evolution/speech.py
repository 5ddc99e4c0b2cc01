"""How entries change the state: impact and workaround, as said or marked. Nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, Said
from bot.warroom.timeline import Entry

STACKS = {"impact": "impacts", "workaround": "workarounds"}


def _pushed(state: Incident, kind: str, text: str, key: str) -> Change:
    stack = STACKS.get(kind)
    if stack is None:
        return None
    kept = tuple(said for said in getattr(state, stack) if said.key != key)
    return {stack: (*kept, Said(text=text, key=key))}


def _remark(state: Incident, event: e.Remark, entry: Entry) -> Change:
    return _pushed(state, event.kind, event.text, f"entry:{entry.seq}")


def _mark_key(event: e.MessageMarked | e.MessageUnmarked, entry: Entry) -> str:
    """Whoever takes a mark back takes back their own; what somebody else marked stands."""
    return f"mark:{event.target}:{event.by}:{entry.actor.id if entry.actor else ''}"


def _marked(state: Incident, event: e.MessageMarked, entry: Entry) -> Change:
    return _pushed(state, event.mark, event.text, _mark_key(event, entry))


def _unmarked(state: Incident, event: e.MessageUnmarked, entry: Entry) -> Change:
    stack = STACKS.get(event.mark)
    if stack is None:
        return None
    key = _mark_key(event, entry)
    return {stack: tuple(said for said in getattr(state, stack) if said.key != key)}


CHANGES: Changes = {
    e.Remark: _remark,
    e.MessageMarked: _marked,
    e.MessageUnmarked: _unmarked,
}
