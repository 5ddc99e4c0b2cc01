"""The assembly board, and the messages about the team coming together, leaving and standing down."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.assembling import responsibilities
from bot.warroom.assembly import Seat, absent, board, coordinated, mandatory, seat
from bot.warroom.base import Person
from bot.warroom.timeline import Entry

MOST_NAMED = 8
STANDS = {
    "joined": _("✅ {role}: {names}"),
    "acknowledged": _("👍 {role}: {names}, on the way"),
    "asked": _("📨 {role}: {names}, no answer yet"),
    "free": _("⚠️ {role}: nobody yet"),
}


def roles_paragraph(scene: Scene) -> Markup:
    """The board within the card: each role, and how the team comes together. The MIM stands above it."""
    seats = [each for each in board(scene.state, scene.policy) if each.role != "mim"]
    if not seats:
        return Markup("")
    return render.lines(_heading(scene), *(seat_line(scene, each) for each in seats))


def _heading(scene: Scene) -> Markup:
    t, state = scene.t, scene.state
    wanted, gone = mandatory(state, scene.policy), absent(state, scene.policy)
    reached = None if gone else state.milestones.get("assembled")
    declared = state.milestones.get("declared")
    began = declared.at if declared else state.declared_at
    if reached:
        took = t.duration(reached.at - began)
        return fill(t.gettext("*Roles* · complete after {time}"), time=took)
    if not wanted:
        return fill(t.gettext("*Roles*"))
    here = len(wanted) - len(gone)
    words = t.gettext("*Roles* · {here} of {all} here, called {time}")
    return fill(words, here=here, all=len(wanted), time=scene.near(began))


def seat_line(scene: Scene, each: Seat) -> Markup:
    """`✅ Scribe: Budi`"""
    t = scene.t
    names = _several(scene, each.people)
    if each.standing == "missing":
        words = t.gettext("🔴 {role}: missing, {names}") if each.people else t.gettext("🔴 {role}: missing")
    else:
        words = t.gettext(STANDS[each.standing])
    said = fill(words, role=render.line(scene.role(each.role), 60), names=names)
    if not each.awaited:
        return said
    awaited = fill(t.gettext("no answer yet: {names}"), names=_several(scene, each.awaited))
    return render.join(" · ", [said, awaited])


def board_message(scene: Scene, user: str) -> Message:
    """The whole board for whoever asks, with the buttons that are theirs."""
    t = scene.t
    seats = [seat_line(scene, each) for each in board(scene.state, scene.policy)]
    people = fill(t.gettext("{n} people in the room answer to {name}."), n=coordinated(scene.state),
                  name=scene.name(scene.state.mim))  # fmt: skip
    form = fill(
        t.gettext("To give a role: `{command} role <role> @user`. To let go: `{command} release all but @user…`"),
        command=scene.command,
    )
    said = render.lines(_heading(scene), *seats, people if scene.state.mim else "", form)
    mine = [ask.role for ask in scene.state.role_asks if ask.person.id == user and not ask.answer]
    rows = [kit.actions(*answer_buttons(scene, role)) for role in mine[:1]]
    return scene.message(said, *kit.sections(said), *rows, kit.actions(_stand_down_button(scene)))


def _stand_down_button(scene: Scene) -> kit.Element:
    return scene.button(scene.t.gettext("Release people…"), Action.STAND_DOWN_OPEN)


def answer_buttons(scene: Scene, role: str) -> list[kit.Element]:
    """Yes and no to a role."""
    which = value(scene.state.number, name=role)
    return [
        kit.button(scene.t.gettext("I take it"), Action.ROLE_ACKNOWLEDGE, which, style="primary"),
        kit.button(scene.t.gettext("Can't now"), Action.ROLE_DECLINE, which),
    ]


def waits_for(scene: Scene, role: str, user: str) -> bool:
    """Whether this person still owes an answer about the role."""
    given = any(each.role == role and each.person.id == user and not each.acknowledged for each in scene.state.holders)
    asked = any(ask.role == role and ask.person.id == user and not ask.answer for ask in scene.state.role_asks)
    return given or (asked and not scene.state.holding(role))


def missing(scene: Scene, event: e.RolesMissing, _entry: Entry) -> Message:
    """Who is not here after the policy's time, each with the button by which anybody takes the role."""
    t = scene.t
    within = t.duration(scene.policy.severity(scene.state.severity).assemble_within)
    said = fill(t.gettext("🔴 *The team is not complete* after {within}."), within=within)
    rows = [_missing_row(scene, role) for role in event.roles]
    return scene.message(said, kit.section(said), *rows)


