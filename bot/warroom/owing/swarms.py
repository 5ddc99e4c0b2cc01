"""What entries owe: a swarm's message with its thread or channel, its team there; the list of unowned work. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom import events as e
from bot.warroom.declaring import room_name
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing.debt import NOTHING, Debt, Debts, invite, step
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed, TimerSpec
from bot.warroom.timeline import Entry
from bot.warroom.workstreams import Swarm

ON_SWARM = frozenset(
    {
        "swarm_led", "swarm_joined", "swarm_left", "swarm_reported", "swarm_ended", "swarm_room_opened", "stood_down",
        "role_released",
    }
)  # fmt: skip
SPOKEN = frozenset({"swarm_led", "swarm_ended"})
ON_CARD = frozenset({"swarm_opened", "swarm_joined", "swarm_reported", "swarm_room_opened"})
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
        for number in _touched(state, entry):
            yield swarm_message(state, number, entry)
    if entry.kind in {"mim_accepted", "handover_accepted"}:
        for swarm in state.swarms:
            people = [person.id for person in state.holding("mim")]
            yield from let_in(state, swarm, str(entry.seq), people) if swarm.ended is None else ()
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


def again(state: Incident, entry: Entry, policy: Policy) -> tuple[Owed, ...]:
    """In another room the swarms get another message, and those whose channel is put away another channel."""
    working = [swarm for swarm in state.swarms if swarm.ended is None]
    channels = (owed for swarm in working for owed in new_channel(state, swarm, entry, policy))
    return (*(swarm_message(state, swarm.number, entry) for swarm in working), *channels)


def new_channel(state: Incident, swarm: Swarm, entry: Entry, policy: Policy) -> tuple[Owed, ...]:
    """The swarm's channel to be made, where the policy wants one and it has none."""
    if policy.swarms.place != "channel" or swarm.place:
        return ()
    name = room_name(policy.swarms.name, state.number, swarm.name, drill=state.drill)
    payload = {"swarm": swarm.number, "name": name, "private": state.private}
    return (step(state, "swarm.open", f"{swarm.number}:{entry.seq}", payload=payload),)


def call(state: Incident, what: str, policy: Policy) -> tuple[Owed, ...]:
    """Once a swarm's message stands, its members are called into the thread."""
    if not what.startswith("swarm:") or policy.swarms.place == "channel":
        return ()
    return (_called(state, int(what.partition(":")[2]), state.room.channel if state.room else ""),)


def _called(state: Incident, number: int, where: str) -> Owed:
    return step(state, "swarm.call", f"{number}:{where}", payload={"swarm": number}, lane=_lane(state))


def without_channel(state: Incident, entry: Entry) -> tuple[Owed, ...]:
    """A channel could not be made: whoever was to work there is called into the war room and the thread."""
    left = [swarm for swarm in state.swarms if swarm.ended is None and not swarm.place]
    people = [owed for each in left for owed in invite(state, f"swarm:{each.number}:{entry.seq}", _wanted(each))]
    room = state.room.channel if state.room else ""
    return (*people, *(_called(state, each.number, room) for each in left))


def put_away(state: Incident) -> tuple[Owed, ...]:
    """The channels of swarms go with the war room."""
    return tuple(
        step(state, "swarm.archive", f"{swarm.number}:{swarm.channel}", payload={"swarm": swarm.number})
        for swarm in state.swarms
        if swarm.place
    )


def _wanted(swarm: Swarm) -> list[str]:
    lead = [swarm.lead.id] if swarm.lead else []
    return list(dict.fromkeys([*lead, *([swarm.team] if swarm.team else []), *(one.id for one in swarm.members)]))


def let_in(state: Incident, swarm: Swarm, why: str, refs: Iterable[str]) -> tuple[Owed, ...]:
    """Ask people or groups into the swarm's channel."""
    wanted = list(dict.fromkeys(ref for ref in refs if ref))
    if not swarm.place or not wanted:
        return ()
    payload = {"swarm": swarm.number, "refs": wanted}
    return (step(state, "swarm.invite", f"{swarm.number}:{why}", payload=payload),)


def _opened(event: e.SwarmOpened, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if state.room is None or state.room.archived:
        return NOTHING
    people = [event.team] if event.team else [person.id for person in event.members]
    channel = new_channel(state, _of(state, event.swarm), entry, policy)
    if channel:  # its people work there; the war room needs only whoever answers for it
        people = [event.lead.id] if event.lead else []
    message = swarm_message(state, event.swarm, entry)
    return Debt(owed=(message, *channel, *invite(state, f"swarm:{entry.seq}", people)))


def _of(state: Incident, number: int) -> Swarm:
    return next(swarm for swarm in state.swarms if swarm.number == number)


def _led(event: e.SwarmLed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    inside = let_in(state, _of(state, event.swarm), str(entry.seq), [event.lead.id])
    return Debt(owed=(*inside, *(invite(state, f"swarm:{entry.seq}", [event.lead.id]) if state.room else ())))


def _joined(event: e.SwarmJoined, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    swarm = _of(state, event.swarm)
    came = entry.slack is not None and entry.slack.channel == swarm.channel
    return NOTHING if came else Debt(owed=let_in(state, swarm, str(entry.seq), [event.person.id]))


def _room_opened(event: e.SwarmRoomOpened, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    swarm = _of(state, event.swarm)
    mim = [person.id for person in state.holding("mim")]
    furnished = step(state, "swarm.furnish", f"{swarm.number}:{entry.seq}", payload={"swarm": swarm.number})
    people = let_in(state, swarm, str(entry.seq), [*mim, *_wanted(swarm)])
    return Debt(owed=(furnished, *people, _called(state, swarm.number, event.channel)))


def _room_archived(event: e.SwarmRoomArchived, entry: Entry, state: Incident, policy: Policy) -> Debt:
    """Whoever reopened the incident while the channel was being put away is given another."""
    swarm = _of(state, event.swarm)
    going_on = is_open(state.state) and swarm.ended is None and state.room is not None and not state.room.archived
    return Debt(owed=new_channel(state, swarm, entry, policy)) if going_on else NOTHING


def _listed(_event: e.UnownedListed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived or not is_open(state.state):
        return NOTHING
    payload = {"seq": entry.seq}
    return Debt(owed=(step(state, "room.unowned", str(entry.seq), payload=payload, lane=_lane(state)),))


DEBTS: Debts = {
    e.SwarmOpened: _opened,
    e.SwarmLed: _led,
    e.SwarmJoined: _joined,
    e.SwarmRoomOpened: _room_opened,
    e.SwarmRoomArchived: _room_archived,
    e.UnownedListed: _listed,
}
