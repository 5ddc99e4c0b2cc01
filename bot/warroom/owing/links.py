"""What entries owe: a duplicate's room is put away sooner than others, since work goes on elsewhere. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts
from bot.warroom.policy import Policy
from bot.warroom.ports import TimerSpec
from bot.warroom.timeline import Entry


def _linked(event: e.IncidentLinked, entry: Entry, _state: Incident, policy: Policy) -> Debt:
    if event.relation != "duplicate_of":
        return NOTHING
    due = entry.recorded_at + policy.room.archive_duplicate_after
    return Debt(timers=(TimerSpec(kind="room_archive", subject="", due_at=due),))


DEBTS: Debts = {e.IncidentLinked: _linked}
