"""How the team comes together and stands down. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Person, Value


class RoleAsked(Value):
    """Somebody was asked to take a mandatory role; `via` is the reference of the policy that led to them."""

    kind: Literal["role_asked"] = "role_asked"
    role: str
    person: Person
    via: str = ""


class RoleAcknowledged(Value):
    """Whoever was given or asked to take a role has said yes: by a button, a command, or by speaking in the room."""

    kind: Literal["role_acknowledged"] = "role_acknowledged"
    role: str
    person: Person
    how: Literal["answer", "message"] = "answer"


class RoleDeclined(Value):
    """Whoever was asked cannot take the role; the next one is asked."""

    kind: Literal["role_declined"] = "role_declined"
    role: str
    person: Person


class RoleUnanswered(Value):
    """Whoever was asked has not answered in the policy's time; the next one is asked."""

    kind: Literal["role_unanswered"] = "role_unanswered"
    role: str
    person: Person


class RolesMissing(Value):
    """The policy's time to assemble is over, and these mandatory roles are not here."""

    kind: Literal["roles_missing"] = "roles_missing"
    roles: tuple[str, ...]


class StoodDown(Value):
    """These stay, the others are released: from now on nobody waits for those."""

    kind: Literal["stood_down"] = "stood_down"
    stay: tuple[Person, ...] = ()
    released: tuple[Person, ...] = ()


class RoleKept(Value):
    """Somebody left the room while holding a role, and keeps it: they are invited again."""

    kind: Literal["role_kept"] = "role_kept"
    person: Person


class SpanExceeded(Value):
    """More people answer directly to one person than the policy's span of control allows."""

    kind: Literal["span_exceeded"] = "span_exceeded"
    person: Person
    people: int


class OnCallFellBack(Value):
    """The on-call provider gave no usable answer for a schedule, and why: the policy's own shifts stand in."""

    kind: Literal["on_call_fell_back"] = "on_call_fell_back"
    schedule: str
    why: str = ""
