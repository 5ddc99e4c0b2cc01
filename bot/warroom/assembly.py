"""The assembly board: which mandatory roles are asked, acknowledged, joined or missing (DOMAIN §5). It decides nothing.

Being invited puts somebody into a Slack channel without their doing, so *joined* takes both: in the room, and yes said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.warroom.base import Moment, Person
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.policy import Policy

Standing = Literal["joined", "acknowledged", "asked", "missing", "free"]
SERVICE_OWNER, SERVICE_TEAMS = "service:owner", "service:teams"


@dataclass(frozen=True, slots=True)
class Seat:
    """A role of the board: how it stands, and who holds it or was asked (`since`); `awaited` hold it, not here yet."""

    role: str
    standing: Standing
    people: tuple[Person, ...] = ()
    since: Moment | None = None
    awaited: tuple[Person, ...] = ()


def mandatory(state: Incident, policy: Policy) -> tuple[str, ...]:
    """The roles that must be filled at this severity, while it is open; a candidate calls nobody yet."""
    called = is_open(state.state) and state.state != "candidate"
    return policy.severity(state.severity).mandatory_roles if called else ()


def board(state: Incident, policy: Policy) -> tuple[Seat, ...]:
    """The mandatory roles first, then the others that somebody holds."""
    roles = dict.fromkeys([*mandatory(state, policy), *(holder.role for holder in state.holders)])
    return tuple(seat(state, role) for role in roles)


def seat(state: Incident, role: str) -> Seat:
    """How one role stands."""
    if role == "mim":
        return _leading(state)
    holders = [holder for holder in state.holders if holder.role == role]
    if here := [each.person for each in holders if each.acknowledged and each.person.id in state.people]:
        return Seat(role, "joined", tuple(here), awaited=tuple(it.person for it in holders if it.person not in here))
    missing = role in state.missing
    if said := [each.person for each in holders if each.acknowledged]:
        return Seat(role, "missing" if missing else "acknowledged", tuple(said))
    if holders:
        return Seat(role, "missing" if missing else "asked", tuple(each.person for each in holders))
    return _asked(state, role, missing=missing)


def _leading(state: Incident) -> Seat:
    lead = state.lead
    if lead is None:
        return Seat("mim", "free")
    if not lead.accepted:
        return Seat("mim", "missing" if "mim" in state.missing else "asked", (lead.person,), lead.paged_at)
    return Seat("mim", "joined" if lead.person.id in state.people else "acknowledged", (lead.person,))


def _asked(state: Incident, role: str, *, missing: bool) -> Seat:
    waiting = [ask for ask in state.role_asks if ask.role == role and not ask.answer]
    if not waiting:
        return Seat(role, "missing" if missing else "free")
    people = tuple(ask.person for ask in waiting)
    return Seat(role, "missing" if missing else "asked", people, waiting[0].at)


def absent(state: Incident, policy: Policy) -> tuple[str, ...]:
    """The mandatory roles that have not joined."""
    return tuple(role for role in mandatory(state, policy) if seat(state, role).standing != "joined")


def coordinated(state: Incident) -> int:
    """How many people in the room answer directly to whoever leads; a swarm answers to its own lead."""
    lead = {person.id for person in state.holding("mim")}
    led = [swarm for swarm in state.swarms if swarm.lead and swarm.ended is None]
    leads = {swarm.lead.id for swarm in led if swarm.lead}
    inside = {person.id for swarm in led for person in swarm.members} - leads
    return len(set(state.people) - lead - set(state.released) - inside)


def references(state: Incident, role: str, policy: Policy) -> tuple[str, ...]:
    """Whom the policy would ask to take the role, in order; the services' owners and teams by their own references."""
    known = policy.roles.get(role)
    services = [policy.services[name] for name in state.services if name in policy.services]
    meant = {
        SERVICE_OWNER: [service.owner for service in services if service.owner],
        SERVICE_TEAMS: [team for service in services for team in service.teams],
    }
    found = (ref for named in (known.candidates if known else ()) for ref in meant.get(named, [named]))
    return tuple(dict.fromkeys(found))


def to_be_asked(state: Incident, role: str, policy: Policy) -> bool:
    """Whether somebody is still to be found: mandatory, held by nobody, and nobody is thinking about it."""
    wanted = role != "mim" and role in mandatory(state, policy) and not state.holding(role)
    return wanted and not any(ask.role == role and not ask.answer for ask in state.role_asks)


def next_asked(state: Incident, role: str, candidates: Iterable[Person]) -> Person | None:
    """The first who was not asked for it before; rather somebody who has nothing else to do yet."""
    before = {ask.person.id for ask in state.role_asks if ask.role == role}
    left = [person for person in candidates if person.id not in before]
    busy = {ask.person.id for ask in state.role_asks if ask.answer in {"", "yes"}}
    busy |= {holder.person.id for holder in state.holders} | {person.id for person in state.holding("mim")}
    return next((person for person in left if person.id not in busy), left[0] if left else None)
