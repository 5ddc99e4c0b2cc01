"""How entries change the state: risks. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.risk_register import Risk
from bot.warroom.timeline import Entry


def _raised(state: Incident, event: e.RiskRaised, entry: Entry) -> Change:
    risk = Risk(number=event.risk, text=event.text, by=entry.actor, owner=event.owner, due_at=event.due_at)
    return {"risks": (*state.risks, risk)}


def _closed(state: Incident, event: e.RiskClosed, _entry: Entry) -> Change:
    change = {"closed": event.text}
    return {"risks": tuple(it.model_copy(update=change) if it.number == event.risk else it for it in state.risks)}


CHANGES: Changes = {e.RiskRaised: _raised, e.RiskClosed: _closed}
