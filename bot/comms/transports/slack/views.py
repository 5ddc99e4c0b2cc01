"""Modals and the Home tab. The trigger lives 3 seconds and works once, so these are never retried."""

from __future__ import annotations

from typing import Any

from bot.comms.transports.slack.wire import Wire

View = dict[str, Any]


class Views:
    """The part of the gateway that shows forms."""

    _wire: Wire

    async def open_view(self, trigger_id: str, view: View) -> str:
        """Open a modal and return its id. Raises TriggerGone."""
        answer = await self._wire.call("views.open", trigger_id=trigger_id, view=view)
        return str(answer["view"]["id"])

    async def push_view(self, trigger_id: str, view: View) -> str:
        """Put a modal on top of the open one and return its id. Raises TriggerGone."""
        answer = await self._wire.call("views.push", trigger_id=trigger_id, view=view)
        return str(answer["view"]["id"])

    async def update_view(self, view_id: str, view: View, view_hash: str | None = None) -> None:
        """Change an open modal; with its hash, only if nobody changed it since."""
        await self._wire.call("views.update", view_id=view_id, view=view, hash=view_hash)

    async def publish_home(self, user: str, view: View) -> None:
        """Show somebody their Home tab."""
        await self._wire.call("views.publish", user_id=user, view=view)
