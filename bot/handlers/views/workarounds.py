"""The forms of workarounds: what it does, leaves undone, how to undo it, owner and date; and what replaced it."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Origin, moment_picker
from bot.warroom.base import Moment
from bot.warroom.partners import DebtItem


def workaround_form(scene: Scene, item: DebtItem | None, due_at: Moment | None, origin: Origin) -> kit.Block:
    """A new one, or one that stands, with what is known of it."""
    t = scene.t
    owner = kit.users_select(Block.OWNER, initial=item.owner.id if item and item.owner else "")
    fields = [
        words_field(t.gettext("What does it do?"), initial=item.does if item else ""),
        words_field(t.gettext("What does it leave undone?"), block=Block.LEAVES, initial=item.leaves if item else "",
                    optional=True),
        words_field(t.gettext("How is it undone?"), block=Block.UNDO, initial=item.undo if item else "", optional=True),
        kit.field(Block.OWNER, t.gettext("Who replaces it by something better?"), owner, optional=True),
        kit.field(Block.DUE, t.gettext("By when?"), moment_picker(Block.DUE, due_at), optional=True),
    ]  # fmt: skip
    about = origin.model_copy(update={"item": item.number if item else None})
    title = t.gettext("Workaround {ref}").format(ref=item.reference if item else "").strip()
    return incident_form(scene, Callback.WORKAROUND_MODAL, title, t.gettext("Keep"), fields, about)


def paid_form(scene: Scene, item: DebtItem, origin: Origin) -> kit.Block:
    """What stands in its place."""
    t = scene.t
    fields = [kit.section(render.words(item.does, 500)), words_field(t.gettext("What replaced it?"))]
    about = origin.model_copy(update={"item": item.number})
    title = t.gettext("{ref} is replaced").format(ref=item.reference)
    return incident_form(scene, Callback.DEBT_PAID_MODAL, title, t.gettext("Keep"), fields, about)
