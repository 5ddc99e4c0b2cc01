"""What an app says in answer to an interaction: through response_url, or in the ack itself.

Posts, replaces or deletes accordingly. Must not know how the answer travelled.
"""

from typing import Any

from bot.sandbox import blockkit, forms, messages
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Message
from bot.sandbox.tickets import ResponseTicket
from bot.sandbox.workspace import Workspace


def take(ws: Workspace, ticket: ResponseTicket, said: dict[str, Any]) -> Message | None:
    """Carries the answer out; returns the message that came of it; raises Slack's errors."""
    if said.get("delete_original"):
        _delete(ws, ticket)
        return None
    content = _content(said)
    original = ticket.message
    if said.get("replace_original") and original is not None:
        return _keep(ticket, _replace(ws, ticket, original, content))
    return _keep(ticket, _say(ws, ticket, said, content))


def _content(said: dict[str, Any]) -> dict[str, Any]:
    blocks, attachments = said.get("blocks") or [], said.get("attachments") or []
    blockkit.check_message(blocks)
    text = str(said.get("text") or "")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    return {"text": text, "blocks": forms.with_ids(blocks), "attachments": attachments}


def _delete(ws: Workspace, ticket: ResponseTicket) -> None:
    original = ticket.message
    if original is None:
        raise SlackError("message_not_found")
    if original.ephemeral_for:
        messages.remove_ephemeral(ws, original)
    elif ws.channels[original.channel].log.get(original.ts) is not None:
        messages.delete(ws, original)


def _replace(ws: Workspace, ticket: ResponseTicket, original: Message, content: dict[str, Any]) -> Message:
    if original.ephemeral_for:
        return messages.alter_ephemeral(ws, original, **content)
    return messages.edit(ws, original, ticket.app.user.id, **content)


def _say(ws: Workspace, ticket: ResponseTicket, said: dict[str, Any], content: dict[str, Any]) -> Message:
    author = {"bot_id": ticket.app.bot_id, "app_id": ticket.app.id}
    thread = said.get("thread_ts")
    bot = ticket.app.user.id
    if said.get("response_type") == "in_channel":
        return messages.post(ws, ticket.room, bot, **content, **author, thread_ts=thread)
    return messages.show_only(ws, ticket.room, ticket.user, **content, **author, user=bot, thread_ts=thread)


def _keep(ticket: ResponseTicket, message: Message) -> Message:
    ticket.answers.append(message)
    return message
