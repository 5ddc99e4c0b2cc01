"""The form that corrects a key moment: its words, its time, its kind, whose act it was."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.words import mark_emoji, mark_name
from bot.handlers.views.forms import MARKABLE, incident_form, words_field
from bot.handlers.views.parts import Origin, chosen, moment_picker
from bot.warroom.moments import Line
from bot.warroom.recording import REMARK_LIMIT


def edit_form(scene: Scene, line: Line, begun: Origin) -> kit.Block:
    """Everything as it reads now; what is left as it is stays."""
    t = scene.t
    kinds = [kit.option(f"{mark_emoji(each)} {mark_name(each, t)}", each) for each in MARKABLE]
    menu = kit.static_select(Block.KIND, kinds, initial=chosen(kinds, line.marks[0]))
    who = kit.users_select(Block.OWNER, initial=line.actor.id if line.actor else "")
    fields = [
        words_field(t.gettext("Words on the timeline"), initial=line.text, longest=REMARK_LIMIT),
        kit.field(Block.AT, t.gettext("When it happened"), moment_picker(Block.AT), optional=True,
                  hint=t.gettext("Empty: the time stays as it is.")),
        kit.field(Block.KIND, t.gettext("As what?"), menu),
        kit.field(Block.OWNER, t.gettext("Who did or said it?"), who, optional=True),
    ]  # fmt: skip
    whole = begun.model_copy(update={"item": line.seq})
    title, send = t.gettext("Correct an entry"), t.gettext("Correct")
    return incident_form(scene, Callback.EDIT_MODAL, title, send, fields, whole)
