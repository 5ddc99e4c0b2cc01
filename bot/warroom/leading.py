"""Deciding who leads: paging, accepting, claiming, passing on, handing over, and the other roles.

Exactly one person owns the incident at any time; during a handover that is the outgoing MIM until the other accepts.
"""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom import handover, milestones
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision, may_lead, require_lead
from bot.warroom.errors import (
    AlreadySo,
    MimTaken,
    NoHandover,
    NotAllAccepted,
    NotYourPage,
    OneMim,
    UnknownRole,
    WrongState,
)
from bot.warroom.incident import Incident, Lead
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy
from bot.warroom.promising import check_text


def accept(state: Incident, _command: c.AcceptMim, context: Context) -> Decision:
    """The person who was asked says yes."""
    lead = _lead(state, context)
    if lead.person.id != context.person.id:
        raise NotYourPage(mim=lead.person.name, reference=state.reference)
    if lead.accepted:
        raise AlreadySo(what=phrase("you lead {reference}", reference=state.reference))
    return (e.MimAccepted(person=context.person), *_accepted(state, context))


def claim(state: Incident, _command: c.ClaimMim, context: Context) -> Decision:
    """Somebody takes the lead; from a MIM who has accepted only a deputy or an administrator may."""
    lead = _lead(state, context)
    mine = lead.person.id == context.person.id
    if lead.accepted and mine:
        raise AlreadySo(what=phrase("you lead {reference}", reference=state.reference))
    if lead.accepted and not may_lead(state, context):
        raise MimTaken(mim=lead.person.name, reference=state.reference)
    return (e.MimAccepted(person=context.person, claimed=True), *_accepted(state, context))


def decline(state: Incident, _command: c.DeclineMim, context: Context) -> Decision:
    """The person who was asked cannot; the next rung is asked at once."""
    lead = _lead(state, context)
    if lead.person.id != context.person.id or lead.accepted:
        raise NotYourPage(mim=lead.person.name, reference=state.reference)
    return _next(lead, lead.rung + 1, "declined", context)


def pass_on(state: Incident, command: c.PassMim, context: Context) -> Decision:
    """A rung's time ran out. Nothing happens when the lead has accepted or the ladder is already further."""
    lead = state.lead
    if lead is None or lead.accepted or lead.rung >= command.rung or not is_open(state.state):
        return ()
    return _next(lead, command.rung, "silent", context)


def _next(lead: Lead, rung: int, why: str, context: Context) -> Decision:
    for position in range(rung, len(context.ladder)):
        person = context.ladder[position]
        if person and person.id != lead.person.id:
            return (e.MimPaged(person=person, rung=position, why="declined" if why == "declined" else "silent"),)
    last_rung = rung >= len(context.ladder) - 1
    return (e.MimUnanswered(person=lead.person, asked=context.everyone),) if last_rung or why == "declined" else ()


def assign(state: Incident, command: c.AssignMim, context: Context) -> Decision:
    """Ask somebody to lead. While nobody has accepted anyone may; afterwards that is a handover."""
    lead = _lead(state, context)
    if lead.person.id == command.person.id:
        raise AlreadySo(
            what=phrase("{name} is asked to lead {reference}", name=command.person.name, reference=state.reference)
        )
    if lead.accepted:
        return offer(state, c.OfferHandover(to=command.person), context)
    return (e.MimPaged(person=command.person, why="assigned"),)


def offer(state: Incident, command: c.OfferHandover, context: Context) -> Decision:
    """Ask somebody to take over; the MIM stays accountable until they accept."""
    lead = _lead(state, context)
    require_lead(state, context, phrase("hand the lead over"))
    check_text(command.brief)
    if lead.person.id == command.to.id:
        raise AlreadySo(what=phrase("{name} leads {reference}", name=command.to.name, reference=state.reference))
    if not lead.accepted:
        return (e.MimPaged(person=command.to, why="assigned", brief=command.brief),)
    return (*_withdrawn(lead, command.to), _offered(state, command, context))


def _withdrawn(lead: Lead, to: Person) -> Decision:
    """An offer to somebody else that is still open ends with the new one, so that they hear of it."""
    open_to = lead.handover_to
    return (e.HandoverDeclined(person=open_to),) if open_to and open_to.id != to.id else ()


def _offered(state: Incident, command: c.OfferHandover, context: Context) -> e.HandoverOffered:
    lines = handover.brief(state, context.policy, context.now)
    return e.HandoverOffered(to=command.to, brief=command.brief, lines=lines)


def propose_handover(state: Incident, _command: c.ProposeHandover, _context: Context) -> Decision:
    """A shift is over; nothing while nobody leads, or when the incident is over."""
    lead = state.lead
    return (e.HandoverProposed(person=lead.person),) if lead and lead.accepted and is_open(state.state) else ()