def _missing_row(scene: Scene, role: str) -> kit.Block:
    each = seat(scene.state, role)
    free = each.standing != "joined" and role != "mim"
    which = value(scene.state.number, name=role)
    take = kit.button(scene.t.gettext("I take it"), Action.ROLE_TAKE, which) if free else None
    return kit.section(seat_line(scene, each), accessory=take)


def complete(scene: Scene, event: e.MilestoneSet) -> Message:
    """Everybody who must be here is here."""
    declared = scene.state.milestones.get("declared")
    took = scene.t.duration(event.at - (declared.at if declared else scene.state.declared_at))
    words = scene.t.gettext("✅ The team is complete: every mandatory role is here, {took} after the declaration.")
    return scene.message(fill(words, took=took))


def stood_down(scene: Scene, event: e.StoodDown, entry: Entry) -> Message:
    """These stay, the others are free; nobody is mentioned."""
    t = scene.t
    said = fill(t.gettext("🕊 *Stand-down* by {name}."), name=scene.name(entry.actor))
    stay = fill(t.gettext("Stay: {names}"), names=_several(scene, event.stay))
    free = fill(t.gettext("Released, with thanks: {names}"), names=_several(scene, event.released))
    return scene.message(render.lines(said, stay, free))


def _several(scene: Scene, people: tuple[Person, ...]) -> Markup:
    more = len(people) - MOST_NAMED
    rest = fill(scene.t.gettext("and {n} more"), n=more) if more > 0 else ""
    return render.join(" ", [scene.names(people[:MOST_NAMED]), rest])


def span(scene: Scene, event: e.SpanExceeded, _entry: Entry) -> Message:
    """Too many for one person; what helps."""
    t, deputies = scene.t, scene.state.holding("deputy")
    named = t.gettext(
        "⚠️ {n} people answer directly to {name}; over {most} one person cannot coordinate well. Form swarms with a "
        "lead each, share them with {deputies}, or let go whoever is not needed: `{command} release all but @user…`"
    )
    unnamed = t.gettext(
        "⚠️ {n} people answer directly to {name}; over {most} one person cannot coordinate well. Name a deputy, or "
        "let go whoever is not needed: `{command} release all but @user…`"
    )
    most, name = scene.policy.assembly.span_of_control, scene.name(event.person)
    return scene.message(fill(named if deputies else unnamed, n=event.people, name=name, most=most,
                              deputies=scene.names(deputies), command=scene.command))  # fmt: skip


def left(scene: Scene, event: e.PersonLeft, _entry: Entry) -> Message | None:
    """Somebody responsible has gone: the room decides what becomes of it."""
    roles = responsibilities(scene.state, event.person)
    if not roles:
        return None
    words = scene.t.gettext("👋 {name} has left the room, being {roles}. They are asked whether they keep it.")
    said = fill(words, name=scene.name(event.person), roles=_roles(scene, roles))
    if roles[0] == "mim":
        hint = scene.t.gettext("Whoever takes over: `{command} mim claim` (a deputy), or a handover.")
        return scene.message(said, kit.section(said), kit.context(fill(hint, command=scene.command)))
    which = value(scene.state.number, name=event.person.id)
    release = kit.button(scene.t.gettext("Release them"), Action.PERSON_RELEASE, which)
    return scene.message(said, kit.section(said, accessory=release))


def _roles(scene: Scene, roles: tuple[str, ...]) -> Markup:
    return render.bold(scene.t.listing([scene.role(role) for role in roles]))


def kept(scene: Scene, event: e.RoleKept, _entry: Entry) -> Message:
    """They come back."""
    roles = responsibilities(scene.state, event.person)
    words = scene.t.gettext("👋 {name} stays {roles} and comes back.")
    return scene.message(fill(words, name=scene.name(event.person), roles=_roles(scene, roles)))


def fell_back(scene: Scene, event: e.OnCallFellBack, _entry: Entry) -> Message:
    """The provider is silent; who is asked instead."""
    words = scene.t.gettext(
        "☎️ The on-call provider gives no answer for `{schedule}` ({why}). Whoever the policy's own shifts name is "
        "asked instead."
    )
    return scene.message(fill(words, schedule=event.schedule, why=render.line(event.why, 200)))
