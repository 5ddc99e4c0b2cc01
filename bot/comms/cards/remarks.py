"""Messages about key moments that people write down, and about tasks."""

from __future__ import annotations

from datetime import timedelta

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.assembly import complete
from bot.comms.cards.ids import Action, value
from bot.comms.cards.room_card import resolved_buttons
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.words import mark_emoji, mark_name, milestone_name
from bot.warroom import events as e
from bot.warroom.timeline import Entry

EARLIER = timedelta(minutes=2)


def remark(scene: Scene, event: e.Remark, entry: Entry) -> Message | None:
    """`🔧 Action · Sari` and what they said, with owner and due time. A workaround is told with its debt, not twice."""
    if event.kind == "workaround" and any(item.opened_at == entry.occurred_at for item in scene.state.debts):
        return None
    what = render.join(" ", [mark_emoji(event.kind), render.bold(mark_name(event.kind, scene.t))])
    head = render.join(" · ", [what, scene.name(entry.actor), _earlier(scene, entry)])
    text = render.words(event.text, REMARK)
    spoken = render.join(": ", [what, render.line(event.text, 300)])
    return scene.message(spoken, kit.section(render.lines(head, text, scene.owed(event.owner, event.due_at))))


def _earlier(scene: Scene, entry: Entry) -> Markup:
    if entry.recorded_at - entry.occurred_at <= EARLIER:
        return Markup("")
    return fill(scene.t.gettext("happened {time}"), time=scene.day_time(entry.occurred_at))


def milestone(scene: Scene, event: e.MilestoneSet, _entry: Entry) -> Message:
    """`🚩 Detected: 10:00`, and who or what says so; once the service is confirmed restored, the button to close."""
    if event.milestone == "assembled":
        return complete(scene, event)
    name = render.bold(milestone_name(event.milestone, scene.t))
    source = render.line(event.source, 200)
    said = fill("🚩 {name}: {time} ({source})", name=name, time=scene.day_time(event.at), source=source)
    if event.milestone != "confirmed" or scene.state.state != "resolved":
        return scene.message(said)
    return scene.message(said, kit.section(said), kit.actions(*resolved_buttons(scene)))


def task_added(scene: Scene, event: e.TaskAdded, _entry: Entry) -> Message | None:
    """The task, who owes it, and the button that says it is done. A step of a model stands on its checklist, a
    procedure's task on its own card.
    """
    if event.model or any(each.task == event.task for each in scene.state.procedures):
        return None
    t = scene.t
    text = render.words(event.text, REMARK)
    said = fill(t.gettext("☑️ *Task {n}:* {text}"), n=event.task, text=text)
    nobody = fill(t.gettext("⚠️ Nobody owns it yet.")) if event.owner is None else ""
    owed = render.join(" · ", [scene.owed(event.owner, event.due_at), nobody])
    unfinished = any(task.number == event.task and not task.done for task in scene.state.tasks)
    which = value(scene.state.number, task=event.task)
    assign = kit.button(t.gettext("Owner or time…"), Action.TASK_ASSIGN_OPEN, which)
    rows = [kit.actions(kit.button(t.gettext("Done"), Action.TASK_DONE, which), assign)] if unfinished else []
    return scene.message(said, kit.section(render.lines(said, owed)), *rows)


def task_done(scene: Scene, event: e.TaskDone, entry: Entry) -> Message:
    """The task is finished."""
    text = next((task.text for task in scene.state.tasks if task.number == event.task), "")
    said = scene.t.gettext("✔️ {name} has finished task {n}: {text}")
    return scene.message(fill(said, name=scene.name(entry.actor), n=event.task, text=render.line(text, 300)))
