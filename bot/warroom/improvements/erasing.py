"""What is left of an item of the register when words are taken out of it. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot.warroom.improvements.item import Improvement


def left_of(item: Improvement, change: Callable[[str], str]) -> Improvement:
    """The item with what people wrote changed; what it is, where it stands and whose it is stays."""
    history = tuple(step.model_copy(update={"reason": change(step.reason)}) for step in item.history)
    return item.model_copy(update={"title": change(item.title), "text": change(item.text), "history": history})
