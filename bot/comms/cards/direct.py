"""Direct messages: being asked to lead, a reminder of it, a role's duties, an overdue update."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards import (
    clocks,
    closing,
    debts,
    deliveries,
    direct_assembly,
    drafts,
    follow_up,
    majors,
    objects,
    perishing,
    resources,
    reviews,
    survey,
    tasks,
    testers,
    vendors,
)
from bot.comms.cards.assembly import answer_buttons, waits_for
from bot.comms.cards.lead import (
    brief,
    briefed,
    claim_button,
    handover_buttons,
    handover_proposed,
    handover_void,
    meaning,
    page_buttons,
)
from bot.comms.cards.promises import request_told, update_button
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import fill
from bot.warroom import events as e
from bot.warroom.owing.reviewing import NO_CANVAS
from bot.warroom.timeline import Entry

PARTNERS = {
    "resource": resources.told,
    "vendor": vendors.told,
    "debt": debts.told,
    **dict.fromkeys(follow_up.DIRECT, follow_up.told),
    "action": objects.action_told,
    "handover_void": handover_void,
    "hypothesis": testers.told,
    "survey": survey.question,
    "meeting": reviews.invited,
    NO_CANVAS: reviews.without_canvas,
    "facts": perishing.told,
    "template": deliveries.template_told,
    **dict.fromkeys(("update_held", "update_approval", "update_refused"), drafts.told),
}


def direct(scene: Scene, entry: Entry | None, as_: str) -> Message | None:
    """The message of that kind about the entry; None where there is nothing (any more) to say.

    `as_` is `page`, `reminder`, `overdue`, `confirm`, `doubt`, `duties`, or `duties:<role>`, which needs no entry.
    """
    kind, _colon, role = as_.partition(":")
    event = entry.event if entry else None
    if kind == "duties":
        return _duties(scene, role or _role_of(event), event)
    if isinstance(event, e.RoleAsked):
        return direct_assembly.asked(scene, event, _where(scene), scene.room_button())
    if isinstance(event, e.PersonLeft):
        return direct_assembly.left(scene, event, _where(scene))
    if isinstance(event, e.StoodDown):
        return direct_assembly.released(scene, _where(scene))
    if kind in {"page", "reminder"}:
        return _page(scene, event, again=kind == "reminder")
    if kind in closing.DIRECT:
        return closing.direct(scene, entry, kind)
    if kind == "task":
        return tasks.told(scene, event)
    if kind == "clock" and entry:
        return clocks.direct(scene, event, entry)
    if kind == "overdue" and isinstance(event, e.PromiseEscalated | e.PromiseMissed):
        return _overdue(scene, event)
    return _about(scene, event, entry, as_) if entry else None


def _about(scene: Scene, event: object, entry: Entry, kind: str) -> Message | None:
    if isinstance(event, e.ReviewReminded):
        return reviews.told(scene, event, kind)
    if isinstance(event, e.UpdateRequested):
        return request_told(scene, event, _where(scene))
    if isinstance(event, e.CandidateAsked):
        return majors.asked(scene, event, entry)
    if isinstance(event, e.CandidateRejected):
        return majors.verdict(scene, event, entry)
    if isinstance(event, e.HandoverProposed):
        return handover_proposed(scene, event, entry)
    return PARTNERS[kind](scene, event, entry) if kind in PARTNERS else None


def _role_of(event: object) -> str:
    if isinstance(event, e.RoleAssigned):
        return event.role
    return "mim" if isinstance(event, e.MimAccepted | e.HandoverAccepted) else ""


def _duties(scene: Scene, role: str, event: object) -> Message | None:
    known = scene.policy.roles.get(role)
    if not role:
        return None
    title = fill(
        scene.t.gettext("You are {role} in {reference}."), role=render.bold(scene.role(role)), reference=scene.reference
    )
    duties = [fill("• {duty}", duty=render.line(duty, 300)) for duty in known.duties] if known else []
    person = event.person.id if isinstance(event, e.RoleAssigned) else ""
    rows = [kit.actions(*answer_buttons(scene, role))] if waits_for(scene, role, person) else []
    return scene.message(title, kit.section(render.lines(title, *duties)), _where(scene), *_with_door(scene, rows))


def _page(scene: Scene, event: object, *, again: bool) -> Message | None:
    if isinstance(event, e.MimPaged):
        return _asked(scene, event, again=again)
    if isinstance(event, e.HandoverOffered):
        return _handover(scene, event)
    if isinstance(event, e.MimUnanswered):
        return _anybody(scene)
    return None


def _asked(scene: Scene, event: e.MimPaged, *, again: bool) -> Message:
    t = scene.t
    words = (
        t.gettext("🔔 {reference} still waits for your answer: will you lead it?")
        if again
        else t.gettext("🚨 You are asked to lead {reference} as Major Incident Manager.")
    )
    asked = fill(words, reference=scene.reference)
    return scene.message(
        asked,
        kit.section(asked),
        _where(scene),
        *brief(event.brief),
        kit.context(fill(meaning(scene))),
        *_with_door(scene, page_buttons(scene, event.person.id)),
    )


def _handover(scene: Scene, event: e.HandoverOffered) -> Message:
    asked = fill(
        scene.t.gettext("🔄 {name} asks you to take over {reference} as Major Incident Manager."),
        name=scene.name(scene.state.mim),
        reference=scene.reference,
    )
    rows = _with_door(scene, handover_buttons(scene, event.to.id))
    return scene.message(asked, kit.section(asked), _where(scene), *briefed(scene, event), *rows)


def _anybody(scene: Scene) -> Message:
    asked = fill(
        scene.t.gettext("🚨 Nobody has answered the call to lead {reference}. Can you?"), reference=scene.reference
    )
    rows = _with_door(scene, claim_button(scene))
    return scene.message(asked, kit.section(asked), _where(scene), kit.context(fill(meaning(scene))), *rows)


def _overdue(scene: Scene, event: e.PromiseEscalated | e.PromiseMissed) -> Message:
    late = fill(
        scene.t.gettext("⏰ {reference}: the update for {audience} was promised by {time} and has not been sent."),
        reference=scene.reference,
        audience=scene.audience(event.audience),
        time=scene.time(event.due_at),
    )
    rows = _with_door(scene, [update_button(scene, (event.audience,))])
    return scene.message(late, kit.section(late), _where(scene), *rows)


def _where(scene: Scene) -> kit.Block:
    """Enough to know what it is about before opening the room."""
    state = scene.state
    title = render.bold(render.clip(" ".join(state.title.split()), 200))
    return kit.section(render.lines(title, render.join(" · ", [scene.severity, scene.phase, scene.room]), scene.impact))


def _door(scene: Scene) -> list[kit.Block]:
    return [kit.actions(*scene.room_button())] if scene.state.room else []


def _with_door(scene: Scene, rows: list[kit.Block]) -> list[kit.Block]:
    """The room's button in the same row as the others, where there is one."""
    if not rows:
        return _door(scene)
    return [{**rows[0], "elements": [*rows[0]["elements"], *scene.room_button()]}]
