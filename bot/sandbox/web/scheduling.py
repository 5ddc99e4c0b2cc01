"""The methods of scheduled messages: chat.scheduleMessage, chat.deleteScheduledMessage, chat.scheduledMessages.list.

Must not wait for anything: `scheduled` does.
"""

from functools import partial
from typing import Any

from bot.sandbox import messages, unfurling
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel
from bot.sandbox.scheduled import Scheduled
from bot.sandbox.web import chat, paging, wording
from bot.sandbox.web.call import Answer, ApiCall

FURTHEST = 120 * 24 * 3_600
WINDOW = 300
MOST_IN_WINDOW = 30
TOO_LATE_TO_CANCEL = 60


def schedule(call: ApiCall) -> Answer:
    """Keeps a message until `post_at`."""
    post_at = call.args.number("post_at", 0)
    _in_reach(call, post_at)
    room = chat.destination(call)
    said = wording.content(call) | chat.thread(call, room) | wording.author(call)
    if len(said["text"]) > chat.MAX_TEXT:
        raise SlackError("msg_too_long")
    _not_too_many(call, room, post_at)
    post = partial(_post, call, room, said | {"metadata": wording.metadata(call)})
    made = Scheduled(call.ws.ids.new("Q"), call.app.id, room.id, post_at, call.ws.now(), said["text"], post)
    call.core.scheduled.add(made)
    shown = {"type": "delayed_message", "subtype": "bot_message", "text": said["text"], "bot_id": call.app.bot_id}
    return {"channel": room.id, "scheduled_message_id": made.id, "post_at": str(post_at), "message": shown}


def _in_reach(call: ApiCall, post_at: int) -> None:
    now = call.ws.now()
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + FURTHEST:
        raise SlackError("time_too_far")


def _not_too_many(call: ApiCall, room: Channel, post_at: int) -> None:
    """At most thirty in a room within five minutes."""
    near = [it for it in _own(call) if it.room == room.id and abs(it.post_at - post_at) < WINDOW]
    if len(near) >= MOST_IN_WINDOW:
        raise SlackError("restricted_too_many")


def _post(call: ApiCall, room: Channel, said: dict[str, Any]) -> None:
    message = messages.post(call.ws, room, **said)
    links, media = call.args.flag("unfurl_links"), call.args.flag("unfurl_media", default=True)
    unfurling.preview(call.ws, message, call.me, links=links, media=media)


def _own(call: ApiCall) -> list[Scheduled]:
    return call.core.scheduled.waiting(call.app.id)


def cancel(call: ApiCall) -> Answer:
    """Takes back what waits still for more than a minute."""
    wanted, room = call.args.text("scheduled_message_id"), call.args.text("channel")
    if room not in call.ws.channels:
        raise SlackError("channel_not_found")
    found = next((it for it in _own(call) if (it.id, it.room) == (wanted, room)), None)
    if found is None or found.post_at - call.ws.now() < TOO_LATE_TO_CANCEL:
        raise SlackError("invalid_scheduled_message_id")
    call.core.scheduled.cancel(found.id)
    return {}


def listing(call: ApiCall) -> Answer:
    """What waits, soonest first; in a room or a stretch of time if one is given."""
    wanted = call.args.optional("channel")
    if wanted is not None and wanted not in call.ws.channels:
        raise SlackError("invalid_channel")
    oldest, latest = call.args.number("oldest", 0), call.args.number("latest", 0)
    found = [
        it
        for it in _own(call)
        if wanted in (None, it.room) and it.post_at >= oldest and (not latest or it.post_at <= latest)
    ]
    shown, more = paging.page(call.args, found)
    return {"scheduled_messages": [_shown(it) for it in shown]} | more


def _shown(it: Scheduled) -> dict[str, Any]:
    return {
        "id": it.id,
        "channel_id": it.room,
        "post_at": it.post_at,
        "date_created": it.created,
        "text": it.text,
    }
