"""The forms about an update that waits: other words, the reason for sending it all the same, the reason against it."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.findings import finding_lines
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin
from bot.warroom.drafts import Waiting


def rewrite_form(scene: Scene, it: Waiting, origin: Origin) -> kit.Block:
    """The words as they were, with what is wrong with them."""
    t = scene.t
    field = words_field(t.gettext("What should they know?"), initial=it.text)
    title = t.gettext("Update {ref}").format(ref=it.reference)
    fields = [*_about(scene, it), field]
    return incident_form(scene, Callback.UPDATE_REWRITE_MODAL, title, t.gettext("Send"), fields, _remember(origin, it))


def override_form(scene: Scene, it: Waiting, origin: Origin) -> kit.Block:
    """Why it is sent all the same."""
    t = scene.t
    hint = t.gettext("It stands on the timeline with your name.")
    field = words_field(t.gettext("Why is it sent all the same?"), block=Block.REASON, hint=hint)
    title = t.gettext("Send {ref} anyway").format(ref=it.reference)
    fields = [*_about(scene, it), *_words(it), field]
    return incident_form(scene, Callback.UPDATE_OVERRIDE_MODAL, title, t.gettext("Send"), fields, _remember(origin, it))


def correct_form(scene: Scene, number: int, said: str, origin: Origin) -> kit.Block:
    """What is right instead."""
    t = scene.t
    hint = t.gettext("It goes everywhere that update went, marked as its correction.")
    fields = [words_field(t.gettext("What is right?"), initial=said, hint=hint)]
    title = t.gettext("Correct update {n}").format(n=number)
    about = origin.model_copy(update={"item": number})
    return incident_form(scene, Callback.UPDATE_CORRECT_MODAL, title, t.gettext("Send"), fields, about)


def refuse_form(scene: Scene, it: Waiting, origin: Origin) -> kit.Block:
    """Why not."""
    t = scene.t
    hint = t.gettext("Whoever wrote it reads this, and so does the room.")
    field = words_field(t.gettext("Why not?"), block=Block.REASON, hint=hint)
    title = t.gettext("Refuse {ref}").format(ref=it.reference)
    fields = [*_words(it), field]
    return incident_form(scene, Callback.UPDATE_REFUSE_MODAL, title, t.gettext("Refuse"), fields, _remember(origin, it))


def _about(scene: Scene, it: Waiting) -> list[kit.Block]:
    lines = finding_lines(it.found, scene.policy, scene.t)
    return kit.sections(render.lines(*lines)) if lines else []


def _words(it: Waiting) -> list[kit.Block]:
    return kit.sections(render.quoted(render.words(it.text, REMARK))) if it.text.strip() else []


def _remember(origin: Origin, it: Waiting) -> Origin:
    return origin.model_copy(update={"item": it.number})
