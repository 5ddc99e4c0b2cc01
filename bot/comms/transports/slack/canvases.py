"""The canvas of a channel: one each, for its members. It does not write what stands there.

Slack's canvas documentation: markdown up to 1 MiB, tables up to 300 cells.
"""

from __future__ import annotations

from bot.comms.transports import errors as e
from bot.comms.transports.slack.wire import Wire

EXISTS = frozenset({"channel_canvas_already_exists", "free_team_canvas_tab_already_exists"})
NONE_HERE = frozenset({
    "canvas_disabled_user_team", "canvas_disabled_file_team", "canvas_globally_disabled", "restricted_action",
    "team_tier_cannot_create_channel_canvases", "free_teams_cannot_edit_standalone_canvases",
})  # fmt: skip
"""Codes by which Slack says that this workspace, or its plan, has no canvases."""


class NoCanvas(e.PermanentError):
    """The workspace has none, or the installation may not write them."""


class Canvases:
    """The part of the gateway that writes canvases."""

    _wire: Wire

    async def create_canvas(self, channel: str, title: str, markdown: str) -> str | None:
        """The id of the channel's new canvas; None where it has one already. Raises NoCanvas."""
        try:
            answer = await self._write(
                "conversations.canvases.create", channel_id=channel, title=title, document_content=_document(markdown)
            )
        except e.PermanentError as error:
            if error.code in EXISTS:
                return None
            raise
        return str(answer["canvas_id"])

    async def find_canvas(self, channel: str) -> str | None:
        """The id of the channel's canvas."""
        answer = await self._wire.call("conversations.info", channel=channel)
        found = (answer["channel"].get("properties") or {}).get("canvas") or {}
        return str(found["file_id"]) if found.get("file_id") else None

    async def made_canvas(self, canvas: str) -> str:
        """The user id of whoever made a canvas."""
        answer = await self._wire.call("files.info", file=canvas)
        return str(answer["file"].get("user") or "")

    async def rewrite_canvas(self, canvas: str, markdown: str) -> None:
        """Put this in the place of everything that stands in a canvas. Raises NoCanvas."""
        change = {"operation": "replace", "document_content": _document(markdown)}
        await self._write("canvases.edit", canvas_id=canvas, changes=[change])

    async def _write(self, method: str, **arguments: object) -> dict[str, object]:
        try:
            return await self._wire.call(method, **arguments)
        except e.MissingScope as error:
            raise NoCanvas(method, "missing_scope", error.needed) from error
        except e.PermanentError as error:
            if error.code in NONE_HERE:
                raise NoCanvas(method, error.code) from error
            raise


def _document(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}
