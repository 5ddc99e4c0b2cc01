"""The form about an action on its way to a verified close: one question, with the action it is about on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Callback
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.render import fill
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin
from bot.warroom.follow_up import WORDS_LIMIT
from bot.warroom.incident import Task


@dataclass(frozen=True, slots=True)
class Asked:
    """A form's title, its question, and the words that say the same when they are typed after `task 3`."""

    title: str
    question: str
    typed: str


ASKED: Mapping[str, Asked] = {
    "outcome": Asked(_("Works when…"), _("By what can anybody see that it worked?"), "outcome"),
    "drop": Asked(_("Not doing it"), _("Why is it not going to be done? It stays in the review."), "not doing"),
    "doubt": Asked(_("It does not hold"), _("What is missing? Its owner reads this."), "not verified"),
}


def words_form(scene: Scene, task: Task, about: str, origin: Origin) -> kit.Block:
    """What shows that it worked, why it is not done, or what is missing."""
    t, asked = scene.t, ASKED[about]
    head = fill("*{n}* {text}", n=task.number, text=render.line(task.text, 300))
    initial = task.outcome if about == "outcome" else ""
    fields = [kit.section(head), words_field(t.gettext(asked.question), initial=initial, longest=WORDS_LIMIT)]
    known = origin.model_copy(update={"item": task.number, "line": f"task {task.number} {asked.typed}"})
    return incident_form(scene, Callback.TASK_WORDS_MODAL, t.gettext(asked.title), t.gettext("Save"), fields, known)
