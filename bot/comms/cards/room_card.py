"""The pinned card of a war room: where the incident stands and what to do next, readable on a phone at night.

It is drawn from the state alone, so redrawing it at any time tells the truth. It must not hold anything that the
timeline does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards import drafts
from bot.comms.cards.assembly import roles_paragraph
from bot.comms.cards.clocks import clock_paragraph
from bot.comms.cards.ids import Action
from bot.comms.cards.links import links_line
from bot.comms.cards.majors import criteria_line, verdict_buttons
from bot.comms.cards.models import model_line
from bot.comms.cards.more import more
from bot.comms.cards.next_step import next_step
from bot.comms.cards.objects import at_a_glance
from bot.comms.cards.promises import asked_for
from bot.comms.cards.resources import card_line
from bot.comms.cards.scene import PASSAGE, TITLE, Scene
from bot.comms.cards.swarms import paragraph as swarms_paragraph
from bot.comms.cards.vendors import card_lines
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.words import milestone_name
from bot.warroom.base import Moment
from bot.warroom.incident import Task
from bot.warroom.lifecycle import is_open

MOST_TASKS, MOST_SERVICES, MOST_PROMISES = 6, 6, 8


def room_card(scene: Scene, now: Moment) -> Message:
    """The card as it stands at `now`."""
    text = render.join(" · ", [scene.state.reference, scene.severity, scene.phase, lead_line(scene)])
    return scene.message(text, *_blocks(scene, now))


def _blocks(scene: Scene, now: Moment) -> Iterator[kit.Block]:
    yield kit.header(scene.heading)
    yield kit.fields(_standing(scene))
    yield kit.section(fill(scene.t.gettext("👉 *Next:* {step}"), step=next_step(scene)))
    yield kit.section(_passages(scene))
    glance = at_a_glance(scene)
    owed = (_promises(scene, now), clock_paragraph(scene, now))
    people = (roles_paragraph(scene), swarms_paragraph(scene))
    for paragraph in (*owed, _partners(scene), *people, glance, _tasks(scene, now)):
        if paragraph:
            yield kit.section(paragraph)
    yield kit.context(_milestones(scene))
    yield kit.actions(*_buttons(scene))


def _partners(scene: Scene) -> Markup:
    return render.lines(card_lines(scene), card_line(scene)) if is_open(scene.state.state) else Markup("")


def _standing(scene: Scene) -> list[Markup]:
    t, state = scene.t, scene.state
    started = state.milestones.get("started")
    since = (
        fill(t.gettext("*Since*\n{time}"), time=scene.day_time(started.at))
        if started
        else fill(t.gettext("*Declared*\n{time} (start not known yet)"), time=scene.day_time(state.declared_at))
    )
    return [
        fill(t.gettext("*Severity*\n{severity}"), severity=scene.severity),
        fill(t.gettext("*State*\n{phase} since {time}"), phase=scene.phase, time=scene.time(_entered(scene))),
        fill(t.gettext("*Major Incident Manager*\n{lead}"), lead=lead_line(scene)),
        since,
    ]


def _entered(scene: Scene) -> Moment:
    return scene.state.phases[-1].at if scene.state.phases else scene.state.declared_at


def lead_line(scene: Scene) -> Markup:
    """Who leads, or who was asked to."""
    t, lead = scene.t, scene.state.lead
    if lead is None:
        return fill(t.gettext("⚠️ nobody yet"))
    if lead.handover_to:
        asked = scene.name(lead.handover_to)
        return fill(t.gettext("{name} (handing over to {asked})"), name=scene.name(lead.person), asked=asked)
    if lead.accepted or lead.paged_at is None:
        return scene.name(lead.person)
    return fill(t.gettext("⏳ {name}, asked {time}"), name=scene.name(lead.person), time=scene.time(lead.paged_at))


def _passages(scene: Scene) -> Markup:
    t, state = scene.t, scene.state
    return render.lines(
        scene.impact,
        services_line(scene),
        criteria_line(scene),
        model_line(scene),
        fill(t.gettext("*Workaround:* {text}"), text=render.words(state.workaround, PASSAGE))
        if state.workaround
        else "",
        links_line(scene),
    )


def services_line(scene: Scene) -> Markup:
    """The services affected, each with its dashboards and runbooks; nothing when none is named."""
    names = scene.state.services[:MOST_SERVICES]
    if not names:
        return Markup("")
    more = len(scene.state.services) - len(names)
    rest = scene.t.gettext("and {n} more").format(n=more) if more else ""
    return fill(
        scene.t.gettext("*Services:* {services}"),
        services=render.join(", ", [*(_service(scene, name) for name in names), rest]),
    )


def _service(scene: Scene, name: str) -> Markup:
    known = scene.policy.services.get(name)
    links = [render.link(link.url, link.title) for link in known.links[:3]] if known else []
    listed = fill(" ({links})", links=render.join(" · ", links)) if links else ""
    return fill("{name}{listed}", name=render.line(name, 60), listed=listed)


def _promises(scene: Scene, now: Moment) -> Markup:
    promises = sorted(scene.state.promises.items(), key=lambda item: item[1].due_at)[:MOST_PROMISES]
    owed = [_promise(scene, name, due_at=promise.due_at, late=promise.due_at < now) for name, promise in promises]
    waits = drafts.card_line(scene, now)
    if not owed:
        return waits
    return render.lines(fill(scene.t.gettext("*Next updates*")), *owed, waits, asked_for(scene))


def _promise(scene: Scene, audience: str, *, due_at: Moment, late: bool) -> Markup:
    line = (
        scene.t.gettext("⏰ {audience}: overdue since {time}") if late else scene.t.gettext("• {audience}: by {time}")
    )
    return fill(line, audience=render.line(scene.audience(audience), 60), time=scene.near(due_at))


def _tasks(scene: Scene, now: Moment) -> Markup:
    unfinished = [task for task in scene.state.tasks if not task.done]
    if not unfinished:
        return Markup("")
    heading = scene.t.ngettext("*{n} open task*", "*{n} open tasks*", len(unfinished))
    more = len(unfinished) - MOST_TASKS
    rest = fill(scene.t.gettext("… and {n} more: `{command} tasks`"), n=more, command=scene.command) if more > 0 else ""
    return render.lines(
        fill(heading, n=len(unfinished)), *(_task(scene, task, now) for task in unfinished[:MOST_TASKS]), rest
    )


def _task(scene: Scene, task: Task, now: Moment) -> Markup:
    owner = scene.name(task.owner) if task.owner else fill(scene.t.gettext("⚠️ no owner"))
    late = "⏰" if task.due_at and task.due_at < now else ""
    by = fill(scene.t.gettext("by {time}"), time=scene.day_time(task.due_at)) if task.due_at else ""
    text = render.line(task.text, TITLE)
    return fill("• #{n} {text} — {rest}", n=task.number, text=text, rest=render.join(" ", [owner, by, late]))


def _milestones(scene: Scene) -> Markup:
    known = sorted(scene.state.milestones.items(), key=lambda item: item[1].at)
    reached = [
        fill("{name} {time}", name=milestone_name(name, scene.t), time=scene.time(milestone.at))
        for name, milestone in known
    ]
    declared = scene.t.gettext("Declared by {name}")
    return render.join(" · ", [*reached, fill(declared, name=scene.name(scene.state.reporter))])


def _buttons(scene: Scene) -> Iterator[kit.Element]:
    t, state = scene.t, scene.state
    if state.state == "candidate":
        yield from verdict_buttons(scene)
    elif is_open(state.state):
        if state.lead is None or not state.lead.accepted:
            yield scene.button(t.gettext("Take the lead"), Action.MIM_CLAIM, style="primary")
        yield scene.button(t.gettext("Update"), Action.UPDATE_OPEN)
        yield scene.button(t.gettext("Severity…"), Action.SEVERITY_OPEN)
        yield scene.button(t.gettext("Resolve…"), Action.RESOLVE_OPEN)
    if state.state == "resolved":
        yield from resolved_buttons(scene)
    if state.state in {"monitoring", "closed"}:
        yield scene.button(t.gettext("Reopen…"), Action.REOPEN_OPEN)
    yield scene.button(t.gettext("Timeline"), Action.TIMELINE_SHOW)
    if state.state in {"resolved", "closed"}:
        yield scene.button(t.gettext("Review draft"), Action.REVIEW_MAKE)
    yield from more(scene)


def resolved_buttons(scene: Scene) -> Iterator[kit.Element]:
    """What is left to do once the service is back."""
    if "confirmed" not in scene.state.milestones:
        yield scene.button(scene.t.gettext("Confirm restored"), Action.CONFIRM_RESTORED, style="primary")
    else:
        yield scene.button(scene.t.gettext("Close"), Action.CLOSE_INCIDENT, style="primary")
    yield scene.button(scene.t.gettext("Reopen…"), Action.REOPEN_OPEN, style="danger")
