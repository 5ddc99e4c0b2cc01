"""One sentence for each entry about the team coming together and standing down; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.base import Person


def _asked(tell: Teller, event: e.RoleAsked) -> str:
    said = tell.t.gettext("{name} was asked to be {role}").format(name=event.person.name, role=tell.role(event.role))
    return f"{said} ({event.via})" if event.via else said


def _acknowledged(tell: Teller, event: e.RoleAcknowledged) -> str:
    said = tell.t.gettext("{name} said yes to being {role}")
    if event.how == "message":
        said = tell.t.gettext("{name}, {role}, was heard in the room")
    return said.format(name=event.person.name, role=tell.role(event.role))


def _declined(tell: Teller, event: e.RoleDeclined) -> str:
    return tell.t.gettext("{name} cannot be {role}").format(name=event.person.name, role=tell.role(event.role))


def _unanswered(tell: Teller, event: e.RoleUnanswered) -> str:
    said = tell.t.gettext("{name} did not answer whether to be {role}")
    return said.format(name=event.person.name, role=tell.role(event.role))


def _missing(tell: Teller, event: e.RolesMissing) -> str:
    roles = tell.t.listing([tell.role(role) for role in event.roles])
    return tell.t.gettext("Missing from the team: {roles}").format(roles=roles)


def _stood_down(tell: Teller, event: e.StoodDown) -> str:
    said = tell.t.gettext("Stand-down: {stay} stay, {released} were released")
    return said.format(stay=_names(tell, event.stay), released=_names(tell, event.released))


def _names(tell: Teller, people: tuple[Person, ...]) -> str:
    return tell.t.listing([person.name for person in people])


def _kept(tell: Teller, event: e.RoleKept) -> str:
    return tell.t.gettext("{name} left the room, keeps the role and comes back").format(name=event.person.name)


def _span(tell: Teller, event: e.SpanExceeded) -> str:
    said = tell.t.gettext("{n} people answer directly to {name}")
    return said.format(n=event.people, name=event.person.name)


def _fell_back(tell: Teller, event: e.OnCallFellBack) -> str:
    said = tell.t.gettext("The on-call provider gave no answer for schedule {schedule}; the policy's shifts stand in")
    return tell.with_words(said.format(schedule=event.schedule), event.why)


SENTENCES: Sentences = {
    e.RoleAsked: _asked,
    e.RoleAcknowledged: _acknowledged,
    e.RoleDeclined: _declined,
    e.RoleUnanswered: _unanswered,
    e.RolesMissing: _missing,
    e.StoodDown: _stood_down,
    e.RoleKept: _kept,
    e.SpanExceeded: _span,
    e.OnCallFellBack: _fell_back,
}
