"""Messages about who leads: asking, accepting, nobody answering, handing over, other roles."""

from __future__ import annotations

from datetime import timedelta

from bot.comms import render
from bot.comms.brief import told
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import PASSAGE, Scene
from bot.comms.locale import _
from bot.comms.message import Message
from bot.comms.render import fill
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.timeline import Entry

WHY = {
    "first": "",
    "silent": _("There was no answer from whoever was asked before."),
    "declined": _("Whoever was asked before cannot take it now."),
    "assigned": _("You were chosen for this incident."),
}


def asked(scene: Scene, event: e.MimPaged, entry: Entry) -> Message:
    """Asks one person, in the room, to lead."""
    t = scene.t
    please = fill(
        t.gettext("{who}, please lead {reference} as Major Incident Manager."),
        who=render.mention(event.person.id),
        reference=scene.reference,
    )
    why = fill(t.gettext(WHY[event.why]))
    blocks = [
        kit.section(render.lines(please, why)),
        *brief(event.brief),
        kit.context(fill(meaning(scene))),
        *_ladder(scene, event, entry),
    ]
    return scene.message(please, *blocks, *page_buttons(scene, event.person.id))


def meaning(scene: Scene) -> str:
    """What saying yes means, in a line."""
    return scene.t.gettext(
        "Accepting means: you coordinate, decide who does what, and keep the audiences informed until you hand over "
        "or the incident is closed. You do not have to repair anything yourself."
    )


def page_buttons(scene: Scene, user: str) -> list[kit.Block]:
    """Accept and decline, while that person is still the one who is asked."""
    lead = scene.state.lead
    if lead is None or lead.accepted or lead.person.id != user:
        return []
    return [
        kit.actions(
            scene.button(scene.t.gettext("Accept the lead"), Action.MIM_ACCEPT, style="primary"),
            scene.button(scene.t.gettext("Can't now"), Action.MIM_DECLINE),
        )
    ]


def _ladder(scene: Scene, event: e.MimPaged, entry: Entry) -> list[kit.Block]:
    at = _next_rung(scene, event, entry)
    if at is None:
        return []
    return [
        kit.context(fill(scene.t.gettext("Without an answer by {time} the next one is asked."), time=scene.time(at)))
    ]


def _next_rung(scene: Scene, event: e.MimPaged, entry: Entry) -> Moment | None:
    """When the ladder goes on; only the first page knows, since later rungs count from it."""
    if event.why not in {"first", "assigned"}:
        return None
    wait: timedelta = scene.policy.severity(scene.state.severity).acceptance.backup_after
    return entry.recorded_at + wait


def accepted(scene: Scene, event: e.MimAccepted, _entry: Entry) -> Message:
    """Somebody leads now."""
    said = (
        scene.t.gettext("🧭 {name} has taken the lead of {reference} as Major Incident Manager.")
        if event.claimed
        else scene.t.gettext("🧭 {name} has accepted and leads {reference} as Major Incident Manager.")
    )
    return scene.message(fill(said, name=scene.name(event.person), reference=scene.reference))


def unanswered(scene: Scene, event: e.MimUnanswered, _entry: Entry) -> Message:
    """Nobody answered; whoever is free can take it."""
    said = fill(
        scene.t.gettext("⚠️ Nobody has answered the call to lead {reference}. Until somebody does, {name} owns it."),
        reference=scene.reference,
        name=scene.name(event.person),
    )
    return scene.message(said, kit.section(said), *claim_button(scene))


def claim_button(scene: Scene) -> list[kit.Block]:
    """The button by which anybody takes the lead, while nobody has accepted."""
    if scene.state.lead and scene.state.lead.accepted:
        return []
    return [kit.actions(scene.button(scene.t.gettext("Take the lead"), Action.MIM_CLAIM, style="primary"))]


