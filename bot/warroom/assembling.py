"""Deciding on roles that were asked for, on who is missing, and on standing down (DOMAIN §5)."""

from __future__ import annotations

from bot.warroom import commands_assembly as ca
from bot.warroom import events as e
from bot.warroom.assembly import absent, board, references, to_be_asked
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision, require_lead
from bot.warroom.errors import AlreadySo, NotAskedForRole
from bot.warroom.incident import Incident
from bot.warroom.leading import guard_deputy
from bot.warroom.lifecycle import is_open
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy


def acknowledge(state: Incident, command: ca.AcknowledgeRole, context: Context) -> Decision:
    """Whoever was given a role, or asked to take one, says yes. Raises NotAskedForRole, AlreadySo."""
    role, person = _waiting_role(state, command.role, context), context.person
    if any(holder.id == person.id for holder in state.holding(role)):
        return (e.RoleAcknowledged(role=role, person=person),)
    taken = ", ".join(holder.name for holder in state.holding(role))
    if taken:
        raise AlreadySo(
            what=phrase("{taken} has taken {title} meanwhile", taken=taken, title=_title(role, context.policy))
        )
    return (e.RoleAssigned(role=role, person=person), e.RoleAcknowledged(role=role, person=person))


def decline(state: Incident, command: ca.DeclineRole, context: Context) -> Decision:
    """They cannot; what they were given is free again. Raises NotAskedForRole."""
    role, person = _waiting_role(state, command.role, context), context.person
    given = any(holder.id == person.id for holder in state.holding(role))
    back = (e.RoleReleased(role=role, person=person),) if given else ()
    return (*back, e.RoleDeclined(role=role, person=person))


def _waiting_role(state: Incident, wanted: str, context: Context) -> str:
    """The role to which this person still owes an answer."""
    me = context.person.id
    given = [holder.role for holder in state.holders if holder.person.id == me and not holder.acknowledged]
    asked = [ask.role for ask in state.role_asks if ask.person.id == me and ask.answer in {"", "silent"}]
    waiting = list(dict.fromkeys([*given, *asked]))
    mine = any(holder.role == wanted and holder.person.id == me for holder in state.holders)
    if mine and wanted not in waiting:
        raise AlreadySo(what=phrase("you are {title}", title=_title(wanted, context.policy)))
    if (wanted and wanted not in waiting) or not waiting:
        role = _title(wanted, context.policy) if wanted else phrase("anything")
        raise NotAskedForRole(role=role, reference=state.reference)
    return wanted or waiting[0]


def _title(role: str, policy: Policy) -> str:
    return policy.roles[role].title if role in policy.roles else role


def pass_on(state: Incident, command: ca.PassRole, context: Context) -> Decision:
    """The question's time is over. Nothing happens when it was answered, or somebody else has the role."""
    waits = [
        ask.person
        for ask in state.role_asks
        if ask.role == command.role and ask.person.id == command.user and not ask.answer
    ]
    if not waits or state.holding(command.role) or not is_open(state.state):
        return ()
    del context
    return (e.RoleUnanswered(role=command.role, person=waits[0]),)


def check(state: Incident, _command: ca.CheckAssembly, context: Context) -> Decision:
    """The time to assemble is over: who is not here? Nothing when everybody is."""
    gone = absent(state, context.policy)
    if not gone or "assembled" in state.milestones or set(gone) <= set(state.missing):
        return ()
    return (e.RolesMissing(roles=gone),)


def release_people(state: Incident, command: ca.ReleasePeople, context: Context) -> Decision:
    """Every role of these people but the MIM's. Raises AlreadySo when they have none, NotAllowed for the deputy."""
    ids = {person.id for person in command.people}
    back = _roles_of(state, ids)
    for gone in back:
        guard_deputy(state, gone.role, gone.person, context)
    if back:
        return back
    names = ", ".join(person.name for person in command.people)
    if state.mim and state.mim.id in ids:
        raise AlreadySo(what=phrase("the MIM is released by a handover: `/incident handover @user`"))
    raise AlreadySo(what=phrase("{names} has no role in {reference}", names=names, reference=state.reference))


def _roles_of(state: Incident, ids: set[str]) -> tuple[e.RoleReleased, ...]:
    return tuple(e.RoleReleased(role=each.role, person=each.person) for each in state.holders if each.person.id in ids)


def stand_down(state: Incident, command: ca.StandDown, context: Context) -> Decision:
    """These stay, the others are released; the MIM always stays. Raises NotAllowed, AlreadySo."""
    require_lead(state, context, phrase("release the others"))
    there = present(state)
    kept = {person.id for person in (*command.stay, *state.holding("mim"))}
    released = tuple(each for each in there if each.id not in kept and (not command.among or each.id in command.among))
    if not released:
        raise AlreadySo(what=phrase("nobody else is here"))
    stay = tuple(person for person in there if person.id not in {each.id for each in released})
    return (*_roles_of(state, {each.id for each in released}), e.StoodDown(stay=stay, released=released))


def present(state: Incident) -> tuple[Person, ...]:
    """Everybody who works on it: in the room or holding a role, and not released."""
    held = {holder.person.id: holder.person for holder in state.holders}
    here = {user: Person(id=user, name=name) for user, name in state.people.items() if user not in state.released}
    lead = {person.id: person for person in state.holding("mim")}
    return tuple((lead | held | here).values())


def keep(state: Incident, _command: ca.KeepRoles, context: Context) -> Decision:
    """They left and stay responsible all the same. Raises AlreadySo when they are here or have nothing to keep."""
    me = context.person
    if me.id in state.people or not responsibilities(state, me):
        raise AlreadySo(
            what=phrase("you are in the room") if me.id in state.people else phrase("you hold no role here")
        )
    return (e.RoleKept(person=me),)


def responsibilities(state: Incident, person: Person) -> tuple[str, ...]:
    """The roles of a person, the lead first."""
    leads = ("mim",) if state.lead and state.lead.accepted and state.lead.person.id == person.id else ()
    return (*leads, *(each.role for each in state.holders if each.person.id == person.id))


def owed_an_answer(state: Incident, policy: Policy) -> tuple[str, ...]:
    """The mandatory roles for which somebody must be asked now."""
    named = [each.role for each in board(state, policy) if to_be_asked(state, each.role, policy)]
    return tuple(role for role in named if references(state, role, policy))
