"""Previews of links in messages, put there a moment after the message as Slack does.

Only what needs no network: links to messages of this workspace, and pictures by their address. The edit that brings
a preview is Slack's own: `message_changed` without an `edited` mark. Must not decide whether a poster wants previews.
"""

import re
from typing import Any

from bot.sandbox import messages, render
from bot.sandbox.model import Channel, Message
from bot.sandbox.workspace import Workspace

_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp)(?:\?.*)?$", re.IGNORECASE)


def preview(ws: Workspace, message: Message, reader: str, *, links: bool, media: bool) -> None:
    """Adds the previews that `reader`, who posted it, may see."""
    found = [it for url in _LINK.findall(message.text) if (it := _preview(ws, url, reader, links=links, media=media))]
    if found:
        numbered = [{"id": number} | it for number, it in enumerate(found, len(message.attachments) + 1)]
        messages.edit(ws, message, reader, marked=False, attachments=[*message.attachments, *numbered])


def _preview(ws: Workspace, url: str, reader: str, *, links: bool, media: bool) -> dict[str, Any] | None:
    if media and _PICTURE.search(url):
        return {"from_url": url, "image_url": url, "original_url": url, "fallback": url, "service_name": ""}
    return _quoted(ws, url, reader) if links else None


def _quoted(ws: Workspace, url: str, reader: str) -> dict[str, Any] | None:
    found = re.fullmatch(
        rf"https://{re.escape(ws.domain)}\.slack\.com/archives/(\w+)/p(\d{{10}})(\d{{6}})(?:\?.*)?", url
    )
    room = ws.channels.get(found[1]) if found else None
    said = room.log.get(f"{found[2]}.{found[3]}") if found and room else None
    if room is None or said is None or not _readable(room, reader):
        return None
    shown = {"is_msg_unfurl": True, "from_url": url, "original_url": url, "channel_id": room.id, "ts": said.ts}
    words = {"text": said.text, "fallback": f"[{said.ts}] {said.text}", "mrkdwn_in": ["text"]}
    return shown | words | {"author_id": said.user, "footer": render.place(room), "message_blocks": said.blocks}


def _readable(room: Channel, reader: str) -> bool:
    return not room.is_private or reader in room.members
