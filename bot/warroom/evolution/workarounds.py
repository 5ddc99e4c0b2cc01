"""How entries change the state: workarounds' debt. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.partners import DebtItem
from bot.warroom.timeline import Entry


def _opened(state: Incident, event: e.DebtOpened, entry: Entry) -> Change:
    item = DebtItem(
        number=event.debt,
        does=event.does,
        leaves=event.leaves,
        undo=event.undo,
        owner=event.owner,
        due_at=event.due_at,
        first_due_at=event.due_at,
        service=event.service,
        target=event.target,
        opened_at=entry.occurred_at,
    )
    return {"debts": (*state.debts, item)}


def _changed(state: Incident, event: e.DebtChanged, _entry: Entry) -> Change:
    given = {name: getattr(event, name) for name in ("does", "leaves", "undo", "owner", "due_at")}
    change: dict[str, Any] = {name: value for name, value in given.items() if value}
    item = next((each for each in state.debts if each.number == event.debt), None)
    if event.extended and item:
        change["extensions"] = item.extensions + 1
    return _with(state, event.debt, change)


def _paid(state: Incident, event: e.DebtPaid, entry: Entry) -> Change:
    change = {"closed_at": entry.occurred_at, "replaced_by": event.text, "dropped": event.dropped}
    return {**_with(state, event.debt, change), **_unsaid(state, event)}


def _unsaid(state: Incident, event: e.DebtPaid) -> dict[str, Any]:
    """A workaround that was withdrawn with a reason reduces nothing: its words no longer stand."""
    does = next((each.does for each in state.debts if each.number == event.debt), "")
    if not (event.dropped and event.text and does):
        return {}
    blank = (said.model_copy(update={"text": ""}) if said.text == does else said for said in state.workarounds)
    return {"workarounds": tuple(blank)}


def _with(state: Incident, number: int, change: dict[str, Any]) -> dict[str, Any]:
    return {"debts": tuple(d.model_copy(update=change) if d.number == number else d for d in state.debts)}


CHANGES: Changes = {e.DebtOpened: _opened, e.DebtChanged: _changed, e.DebtPaid: _paid}
