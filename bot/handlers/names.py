"""What is known without asking anybody: people's names, our own messages, the address of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.comms.directory import SlackDirectory
from bot.comms.transports.slack.values import Identity
from bot.warroom.base import Person


@dataclass(frozen=True)
class KnownNames:
    """Implements `messages.Names` on the directory's book and the bot's own identity."""

    directory: SlackDirectory
    identity: Identity

    def known(self, user: str) -> Person | None:
        """The person of that id, if the directory has read of them."""
        return self.directory.known(user)

    def own(self, event: Mapping[str, Any]) -> bool:
        """Whether the bot itself said this."""
        return event.get("user") == self.identity.user or event.get("bot_id") == self.identity.bot

    def permalink(self, channel: str, ts: str, thread_ts: str | None) -> str:
        """Slack's address of a message, which follows from channel and ts: no call is needed."""
        address = f"{self.identity.url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
        return f"{address}?thread_ts={thread_ts}&cid={channel}" if thread_ts else address
