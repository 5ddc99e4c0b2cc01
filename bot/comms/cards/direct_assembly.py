"""Direct messages about roles: being asked to take one, having left the room with one, being released."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.assembly import answer_buttons, waits_for
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import fill
from bot.warroom import events as e
from bot.warroom.assembling import responsibilities


def asked(scene: Scene, event: e.RoleAsked, where: kit.Block, door: Sequence[kit.Element]) -> Message | None:
    """Asks one person to take a role; nothing once it is settled otherwise."""
    if not waits_for(scene, event.role, event.person.id):
        return None
    words = scene.t.gettext("🚨 You are asked to be {role} in {reference}.")
    said = fill(words, role=render.bold(scene.role(event.role)), reference=scene.reference)
    wait = scene.t.duration(scene.policy.assembly.answer_within)
    note = kit.context(fill(scene.t.gettext("Without an answer in {wait} the next one is asked."), wait=wait))
    row = kit.actions(*answer_buttons(scene, event.role), *door)
    return scene.message(said, kit.section(said), where, *_duties(scene, event.role), note, row)


def _duties(scene: Scene, role: str) -> list[kit.Block]:
    known = scene.policy.roles.get(role)
    duties = [fill("• {duty}", duty=render.line(duty, 300)) for duty in known.duties] if known else []
    return [kit.section(render.lines(*duties))] if duties else []


def left(scene: Scene, event: e.PersonLeft, where: kit.Block) -> Message | None:
    """Asks whoever left the room what becomes of their role; nothing once they are back or free."""
    roles = responsibilities(scene.state, event.person)
    if not roles or event.person.id in scene.state.people:
        return None
    words = scene.t.gettext("👋 You left the room of {reference} and are still {roles}. Do you keep it?")
    named = render.bold(scene.t.listing([scene.role(role) for role in roles]))
    said = fill(words, reference=scene.reference, roles=named)
    keep = scene.button(scene.t.gettext("Yes, let me back in"), Action.ROLES_KEEP, style="primary")
    give = [scene.button(scene.t.gettext("No, release me"), Action.ROLES_RELEASE)] if roles != ("mim",) else []
    hint = fill(scene.t.gettext("To hand the lead over: `{command} {reference} handover @user`"),
                command=scene.command, reference=scene.state.reference)  # fmt: skip
    notes = [kit.context(hint)] if "mim" in roles else []
    return scene.message(said, kit.section(said), where, *notes, kit.actions(keep, *give))


def released(scene: Scene, where: kit.Block) -> Message:
    """Thanks, and what they may do now."""
    words = scene.t.gettext("🕊 You are released from {reference}. Thank you. You may leave the room.")
    said = fill(words, reference=scene.reference)
    return scene.message(said, kit.section(said), where)
