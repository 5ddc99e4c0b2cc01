"""Messages about tasks: given to somebody, due soon, due now."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.incident import Task
from bot.warroom.timeline import Entry

TEXT = 300


def _task(scene: Scene, number: int) -> Task | None:
    return next((task for task in scene.state.tasks if task.number == number), None)


def task_buttons(scene: Scene, task: Task) -> list[kit.Element]:
    """Done, and another owner or time; nothing once it is finished."""
    if task.done:
        return []
    which = value(scene.state.number, task=task.number)
    return [
        kit.button(scene.t.gettext("Done"), Action.TASK_DONE, which),
        kit.button(scene.t.gettext("Owner or time…"), Action.TASK_ASSIGN_OPEN, which),
    ]


def _message(scene: Scene, said: Markup, task: Task, *rows: kit.Element) -> Message:
    buttons = [*task_buttons(scene, task), *rows]
    return scene.message(said, kit.section(said), *([kit.actions(*buttons)] if buttons else []))


def given(scene: Scene, event: e.TaskGiven, entry: Entry) -> Message | None:
    """A task has another owner or time. A step of a model says so on its checklist."""
    task = _task(scene, event.task)
    if task is None or task.model:
        return None
    said = fill(
        scene.t.gettext("☑️ {by}: task {n} “{text}”"),
        by=scene.name(entry.actor),
        n=task.number,
        text=render.line(task.text, TEXT),
    )
    return scene.message(render.join(" · ", [said, scene.owed(task.owner, task.due_at)]))


def overdue(scene: Scene, event: e.TaskOverdue, _entry: Entry) -> Message | None:
    """A task is due and not finished; its owner is called, or somebody is asked to take it."""
    task = _task(scene, event.task)
    if task is None:
        return None
    words = (
        scene.t.gettext("⏰ {who}, task {n} is due: {text}")
        if event.owner
        else scene.t.gettext("⏰ Task {n} is due and belongs to nobody: {text}")
    )
    who = render.mention(event.owner.id) if event.owner else ""
    return _message(scene, fill(words, who=who, n=task.number, text=render.line(task.text, TEXT)), task)


def told(scene: Scene, event: object) -> Message | None:
    """A direct message: a task is theirs, or due soon; nothing when it was finished meanwhile."""
    if not isinstance(event, e.TaskAdded | e.TaskGiven | e.TaskReminded):
        return None
    task = _task(scene, event.task)
    if task is None or task.done:
        return None
    words = (
        scene.t.gettext("⏳ {reference}: task {n} is due {time}: {text}")
        if isinstance(event, e.TaskReminded)
        else scene.t.gettext("☑️ {reference}: task {n} is yours: {text}")
    )
    due = scene.near(task.due_at) if task.due_at else Markup("")
    text = render.line(task.text, TEXT)
    said = fill(words, reference=scene.reference, n=task.number, time=due, text=text)
    owed = Markup("") if isinstance(event, e.TaskReminded) else scene.owed(None, task.due_at)
    return _message(scene, render.join(" · ", [said, owed]), task, *scene.room_button())
