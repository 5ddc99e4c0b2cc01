"""A message ready to be posted in Slack: Block Kit blocks and the text that notifications and screen readers use."""

from __future__ import annotations

from typing import Any

from bot.warroom.base import Value


class Message(Value):
    """Already escaped and within Slack's limits; `blocks` may be empty for plain text."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()
