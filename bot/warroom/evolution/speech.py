"""How entries change the state: impact and workaround, as said or marked. Nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution import objects
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident, Said
from bot.warroom.timeline import Entry

STACKS = {"impact": "impacts", "workaround": "workarounds"}


def _said(state: Incident, kind: str, said: Said) -> Change:
    """The latest word on each mark, by when it happened: Slack may tell of the taking back before the setting."""
    stack = STACKS.get(kind)
    if stack is None:
        return None
    before: tuple[Said, ...] = getattr(state, stack)
    if any(known.key == said.key and known.at and said.at and known.at > said.at for known in before):
        return None
    return {stack: (*(known for known in before if known.key != said.key), said)}


def _remark(state: Incident, event: e.Remark, entry: Entry) -> Change:
    words = _said(state, event.kind, Said(text=event.text, key=f"entry:{entry.seq}"))
    return words or objects.said(state, event, entry)


def _mark_key(event: e.MessageMarked | e.MessageUnmarked, entry: Entry) -> str:
    """Whoever takes a mark back takes back their own; what somebody else marked stands."""
    return f"mark:{event.target}:{event.by}:{entry.actor.id if entry.actor else ''}"


def _marked(state: Incident, event: e.MessageMarked, entry: Entry) -> Change:
    key = _mark_key(event, entry)
    words = _said(state, event.mark, Said(text=event.text, key=key, at=entry.occurred_at))
    return words or objects.marked(state, event, entry, key)


def _unmarked(state: Incident, event: e.MessageUnmarked, entry: Entry) -> Change:
    key = _mark_key(event, entry)
    words = _said(state, event.mark, Said(text="", key=key, at=entry.occurred_at))
    return words or objects.unmarked(state, event, entry, key)


CHANGES: Changes = {
    e.Remark: _remark,
    e.MessageMarked: _marked,
    e.MessageUnmarked: _unmarked,
}
