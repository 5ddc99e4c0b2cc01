"""How entries change the state: outputs. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.outputs import Output
from bot.warroom.timeline import Entry


def _raised(state: Incident, event: e.OutputRaised, _entry: Entry) -> Change:
    output = Output(number=event.output, what=event.what, text=event.text, owner=event.owner)
    return {"outputs": (*state.outputs, output)}


def _filed(state: Incident, event: e.OutputFiled, _entry: Entry) -> Change:
    filed = {"key": event.key, "link": event.link}
    outputs = (it.model_copy(update=filed) if it.number == event.output else it for it in state.outputs)
    return {"outputs": tuple(outputs)}


CHANGES: Changes = {e.OutputRaised: _raised, e.OutputFiled: _filed}
