"""What entries owe: a model's checklist in the room, and the teams it wants. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts, step, team_invite
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed
from bot.warroom.timeline import Entry

ON_CHECKLIST = frozenset(
    {
        "model_applied", "model_abandoned", "solution_used", "task_done", "role_assigned", "role_released",
        "mim_accepted", "handover_accepted",
    }
)  # fmt: skip


def checklist(state: Incident, suffix: str) -> Iterable[Owed]:
    """The checklist of the latest model, drawn anew; nothing when no model was applied."""
    if not state.models:
        return
    seq = state.models[-1].seq
    yield step(state, "room.checklist", f"{seq}:{suffix}", payload={"seq": seq}, slot=f"checklist:{state.number}:{seq}")


def _applied(event: e.ModelApplied, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None:
        return NOTHING
    return Debt(owed=tuple(team_invite(state, team, f"model:{entry.seq}") for team in event.teams))


DEBTS: Debts = {e.ModelApplied: _applied}
