"""The forms of a proposal: changing it before it is decided, and saying why it is refused."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.improvements import RegisterWords, item_line
from bot.handlers.views.forms import words_field
from bot.handlers.views.parts import Origin, close_label, remembered
from bot.warroom.improvements.deciding import LONGEST
from bot.warroom.improvements.item import Improvement

TITLE = 80


def edit_form(item: Improvement, words: RegisterWords, begun: Origin) -> kit.Block:
    """Its title, and the steps of its model or its text."""
    t = words.t
    content = "\n".join(step.name for step in item.model.steps.values()) if item.model else item.text
    label = t.gettext("Steps, one a line") if item.model else t.gettext("What is to be done?")
    fields = [
        kit.section(item_line(item, words)),
        kit.field(
            Block.TITLE, t.gettext("Title"), kit.text_input(Block.TITLE, initial=item.title[:TITLE], longest=TITLE)
        ),
        words_field(label, initial=content, longest=LONGEST, optional=item.model is None),
    ]
    title, send = t.gettext("Change the proposal"), t.gettext("Keep")
    return _form(Callback.IMPROVEMENT_EDIT_MODAL, title, send, fields, item, words, begun)


def refuse_form(item: Improvement, words: RegisterWords, begun: Origin) -> kit.Block:
    """Why not."""
    t = words.t
    hint = t.gettext("It stands in the register, so that nobody proposes the same again.")
    fields = [kit.section(item_line(item, words)), words_field(t.gettext("Why not?"), block=Block.REASON, hint=hint)]
    title, send = t.gettext("Refuse the proposal"), t.gettext("Refuse")
    return _form(Callback.IMPROVEMENT_REFUSE_MODAL, title, send, fields, item, words, begun)


def _form(
    callback: Callback, title: str, send: str, fields: list[kit.Block], item: Improvement, words: RegisterWords,
    begun: Origin,
) -> kit.Block:  # fmt: skip
    known = begun.model_copy(update={"number": None, "item": item.number})
    return kit.modal(callback, title, fields, submit=send, close=close_label(words.t), private=remembered(known))
