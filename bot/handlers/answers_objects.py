"""What a person is told after they changed a hypothesis, decision, action or task: short, with the next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms import render
from bot.comms.cards.objects import repeated
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.render import Markup, fill
from bot.warroom import commands_closing as cz
from bot.warroom import commands_objects as co
from bot.warroom import events as e
from bot.warroom.commands import Command
from bot.warroom.objects import Hypothesis, Numbered, ObjectKind, find, kind_of, label
from bot.warroom.operations.engine import Performed
from bot.warroom.owing.objects import object_of

NEXT: dict[ObjectKind, str] = {
    "hypothesis": _("When you know more: `{command} hypothesis {label} confirmed <evidence>`, or `… disproved …`"),
    "decision": _("Whoever objects: `{command} decision {label} object <why>`"),
    "action": _("When you see what it brings: `{command} action {label} result <text>`"),
}
REPORTED = {
    "result": _("The result of {label} is on the record."),
    "plan": _("How to take {label} back is on the record."),
    "rolled_back": _("{label} is rolled back. Say what it changed: `{command} impact <who, what, how many>`"),
}


def begun(scene: Scene, performed: Performed) -> Markup | None:
    """The number that a remark or a marked message has, and what comes next; None when it is no numbered object."""
    entry = next(iter(performed.entries), None)
    it = object_of(entry, scene.state) if entry else None
    if it is None:
        return None
    kind = kind_of(it)
    said = fill(scene.t.gettext("{label} is on the record."), label=render.bold(label(kind, it.number)))
    following = fill(scene.t.gettext(NEXT[kind]), label=label(kind, it.number), command=scene.command)
    return render.lines(said, _warned(scene, it), scene.owed(it.owner, it.due_at), following)


def _warned(scene: Scene, it: Numbered) -> Markup:
    return repeated(scene, it) if isinstance(it, Hypothesis) else Markup("")


def tested(scene: Scene, command: co.StartTest, _performed: Performed) -> Markup:
    """Who finds out by when, and what happens then."""
    it = find(scene.state, "hypothesis", command.number)
    said = fill(scene.t.gettext("{label} is being tested."), label=render.bold(label("hypothesis", command.number)))
    ask = fill(scene.t.gettext("At that time I ask what was found."))
    return render.lines(render.join(" ", [said, scene.owed(it.owner, it.due_at) if it else ""]), ask)


def settled(scene: Scene, command: co.SettleHypothesis, _performed: Performed) -> Markup:
    """Confirmed leads to the next state, disproved to the next guess."""
    name = render.bold(label("hypothesis", command.number))
    words = (
        scene.t.gettext("{label} is confirmed. If that is the cause: `{command} state identified <cause and remedy>`")
        if command.outcome == "confirmed"
        else scene.t.gettext("{label} is ruled out. The next guess: `{command} hypothesis <text>`")
    )
    return fill(words, label=name, command=scene.command)


def objected(scene: Scene, command: co.RaiseObjection, _performed: Performed) -> Markup:
    """The objection is kept; who leads decides."""
    words = scene.t.gettext("Your objection to {label} is on the record; {name} decides whether it holds.")
    return fill(words, label=render.bold(label("decision", command.number)), name=scene.name(scene.state.mim))


def reported(scene: Scene, command: co.ReportAction, _performed: Performed) -> Markup:
    """What was kept."""
    name = render.bold(label("action", command.number))
    return fill(scene.t.gettext(REPORTED[command.what]), label=name, command=scene.command)


def withdrawn(scene: Scene, command: co.WithdrawObject, _performed: Performed) -> Markup:
    """It keeps its number and its place on the timeline."""
    said = scene.t.gettext("{label} is withdrawn; what was said stays on the timeline.")
    return fill(said, label=render.bold(label(command.what, command.number)))


def assigned(scene: Scene, command: cz.GiveTask, performed: Performed) -> Markup:
    """Whose task it is now, and by when."""
    task = next((each for each in scene.state.tasks if each.number == command.task), None)
    said = fill(scene.t.gettext("Task {number} is given."), number=command.task)
    told = any(isinstance(entry.event, e.TaskGiven) and entry.event.owner for entry in performed.entries)
    tell = fill(scene.t.gettext("They have been told.")) if told and command.owner else ""
    return render.join(" ", [said, scene.owed(task.owner, task.due_at) if task else "", tell])


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {
    co.StartTest: tested,
    co.SettleHypothesis: settled,
    co.RaiseObjection: objected,
    co.ReportAction: reported,
    co.WithdrawObject: withdrawn,
    cz.GiveTask: assigned,
}
