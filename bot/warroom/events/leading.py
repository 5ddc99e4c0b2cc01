"""Who leads, and who holds which role. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Person, Value
from bot.warroom.briefs import BriefLine


class RoleAssigned(Value):
    """Somebody holds a role from now on."""

    kind: Literal["role_assigned"] = "role_assigned"
    role: str
    person: Person


class RoleReleased(Value):
    """Somebody no longer holds a role."""

    kind: Literal["role_released"] = "role_released"
    role: str
    person: Person


class MimPaged(Value):
    """Somebody was asked to lead; from now on they own the incident until they accept or the next one is asked.

    `rung` counts from 0 (first choice), `why` is first, silent, declined, or assigned. `brief` is what whoever was
    asked before them wants them to know.
    """

    kind: Literal["mim_paged"] = "mim_paged"
    person: Person
    rung: int = 0
    why: Literal["first", "silent", "declined", "assigned"] = "first"
    brief: str = ""


class MimAccepted(Value):
    """Somebody leads the incident and has said so."""

    kind: Literal["mim_accepted"] = "mim_accepted"
    person: Person
    claimed: bool = False


class MimUnanswered(Value):
    """Nobody on the ladder answered: the person asked last stays the owner; the room and `asked` are told."""

    kind: Literal["mim_unanswered"] = "mim_unanswered"
    person: Person
    asked: tuple[Person, ...] = ()


class HandoverOffered(Value):
    """The MIM asks somebody to take over. The outgoing MIM stays accountable until it is accepted.

    `lines` are the brief as the record stood then, `brief` is what the MIM adds to it.
    """

    kind: Literal["handover_offered"] = "handover_offered"
    to: Person
    brief: str = ""
    lines: tuple[BriefLine, ...] = ()


class HandoverDeclined(Value):
    """The handover did not happen: the incoming person said no, the MIM took it back, or it was resolved before."""

    kind: Literal["handover_declined"] = "handover_declined"
    person: Person


class HandoverAccepted(Value):
    """The incoming MIM leads from now on, and has accepted these open clocks, pending decisions and risks."""

    kind: Literal["handover_accepted"] = "handover_accepted"
    person: Person
    outgoing: Person
    accepted: tuple[str, ...] = ()


class HandoverProposed(Value):
    """Somebody has led for the length of a shift; they were asked to hand over."""

    kind: Literal["handover_proposed"] = "handover_proposed"
    person: Person
