"""What entries owe: the message of suggestions in the room, their batches in its thread, the timer of looking. Pure."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts, step
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

SUGGEST = "suggest"
POST = "suggestions"


def looking(policy: Policy, entry: Entry) -> tuple[TimerSpec, ...]:
    """When the room is looked at next; the subject says after which entry. None where the policy suggests nothing."""
    if not policy.capture.suggest:
        return ()
    return (TimerSpec(kind=SUGGEST, subject=str(entry.seq), due_at=entry.recorded_at + policy.capture.every),)


def batch(number: int) -> str:
    """Under which name the state keeps where a batch stands."""
    return f"suggested:{number}"


def closed(entry: Entry, state: Incident) -> Debt:
    """The messages that show suggestions which this entry closed, drawn anew."""
    if not state.suggestions or state.room is None or state.room.archived:
        return NOTHING
    batches = dict.fromkeys(it.batch for it in state.suggestions if it.settled == entry.seq)
    return Debt(owed=tuple(drawn(state, entry, *batches))) if batches else NOTHING


def _suggested(event: e.MomentsSuggested, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived or not event.suggestions:
        return NOTHING
    return Debt(owed=drawn(state, entry, entry.seq))


def drawn(state: Incident, entry: Entry, *batches: int) -> tuple[Owed, ...]:
    """The message in the room first, since the batches stand in its thread."""
    lane = f"suggest:{state.number}"
    root = step(state, "room.suggestions", str(entry.seq), slot=f"suggestions:{state.number}", lane=lane)
    rows = (
        step(state, "room.suggested", f"{number}:{entry.seq}", payload={"batch": number},
             slot=f"suggested:{state.number}:{number}", lane=lane)
        for number in batches
    )  # fmt: skip
    return (root, *rows)


DEBTS: Debts = {e.MomentsSuggested: _suggested}
