"""Deciding on swarms: experts on one line of work each, with a lead who answers for it (DOMAIN §2.3, §5)."""

from __future__ import annotations

from bot.warroom import commands_swarms as cs
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision, may_lead, require_lead
from bot.warroom.errors import (
    AlreadySo,
    EmptyText,
    NotAllowed,
    StillCandidate,
    SwarmAtWork,
    TextTooLong,
    UnknownSwarm,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.phrases import Phrase, phrase
from bot.warroom.promising import check_text
from bot.warroom.workstreams import Swarm

LEAD_ROLE = "swarm_lead"
NAME_LIMIT = 60
FORM = "`/incident swarm <team>… <goal>`"


def live(state: Incident) -> tuple[Swarm, ...]:
    """The swarms that are not over."""
    return tuple(swarm for swarm in state.swarms if swarm.ended is None)


def known(state: Incident, wanted: str) -> Swarm:
    """The live swarm of that number or name. Raises UnknownSwarm."""
    word = wanted.strip(" #:,.@`").casefold()
    for swarm in live(state):
        if word in {str(swarm.number), swarm.name.casefold()}:
            return swarm
    raise UnknownSwarm(swarm=wanted, known=tuple(swarm.name for swarm in live(state)) or ("none",))


def open_swarms(state: Incident, command: cs.OpenSwarms, context: Context) -> Decision:
    """Lines of work begin. Raises EmptyText, TextTooLong, SwarmAtWork, WrongState."""
    _require_open(state)
    taken = {swarm.name.casefold(): swarm.number for swarm in live(state)}
    opened: list[e.SwarmOpened] = []
    for new in command.swarms:
        event = _opened(len(state.swarms) + len(opened) + 1, new)
        if event.name.casefold() in taken:
            number = taken[event.name.casefold()]
            typed = str(number) if " " in event.name else event.name
            raise SwarmAtWork(name=event.name, reference=state.reference, swarm=typed)
        taken[event.name.casefold()] = event.swarm
        opened.append(event)
    leads = dict.fromkeys(event.lead for event in opened)
    return (*opened, *(fact for each in leads for fact in _made_lead(state, each, context)))


def _opened(number: int, new: cs.NewSwarm) -> e.SwarmOpened:
    name = " ".join(new.name.split()).lstrip("@")
    if not name:
        raise EmptyText(form=FORM)
    if len(name) > NAME_LIMIT:
        raise TextTooLong(length=len(name), limit=NAME_LIMIT)
    check_text(new.goal)
    people = dict.fromkeys((*new.members, *([new.lead] if new.lead else [])))
    return e.SwarmOpened(
        swarm=number, name=name, goal=new.goal.strip(), team=new.team, lead=new.lead, members=tuple(people)
    )


def _made_lead(state: Incident, lead: Person | None, context: Context) -> Decision:
    """Leading a swarm is a role, whose duties are sent; whoever has it already is not told again."""
    new = lead is not None and not any(each.id == lead.id for each in state.holding(LEAD_ROLE))
    if lead is None or not new or LEAD_ROLE not in context.policy.roles:
        return ()
    given = e.RoleAssigned(role=LEAD_ROLE, person=lead)
    own = context.actor is not None and context.actor.id == lead.id
    return (given, e.RoleAcknowledged(role=LEAD_ROLE, person=lead)) if own else (given,)


def lead(state: Incident, command: cs.LeadSwarm, context: Context) -> Decision:
    """Who answers for it. Free, anybody takes it; its lead, or whoever leads the incident, passes it on."""
    _require_open(state)
    swarm = known(state, command.swarm)
    if swarm.lead and swarm.lead.id == command.person.id:
        raise AlreadySo(what=phrase("{name} leads the swarm {name2}", name=swarm.lead.name, name2=swarm.name))
    if swarm.lead and swarm.lead.id != context.person.id:
        require_lead(state, context, phrase("give the swarm {name} another lead", name=swarm.name))
    back = _given_back(state, swarm, but=command.person)
    return (e.SwarmLed(swarm=swarm.number, lead=command.person), *_made_lead(state, command.person, context), *back)


def _given_back(state: Incident, swarm: Swarm, but: Person | None = None) -> Decision:
    """The role of a lead who leads no other swarm."""
    was = swarm.lead
    if was is None or (but and but.id == was.id):
        return ()
    others = any(each.lead and each.lead.id == was.id for each in live(state) if each.number != swarm.number)
    held = any(each.id == was.id for each in state.holding(LEAD_ROLE))
    return (e.RoleReleased(role=LEAD_ROLE, person=was),) if held and not others else ()


def join(state: Incident, command: cs.JoinSwarm, context: Context) -> Decision:
    """Work in it. Raises AlreadySo, UnknownSwarm."""
    _require_open(state)
    swarm = known(state, command.swarm)
    if any(person.id == context.person.id for person in swarm.members):
        raise AlreadySo(what=phrase("you are in the swarm {name}", name=swarm.name))
    return (e.SwarmJoined(swarm=swarm.number, person=context.person),)


def report(state: Incident, command: cs.ReportSwarm, _context: Context) -> Decision:
    """How far it is. Raises EmptyText, UnknownSwarm."""
    swarm = known(state, command.swarm)
    if not command.text.strip():
        raise EmptyText(form=f"`/incident swarm {swarm.name} status <how far you are>`")
    check_text(command.text)
    return (e.SwarmReported(swarm=swarm.number, text=command.text.strip()),)


def end(state: Incident, command: cs.EndSwarm, context: Context) -> Decision:
    """It is over; its lead, or whoever leads the incident, says so. Raises NotAllowed, UnknownSwarm."""
    swarm = known(state, command.swarm)
    own = swarm.lead is not None and swarm.lead.id == context.person.id
    if not own and not may_lead(state, context):
        raise NotAllowed(who=_who_ends(state, swarm), what=phrase("end the swarm {name}", name=swarm.name))
    check_text(command.text)
    return (e.SwarmEnded(swarm=swarm.number, text=command.text.strip()), *_given_back(state, swarm))


def _who_ends(state: Incident, swarm: Swarm) -> Phrase:
    mim = f"{state.mim.name} (MIM)" if state.mim else "the MIM"
    if swarm.lead is None:
        return phrase("{mim}, a deputy or an administrator", mim=mim)
    return phrase("{lead} (its lead), {mim}, a deputy or an administrator", lead=swarm.lead.name, mim=mim)


def _require_open(state: Incident) -> None:
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
