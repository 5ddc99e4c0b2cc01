"""How entries change the state: who was asked to confirm, and that a doubt takes a confirmation back."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry


def _asked(state: Incident, event: e.ConfirmationAsked, _entry: Entry) -> Change:
    others = (person for person in state.confirmers if person.id != event.person.id)
    return {"confirmers": (*others, event.person)}


def _doubted(state: Incident, _event: e.RestorationDoubted, _entry: Entry) -> Change:
    if state.state != "resolved" or "confirmed" not in state.milestones:
        return None
    return {"milestones": {name: at for name, at in state.milestones.items() if name != "confirmed"}}


CHANGES: Changes = {e.ConfirmationAsked: _asked, e.RestorationDoubted: _doubted}
