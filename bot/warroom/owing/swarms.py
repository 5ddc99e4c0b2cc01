"""What entries owe: a swarm's message with its thread, its team in the room; the list of unowned work. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing.debt import NOTHING, Debt, Debts, invite, step
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry

ON_SWARM = frozenset({"swarm_led", "swarm_joined", "swarm_reported", "swarm_ended", "stood_down", "role_released"})
SPOKEN = frozenset({"swarm_led", "swarm_ended"})
ON_CARD = frozenset({"swarm_opened", "swarm_joined", "swarm_reported"})
ON_UNOWNED = frozenset(
    {
        "task_added", "task_done", "task_given", "role_assigned", "role_released",
        "swarm_opened", "swarm_led", "swarm_ended", "stood_down",
    }
)  # fmt: skip
UNOWNED = "unowned"


def unowned_timer(policy: Policy, entry: Entry) -> TimerSpec:
    """When unowned work is looked for next."""
    return TimerSpec(kind="unowned", subject="", due_at=entry.recorded_at + policy.assembly.unowned_every)


def redrawn(state: Incident, entry: Entry) -> Iterable[Owed]:
    """The messages about swarms, and the list of unowned work, drawn anew where an entry changes them."""
    if entry.kind in ON_SWARM:
        for swarm in _touched(state, entry):
            yield swarm_message(state, swarm, entry)
    if entry.kind in ON_UNOWNED and UNOWNED in state.posts:
        slot = f"{UNOWNED}:{state.number}"
        yield step(state, "room.unowned", f"again:{entry.seq}", payload={"seq": 0}, slot=slot, lane=_lane(state))


def _touched(state: Incident, entry: Entry) -> Iterable[int]:
    number = getattr(entry.event, "swarm", None)
    return [number] if number is not None else [swarm.number for swarm in state.swarms if swarm.ended is None]


def swarm_message(state: Incident, swarm: int, entry: Entry) -> Owed:
    """The message under which the swarm's thread hangs, as it stands when it is sent."""
    payload, slot = {"swarm": swarm}, f"swarm:{state.number}:{swarm}"
    return step(state, "room.swarm", f"{swarm}:{entry.seq}", payload=payload, slot=slot, lane=_lane(state))


def _lane(state: Incident) -> str:
    return f"room:{state.number}"


def again(state: Incident, entry: Entry) -> tuple[Owed, ...]:
    """In another room the swarms get another message."""
    return tuple(swarm_message(state, swarm.number, entry) for swarm in state.swarms if swarm.ended is None)


def call(state: Incident, what: str) -> tuple[Owed, ...]:
    """Once a swarm's message stands, its members are called into the thread."""
    if not what.startswith("swarm:"):
        return ()
    number = int(what.partition(":")[2])
    room = state.room.channel if state.room else ""
    return (step(state, "swarm.call", f"{number}:{room}", payload={"swarm": number}, lane=_lane(state)),)


def _opened(event: e.SwarmOpened, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived:
        return NOTHING
    people = [event.team] if event.team else [person.id for person in event.members]
    return Debt(owed=(swarm_message(state, event.swarm, entry), *invite(state, f"swarm:{entry.seq}", people)))


def _led(event: e.SwarmLed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    return Debt(owed=invite(state, f"swarm:{entry.seq}", [event.lead.id]) if state.room else ())


def _listed(_event: e.UnownedListed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived or not is_open(state.state):
        return NOTHING
    payload = {"seq": entry.seq}
    return Debt(owed=(step(state, "room.unowned", str(entry.seq), payload=payload, lane=_lane(state)),))


DEBTS: Debts = {e.SwarmOpened: _opened, e.SwarmLed: _led, e.UnownedListed: _listed}
