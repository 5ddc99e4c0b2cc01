"""What entries owe: the room and what stands in it. Pure; how a row is carried out is `comms`' matter."""

from __future__ import annotations

from bot.warroom import events as e
from bot.warroom.declaring import room_name
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.owing import clocks, swarms
from bot.warroom.owing.assembly import asking, assembly_timer, on_call_checked
from bot.warroom.owing.debt import NOTHING, Cancel, Debt, Debts, invite, opening_lane, say, step, team_invite, tell
from bot.warroom.owing.leading import replanned_ladder
from bot.warroom.owing.models import checklist
from bot.warroom.owing.suggesting import SUGGEST, looking
from bot.warroom.policy import Link, Policy
from bot.warroom.ports import Owed
from bot.warroom.timeline import Entry


def _declared(event: e.IncidentDeclared, entry: Entry, state: Incident, policy: Policy) -> Debt:
    if event.candidate:
        return NOTHING
    return Debt(owed=(new_room(state, policy, "0"),), timers=clocks.asking(state, policy, entry.recorded_at))


def new_room(state: Incident, policy: Policy, suffix: str) -> Owed:
    """A room to be made: the first, or another one after the first was put away."""
    name = room_name(policy.room.name, state.number, state.title, drill=state.drill)
    payload = {"name": name, "private": state.private}
    return step(state, "room.create", suffix, payload=payload, lane=opening_lane(state))


def _room_opened(_event: e.RoomOpened, entry: Entry, state: Incident, policy: Policy) -> Debt:
    # Keys are unique for ever, so a second room owes its furniture under others than the first.
    again = f":{entry.seq}" if state.former_rooms else ""
    first = (
        *invite(state, f"people{again}", _people(state)),
        # One call for all teams: Slack lets us invite fifty times a minute, and forty rooms made two hundred calls. A
        # team that nobody knows makes us read the workspace anew; the people above need not wait for that.
        *invite(state, f"teams{again}", _teams(state, policy)),
        step(state, "room.card", f"first{again}", slot=f"room.card:{state.number}"),
        step(state, "room.topic", f"first{again}", slot=f"room.topic:{state.number}"),
        *(_bookmark(state, f"{index}{again}", link) for index, link in enumerate(_links(state, policy))),
    )
    steps = checklist(state, f"opened:{entry.seq}")
    told = (*_announcement(state, policy, again), *_waiting_words(state), *steps)
    opened = Debt(owed=(*first, *told))
    # Slack may be slower than whoever declared it in error: of what is over by then nobody is asked to help.
    return opened + _assembling(entry, state, policy) if is_open(state.state) else opened


def _assembling(entry: Entry, state: Incident, policy: Policy) -> Debt:
    wanted = (*on_call_checked(state, policy, entry), *asking(state, policy, entry))
    timers = (*assembly_timer(state, policy, entry), swarms.unowned_timer(policy, entry), *looking(policy, entry))
    # A second room takes over from the first, whose next look is taken away.
    cancels = (Cancel(frozenset({SUGGEST})),)
    return Debt(owed=(*wanted, *swarms.again(state, entry, policy)), timers=timers, cancels=cancels)


def _people(state: Incident) -> tuple[str, ...]:
    """Whom the incident concerns from the start; in a further room also everybody who was in the one before."""
    first = (state.reporter, *state.holding("mim"), *(holder.person for holder in state.holders))
    return tuple(dict.fromkeys([*(person.id for person in first), *(state.people if state.former_rooms else ())]))


def _teams(state: Incident, policy: Policy) -> tuple[str, ...]:
    of_services = (team for name in state.services if name in policy.services for team in policy.services[name].teams)
    of_model = state.model.teams if state.model else ()
    return tuple(dict.fromkeys((*policy.severity(state.severity).teams, *of_services, *of_model)))


def _links(state: Incident, policy: Policy) -> list[Link]:
    of_services = [link for name in state.services if name in policy.services for link in policy.services[name].links]
    return [*policy.room.bookmarks, *of_services]


def _bookmark(state: Incident, suffix: str, link: Link) -> Owed:
    return step(state, "room.bookmark", suffix, payload={"title": link.title, "url": link.url})


def _announcement(state: Incident, policy: Policy, again: str) -> tuple[Owed, ...]:
    if state.private or state.drill or not policy.room.announce_in:
        return ()
    return (step(state, "announce", f"first{again}", slot=f"announce:{state.number}"),)


def _waiting_words(state: Incident) -> tuple[Owed, ...]:
    """What could not be said before there was a room: who is asked to lead."""
    lead = state.lead
    if lead is None or lead.accepted:
        return ()
    return (say(state, lead.seq), tell(state, lead.person.id, lead.seq, "page"))


def _posted(event: e.Posted, _entry: Entry, state: Incident, policy: Policy) -> Debt:
    if event.what != "card":
        return Debt(owed=swarms.call(state, event.what, policy))
    return Debt(owed=(step(state, "room.pin", event.ts),))


def _severity_changed(event: e.SeverityChanged, entry: Entry, state: Incident, policy: Policy) -> Debt:
    timers = (*replanned_ladder(state, policy), *assembly_timer(state, policy, entry))
    if state.room is None:
        return Debt(timers=timers)
    before = set(policy.severity(event.before).teams)
    more = (team for team in policy.severity(event.after).teams if team not in before)
    invited = (team_invite(state, team, f"severity:{entry.seq}") for team in more)
    return Debt(owed=(*invited, *asking(state, policy, entry)), timers=timers)


def _step_failed(event: e.StepFailed, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived or event.step in {"room.say", "room.archive"}:
        return NOTHING
    instead = swarms.without_channel(state, entry) if event.step == "swarm.open" else ()
    return Debt(owed=(say(state, entry.seq), *instead))


DEBTS: Debts = {
    e.IncidentDeclared: _declared,
    e.RoomOpened: _room_opened,
    e.SeverityChanged: _severity_changed,
    e.Posted: _posted,
    e.StepFailed: _step_failed,
}
