"""What a person is told about roles and the team; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom import commands_assembly as ca
from bot.warroom import events as e
from bot.warroom.assembly import absent
from bot.warroom.operations.engine import Performed


def acknowledged(scene: Scene, _command: ca.AcknowledgeRole, performed: Performed) -> Markup:
    """Theirs now; where to go, and who is still missing."""
    role = next((it.event.role for it in performed.entries if isinstance(it.event, e.RoleAcknowledged)), "")
    words = scene.t.gettext("You are {role} of {reference}. Go to {room}.")
    said = fill(words, role=render.bold(scene.role(role)), reference=scene.reference, room=scene.room)
    return render.lines(said, _still_missing(scene))


def _still_missing(scene: Scene) -> Markup:
    roles = [scene.role(role) for role in absent(scene.state, scene.policy)]
    if not roles:
        return fill(scene.t.gettext("The team is complete."))
    return fill(scene.t.gettext("Still missing: {roles}"), roles=render.line(scene.t.listing(roles), 300))


def declined(scene: Scene, _command: ca.DeclineRole, _performed: Performed) -> Markup:
    """The next one is asked."""
    return fill(scene.t.gettext("Thank you for saying so. The next one is asked, if the policy names one."))


def released(scene: Scene, _command: ca.ReleasePeople, performed: Performed) -> Markup:
    """Which roles are free again."""
    back = [entry.event for entry in performed.entries if isinstance(entry.event, e.RoleReleased)]
    words = scene.t.gettext("{name} is no longer {role}.")
    return render.lines(*(fill(words, name=scene.name(it.person), role=scene.role(it.role)) for it in back))


def stood_down(scene: Scene, _command: ca.StandDown, performed: Performed) -> Markup:
    """How many stay; the others have been thanked."""
    event = next((it.event for it in performed.entries if isinstance(it.event, e.StoodDown)), None)
    if event is None:
        return Markup("")
    words = scene.t.gettext("{stay} stay; {n} are released and have been told so.")
    return fill(words, stay=scene.names(event.stay), n=len(event.released))


def kept(scene: Scene, _command: ca.KeepRoles, _performed: Performed) -> Markup:
    """They are invited again."""
    return fill(scene.t.gettext("You keep it, and are invited to {room} again."), room=scene.room)