def handover_offered(scene: Scene, event: e.HandoverOffered, _entry: Entry) -> Message:
    """Asks the incoming person, with the brief."""
    request = fill(
        scene.t.gettext("{who}, {name} asks you to take over {reference}."),
        who=render.mention(event.to.id),
        name=scene.name(scene.state.mim),
        reference=scene.reference,
    )
    stays = fill(
        scene.t.gettext("{name} stays accountable until you accept. Ask what is unclear first, then accept."),
        name=scene.name(scene.state.mim),
    )
    return scene.message(
        request, kit.section(request), *briefed(scene, event), kit.context(stays), *handover_buttons(scene, event.to.id)
    )


def brief(text: str) -> list[kit.Block]:
    """The handover brief, quoted."""
    return kit.sections(render.quoted(render.words(text, PASSAGE * 6))) if text.strip() else []


def briefed(scene: Scene, event: e.HandoverOffered) -> list[kit.Block]:
    """What the MIM adds, and the brief as the record stood when the lead was offered."""
    lines = told(event.lines, scene.t, scene.when, scene.audience)
    bullets = render.lines(*(fill("• {line}", line=render.line(line, 300)) for line in lines))
    return [*brief(event.brief), *kit.sections(bullets)]


def handover_proposed(scene: Scene, event: e.HandoverProposed, _entry: Entry) -> Message:
    """A shift is over; the button asks whom."""
    said = fill(
        scene.t.gettext("🕗 {name} has led {reference} for a shift. Hand over while it is calm."),
        name=scene.name(event.person),
        reference=scene.reference,
    )
    button = scene.button(scene.t.gettext("Hand over…"), Action.HANDOVER_OPEN)
    return scene.message(said, kit.section(said), kit.actions(button, *scene.room_button()))


def handover_buttons(scene: Scene, user: str) -> list[kit.Block]:
    """Take over or not, while the offer stands."""
    lead = scene.state.lead
    if lead is None or lead.handover_to is None or lead.handover_to.id != user:
        return []
    return [
        kit.actions(
            scene.button(scene.t.gettext("Take over"), Action.HANDOVER_ACCEPT, style="primary"),
            scene.button(scene.t.gettext("Not now"), Action.HANDOVER_DECLINE),
        )
    ]


def handover_accepted(scene: Scene, event: e.HandoverAccepted, _entry: Entry) -> Message:
    """The lead has changed hands."""
    said = scene.t.gettext("🧭 {name} leads {reference} from now on; {outgoing} has handed over.")
    names = {"name": scene.name(event.person), "outgoing": scene.name(event.outgoing)}
    return scene.message(fill(said, reference=scene.reference, **names))


def handover_declined(scene: Scene, event: e.HandoverDeclined, entry: Entry) -> Message:
    """Nothing has changed hands; whoever was asked must hear it when somebody else took the offer back."""
    own = entry.actor is not None and entry.actor.id == event.person.id
    said = scene.t.gettext("The handover to {name} does not take place. {mim} still leads.")
    name = scene.name(event.person) if own else render.mention(event.person.id)
    return scene.message(fill(said, name=name, mim=scene.name(scene.state.mim)))


def handover_void(scene: Scene, _event: object, _entry: Entry) -> Message:
    """A direct message: whoever was asked to take over need not answer any more."""
    said = scene.t.gettext(
        "🔄 The offer to take over {reference} is void: {phase}. {mim} leads; nothing is asked of you."
    )
    names = {"phase": scene.phase, "mim": scene.name(scene.state.mim)}
    return scene.message(fill(said, reference=scene.reference, **names))


def role_assigned(scene: Scene, event: e.RoleAssigned, _entry: Entry) -> Message:
    """Somebody has a role; their duties reach them directly."""
    said = scene.t.gettext("👤 {name} is {role}.")
    return scene.message(fill(said, name=scene.name(event.person), role=render.bold(scene.role(event.role))))


def role_released(scene: Scene, event: e.RoleReleased, _entry: Entry) -> Message:
    """Somebody no longer has a role."""
    said = scene.t.gettext("👤 {name} is no longer {role}. Thank you.")
    return scene.message(fill(said, name=scene.name(event.person), role=render.bold(scene.role(event.role))))
