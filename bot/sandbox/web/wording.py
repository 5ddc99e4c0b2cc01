"""What the chat.* methods make of their words: text, blocks, attachments, metadata, the name they go under.

Raises Slack's errors for what it refuses. Must not post anything.
"""

import json
import re
from typing import Any

from bot.sandbox import blockkit, forms
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Message
from bot.sandbox.people import typing
from bot.sandbox.web.call import ApiCall

MAX_ATTACHMENTS = 100
MAX_METADATA = 8_000
_EVENT_TYPE = re.compile(r"[A-Za-z0-9_-]+")


def content(call: ApiCall, before: Message | None = None) -> dict[str, Any]:
    """Text, blocks and attachments after Slack's checks; what is not given stays as `before`."""
    blocks = call.args.json("blocks", "invalid_blocks_format")
    attachments = _attachments(call)
    text = _markdown(call) if call.args.has("markdown_text") else _linked(call, call.args.text("text"))
    blockkit.check_message(blocks or [])
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if before is not None:
        blocks = before.blocks if blocks is None and not text else blocks
        attachments = before.attachments if attachments is None else attachments
    return {"text": text, "blocks": forms.with_ids(blocks or []), "attachments": attachments or []}


def _attachments(call: ApiCall) -> list[dict[str, Any]] | None:
    """The attachments with the ids that Slack gives them; None when there is no such argument."""
    given = call.args.json("attachments", "invalid_attachments")
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(it, dict) for it in given):
        raise SlackError("invalid_attachments")
    if len(given) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for index, attachment in enumerate(given):
        blockkit.check_message(attachment.get("blocks") or [], f"/attachments/{index}/blocks")
    return [_numbered(attachment, number) for number, attachment in enumerate(given, 1)]


def _numbered(attachment: dict[str, Any], number: int) -> dict[str, Any]:
    known: dict[str, Any] = {"id": number, "fallback": "[no preview available]"} | attachment
    return known | ({"blocks": forms.with_ids(known["blocks"])} if known.get("blocks") else {})


def _linked(call: ApiCall, text: str) -> str:
    """Names become mentions only when asked for; addresses with `parse=full` too."""
    full = call.args.text("parse") == "full"
    return typing.linked(call.ws, text, urls=full) if full or call.args.flag("link_names") else text


def _markdown(call: ApiCall) -> str:
    if call.args.has("text") or call.args.has("blocks"):
        raise SlackError("markdown_text_conflict")
    text = call.args.text("markdown_text")
    if len(text) > blockkit.MAX_MARKDOWN:
        raise SlackError("msg_too_long")
    return text


def author(call: ApiCall) -> dict[str, Any]:
    """The app's own signature, or the name and picture asked for where the app may choose them."""
    own: dict[str, Any] = {"user": call.me, "bot_id": call.app.bot_id, "app_id": call.app.id}
    chosen = _chosen(call) if "chat:write.customize" in call.app.scopes else {}
    return own | ({"user": None, "subtype": "bot_message", "extra": chosen} if chosen else {})


def _chosen(call: ApiCall) -> dict[str, Any]:
    chosen: dict[str, Any] = {"username": call.args.text("username")} if call.args.has("username") else {}
    if call.args.has("icon_emoji"):
        return chosen | {"icons": {"emoji": call.args.text("icon_emoji")}}
    return chosen | ({"icons": {"image_48": call.args.text("icon_url")}} if call.args.has("icon_url") else {})


def metadata(call: ApiCall) -> dict[str, Any] | None:
    """The metadata if it is well formed; otherwise a warning, and the call goes on without it."""
    if call.args.raw.get("metadata") in (None, "", "{}", {}):
        return None
    try:
        given = call.args.json("metadata", "invalid_metadata_format")
    except SlackError as error:
        call.warn(error.code)
        return None
    if not _well_formed(given):
        call.warn("invalid_metadata_schema")
        return None
    if len(json.dumps(given, ensure_ascii=False)) > MAX_METADATA:
        raise SlackError("metadata_too_large")
    return {"event_type": given["event_type"], "event_payload": given["event_payload"]}


def _well_formed(given: Any) -> bool:
    if not isinstance(given, dict) or not isinstance(given.get("event_payload"), dict):
        return False
    kind = given.get("event_type")
    return isinstance(kind, str) and _EVENT_TYPE.fullmatch(kind) is not None
