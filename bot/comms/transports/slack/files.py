"""Files: sharing one in a channel, and finding it again. It does not make their content."""

from __future__ import annotations

from typing import Any

from bot.comms.transports.slack.wire import Wire

ALT_LIMIT = 1_000


class Files:
    """The part of the gateway that shares files."""

    _wire: Wire

    async def upload_file(
        self, channel: str, name: str, title: str, content: bytes, comment: str = "", alt: str = ""
    ) -> str:
        """Share a file and return its id. Only the last of the three calls shows anything in the channel.

        `alt` tells what a picture shows to whoever does not see it.
        """
        ticket = await self._wire.call(
            "files.getUploadURLExternal", filename=name, length=len(content), alt_txt=alt[:ALT_LIMIT] or None
        )
        await self._wire.send("files.upload", ticket["upload_url"], data=content)
        await self._wire.call(
            "files.completeUploadExternal",
            files=[{"id": ticket["file_id"], "title": title}],
            channel_id=channel,
            initial_comment=comment or None,
        )
        return str(ticket["file_id"])

    async def find_file(self, channel: str, name: str, oldest: str) -> str | None:
        """The id of a file of that name shared in the channel after `oldest` (a Slack ts), or None."""
        page, last = 1, 1
        while page <= last:
            answer = await self._wire.call("files.list", channel=channel, ts_from=oldest, count=100, page=page)
            for found in answer.get("files") or ():
                if found.get("name") == name and float(found.get("created") or 0) >= float(oldest):
                    return str(found["id"])
            page, last = page + 1, last_page(answer)
        return None


def last_page(answer: dict[str, Any]) -> int:
    """How many pages files.list has; it is the one listing without a cursor."""
    return int((answer.get("paging") or {}).get("pages") or 1)
