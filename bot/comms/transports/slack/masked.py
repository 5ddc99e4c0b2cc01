"""Messages without secrets. Only what people read is looked at: values of buttons and addresses stay as they are."""

from __future__ import annotations

from typing import Any

from bot.comms.message import Message
from bot.warroom.masking import Masker

READ = frozenset({"text", "alt_text", "title", "fallback"})


def masked(message: Message, masker: Masker) -> Message:
    """The same message with every secret in its texts masked."""
    text, blocks = masker(message.text), [_masked(block, masker) for block in message.blocks]
    if text == message.text and blocks == list(message.blocks):
        return message
    return Message(text=text, blocks=tuple(blocks))


def _masked(part: Any, masker: Masker) -> Any:
    if isinstance(part, list | tuple):
        return [_masked(each, masker) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: masker(each) if name in READ and isinstance(each, str) else _masked(each, masker)
        for name, each in part.items()
    }