def accept_handover(state: Incident, command: c.AcceptHandover, context: Context) -> Decision:
    """The incoming person takes over, with open eyes. Raises NotAllAccepted with what is left."""
    lead = _lead(state, context)
    if lead.handover_to is None or lead.handover_to.id != context.person.id:
        raise NoHandover(reference=state.reference)
    owed = handover.to_accept(state, context.policy, context.now)
    left = () if command.everything else tuple(line for line in owed if line.key not in command.accepted)
    if left:
        names = tuple(line.label or line.text or ", ".join(line.names) for line in left)
        raise NotAllAccepted(count=len(left), all=len(owed), left=names)
    accepted = tuple(line.key for line in owed)
    return (e.HandoverAccepted(person=context.person, outgoing=lead.person, accepted=accepted),)


def decline_handover(state: Incident, _command: c.DeclineHandover, context: Context) -> Decision:
    """The incoming person says no, or whoever leads takes the offer back."""
    lead = _lead(state, context)
    asked = lead.handover_to is not None and lead.handover_to.id == context.person.id
    if lead.handover_to is None or not (asked or may_lead(state, context)):
        raise NoHandover(reference=state.reference)
    return (e.HandoverDeclined(person=lead.handover_to),)


def assign_role(state: Incident, command: c.AssignRole, context: Context) -> Decision:
    """Give a role, to those who do not hold it; the MIM's goes through asking and accepting."""
    check_role(command.role, context.policy)
    if command.role == "mim":
        return _assign_one(state, command, context)
    guard_deputy(state, command.role, None, context)
    held = {holder.id for holder in state.holding(command.role)}
    new = [person for person in command.people if person.id not in held]
    if not new:
        names, title = ", ".join(each.name for each in command.people), context.policy.roles[command.role].title
        raise AlreadySo(what=phrase("{name} is {title}", name=names, title=title))
    return tuple(event for person in new for event in _given(command.role, person, context))


def _assign_one(state: Incident, command: c.AssignRole, context: Context) -> Decision:
    if len(command.people) > 1:
        raise OneMim
    return assign(state, c.AssignMim(person=command.person), context)


def _given(role: str, person: Person, context: Context) -> Decision:
    given = e.RoleAssigned(role=role, person=person)
    own = context.actor is not None and context.actor.id == person.id
    return (given, e.RoleAcknowledged(role=role, person=person)) if own else (given,)


def release_role(state: Incident, command: c.ReleaseRole, context: Context) -> Decision:
    """Take a role away from somebody."""
    check_role(command.role, context.policy)
    if not any(holder.id == command.person.id for holder in state.holding(command.role)):
        raise AlreadySo(
            what=phrase(
                "{name} is not {title}", name=command.person.name, title=context.policy.roles[command.role].title
            )
        )
    if command.role == "mim":
        raise AlreadySo(what=phrase("the MIM is released by a handover: `/incident handover @user`"))
    guard_deputy(state, command.role, command.person, context)
    return (e.RoleReleased(role=command.role, person=command.person),)


def guard_deputy(state: Incident, role: str, leaving: Person | None, context: Context) -> None:
    """A deputy may do what the MIM may, so only who has these rights gives and takes them; `leaving` may go by itself.

    While nobody has accepted the lead anyone may, as anyone may take it. Raises NotAllowed.
    """
    own = leaving is not None and context.actor is not None and leaving.id == context.actor.id
    nobody_leads = state.lead is not None and not state.lead.accepted
    if role == "deputy" and not (own or nobody_leads):
        require_lead(state, context, phrase("name or release a deputy"))


def check_role(role: str, policy: Policy) -> None:
    """Raises UnknownRole."""
    if role not in policy.roles:
        raise UnknownRole(role=role, known=tuple(policy.roles))


def _accepted(state: Incident, context: Context) -> Decision:
    known = state.milestones
    if "mim_accepted" in known or not milestones.fits(known, "mim_accepted", context.now):
        return ()
    return (e.MilestoneSet(milestone="mim_accepted", at=context.now, source="acceptance in Slack"),)


def _lead(state: Incident, context: Context) -> Lead:
    if state.lead is None or not (is_open(state.state) or state.state == "resolved"):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    return state.lead


def rungs(policy: Policy, severity: str) -> tuple[tuple[int, float], ...]:
    """The rungs after the first page, each with the seconds after which it is reached."""
    acceptance = policy.severity(severity).acceptance
    waits = (acceptance.backup_after, acceptance.duty_manager_after, acceptance.everyone_after)
    return tuple((rung, wait.total_seconds()) for rung, wait in enumerate(waits, start=1))


def ladder_references(policy: Policy) -> tuple[tuple[str, ...], ...]:
    """Whom the policy names for each rung: MIM, backup, duty manager, and everyone for the last."""
    return (policy.rotas.mim, policy.rotas.backup, policy.rotas.duty_manager, ())
