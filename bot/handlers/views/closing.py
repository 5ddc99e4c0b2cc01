"""The small forms on the way to closing."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.outputs import output_name
from bot.comms.render import fill
from bot.comms.words import milestone_name
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin, moment_picker
from bot.warroom.incident import Task
from bot.warroom.outputs import KINDS


def doubt_form(scene: Scene, origin: Origin) -> kit.Block:
    """What does not work yet."""
    t = scene.t
    hint = t.gettext("Whoever leads the incident reads this at once.")
    fields = [words_field(t.gettext("What does not work yet?"), block=Block.REASON, hint=hint)]
    return incident_form(scene, Callback.DOUBT_MODAL, t.gettext("Not restored yet"), t.gettext("Send"), fields, origin)


def milestone_form(scene: Scene, name: str, origin: Origin) -> kit.Block:
    """When it happened, and who says so."""
    t = scene.t
    known = scene.state.milestones.get(name)
    label = t.gettext("{name}: when?").format(name=milestone_name(name, t))
    fields = [
        kit.field(Block.AT, label, moment_picker(Block.AT, known.at if known else None)),
        words_field(t.gettext("Who or what says so?"), optional=True),
    ]
    about = origin.model_copy(update={"about": name})
    return incident_form(scene, Callback.MILESTONE_MODAL, t.gettext("Milestone"), t.gettext("Set"), fields, about)


def task_owner_form(scene: Scene, task: Task, origin: Origin) -> kit.Block:
    """Whose task it is."""
    t = scene.t
    what = fill("*#{n}* {text}", n=task.number, text=render.line(task.text, 300))
    owner = task.owner.id if task.owner else ""
    fields = [
        kit.section(what),
        kit.field(Block.OWNER, t.gettext("Whose task is it?"), kit.users_select(Block.OWNER, initial=owner)),
    ]
    about = origin.model_copy(update={"about": str(task.number)})
    return incident_form(scene, Callback.TASK_OWNER_MODAL, t.gettext("Task"), t.gettext("Give"), fields, about)


def output_form(scene: Scene, origin: Origin) -> kit.Block:
    """What is asked of whom."""
    t = scene.t
    kinds = [kit.option(output_name(each, t), each) for each in KINDS]
    hint = t.gettext("Symptoms, cause, workaround and resolution are added from the record.")
    fields = [
        kit.field(Block.KIND, t.gettext("What is needed?"), kit.static_select(Block.KIND, kinds, initial=kinds[0])),
        words_field(t.gettext("In a sentence or two"), hint=hint),
        kit.field(Block.OWNER, t.gettext("Who owns it?"), kit.users_select(Block.OWNER), optional=True),
    ]
    return incident_form(scene, Callback.OUTPUT_MODAL, t.gettext("Output"), t.gettext("Raise"), fields, origin)
