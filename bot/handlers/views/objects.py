"""The forms about hypotheses, decisions, actions and tasks: a few fields each, with what they are about on top."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.objects import object_line
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.render import fill
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin, moment_picker
from bot.warroom.base import Moment
from bot.warroom.incident import Task
from bot.warroom.investigating import EVIDENCE_LIMIT
from bot.warroom.objects import Hypothesis, Numbered

ASKS = {
    "confirmed": (_("Confirm"), _("What shows that it is true?")),
    "disproved": (_("Disprove"), _("What shows that it is not?")),
    "object": (_("Object"), _("What speaks against it?")),
    "withdraw": (_("Withdraw"), _("Why is it withdrawn?")),
    "result": (_("Result"), _("What did it bring?")),
    "plan": (_("Way back"), _("How can it be taken back?")),
    "rolled_back": (_("Rolled back"), _("What was taken back, and what happened then?")),
}
TYPED = {"plan": "rollback", "rolled_back": "rolled back"}


def typed(about: str) -> str:
    """The line that would have done the same: `action A3 rolled back`."""
    begin, _space, what = about.rpartition(" ")
    return f"{begin} {TYPED.get(what, what)}"


def words_form(scene: Scene, it: Numbered, about: str, origin: Origin) -> kit.Block:
    """Words about it: evidence, an objection, a result. Who gives a result may say how to take the action back."""
    t, what = scene.t, about.rpartition(" ")[2]
    title, ask = ASKS[what]
    fields = [kit.section(object_line(scene, it)), words_field(t.gettext(ask), longest=EVIDENCE_LIMIT)]
    if what == "result":
        fields.append(
            words_field(t.gettext("How can it be taken back?"), block=Block.PLAN, optional=True, longest=EVIDENCE_LIMIT)
        )
    known = origin.model_copy(update={"line": about})
    return incident_form(scene, Callback.OBJECT_MODAL, t.gettext(title), t.gettext("Save"), fields, known)


def test_form(scene: Scene, it: Hypothesis, origin: Origin, due_at: Moment) -> kit.Block:
    """Who finds out, and by when."""
    t = scene.t
    who = kit.users_select(Block.OWNER, initial=it.owner.id if it.owner else "")
    fields = [
        kit.section(object_line(scene, it)),
        kit.field(Block.OWNER, t.gettext("Who finds out?"), who, hint=t.gettext("Empty: you."), optional=True),
        kit.field(Block.DUE, t.gettext("By when?"), moment_picker(Block.DUE, due_at),
                  hint=t.gettext("Then I ask what was found.")),
    ]  # fmt: skip
    known = origin.model_copy(update={"line": f"hypothesis H{it.number} testing"})
    return incident_form(scene, Callback.TEST_MODAL, t.gettext("Test it"), t.gettext("Start"), fields, known)


def assign_form(scene: Scene, task: Task, origin: Origin) -> kit.Block:
    """Whose task it is, and by when."""
    t = scene.t
    words = fill("*{n}* {text}", n=task.number, text=render.line(task.text, 300))
    who = kit.users_select(Block.OWNER, initial=task.owner.id if task.owner else "")
    fields = [
        kit.section(words),
        kit.field(Block.OWNER, t.gettext("Who?"), who, optional=True),
        kit.field(Block.DUE, t.gettext("By when?"), moment_picker(Block.DUE, task.due_at), optional=True),
    ]
    known = origin.model_copy(update={"line": f"task {task.number}"})
    return incident_form(scene, Callback.ASSIGN_MODAL, t.gettext("Owner and time"), t.gettext("Save"), fields, known)


def done_form(scene: Scene, tasks: Sequence[Task], origin: Origin) -> kit.Block:
    """Which task is finished."""
    t = scene.t
    options = [
        kit.option(render.clip(f"{task.number} {render.plain(task.text)}", kit.OPTION), str(task.number))
        for task in tasks[: kit.OPTIONS]
    ]
    menu = kit.static_select(Block.KIND, options)
    fields = [kit.field(Block.KIND, t.gettext("Which task is finished?"), menu)]
    return incident_form(scene, Callback.DONE_MODAL, t.gettext("Task done"), t.gettext("Done"), fields, origin)
