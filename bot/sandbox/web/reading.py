"""Methods that read rooms: conversations.info, list, members, history, replies, users.conversations.

Must not change anything.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import islice

from bot.sandbox import render
from bot.sandbox.clock import micros
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel, Message
from bot.sandbox.web import paging
from bot.sandbox.web.call import Answer, ApiCall

_KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_FOREVER = 10**18


def info(call: ApiCall) -> Answer:
    room = call.room()
    shown = render.channel(call.ws, room, call.me)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(room.members)
    if call.args.flag("include_locale"):
        shown["locale"] = call.app.user.locale
    if call.me in room.members:
        shown["last_read"] = room.last_read.get(call.me, "0000000000.000000")
    return {"channel": shown}


def mark(call: ApiCall) -> Answer:
    """How far the bot has read."""
    room = call.room_inside()
    call.moment("ts", 0, "invalid_timestamp")
    room.last_read[call.me] = call.args.text("ts")
    return {}


def listing(call: ApiCall) -> Answer:
    """Public rooms, and private ones the bot is in; only kinds whose scope it holds."""
    kinds = _kinds(call)
    visible = [room for room in call.ws.channels.values() if room.kind in kinds and _visible(call, room)]
    return _rooms(call, visible)


def of_user(call: ApiCall) -> Answer:
    user = call.person().id if call.args.has("user") else call.me
    kinds = _kinds(call)
    return _rooms(call, [it for it in call.ws.rooms_of(user) if it.kind in kinds and _visible(call, it)])


def _kinds(call: ApiCall) -> set[str]:
    names = call.args.listed("types") or ["public_channel"]
    if any(name not in _KINDS for name in names):
        raise SlackError("invalid_types")
    kinds = {_KINDS[name] for name in names}
    for kind in sorted(kinds):
        call.require_family(kind)
    return kinds


def _visible(call: ApiCall, room: Channel) -> bool:
    if room.is_archived and call.args.flag("exclude_archived"):
        return False
    return not room.is_private or call.me in room.members


def _rooms(call: ApiCall, visible: list[Channel]) -> Answer:
    page, more = paging.page(call.args, visible)
    shown = [render.channel(call.ws, room, call.me) | {"num_members": len(room.members)} for room in page]
    return {"channels": shown, **more}


def members(call: ApiCall) -> Answer:
    page, more = paging.page(call.args, list(call.room().members))
    return {"members": page, **more}


def history(call: ApiCall) -> Answer:
    """Newest first; replies are left out unless they were also sent to the room."""
    room = call.room_inside()
    oldest, latest = _window(call)
    before = paging.decode(call.args, "next_ts")
    last = latest if before is None else min(latest, before)
    size = paging.limit(call.args)
    found = list(islice(_in_room(room.log.backwards(oldest, last)), size + 1))
    metadata = call.args.flag("include_all_metadata")
    shown = [render.message(call.ws, it, metadata=metadata) for it in found[:size]]
    answer = {"messages": shown, "has_more": len(found) > size, "pin_count": len(room.pins)}
    if len(found) > size:
        answer["response_metadata"] = {"next_cursor": paging.encode("next_ts", micros(found[size].ts))}
    return answer


def _in_room(found: Iterable[Message]) -> Iterable[Message]:
    return (it for it in found if not it.is_reply or it.broadcast)


def _window(call: ApiCall) -> tuple[int, int]:
    """The first and last microsecond asked for; both ends are left out unless `inclusive`."""
    edge = 0 if call.args.flag("inclusive") else 1
    oldest = call.moment("oldest", 0, "invalid_ts_oldest")
    latest = call.moment("latest", 0, "invalid_ts_latest")
    return (oldest + edge if oldest else 0), (latest - edge if latest else _FOREVER)


def replies(call: ApiCall) -> Answer:
    """The thread, oldest first; the parent comes with every page, as in Slack."""
    room = call.room_inside()
    parent = _thread_of(call, room)
    oldest, latest = _window(call)
    after = paging.decode(call.args, "next_ts")
    times = [micros(it.ts) for it in parent.replies]
    first = bisect_left(times, oldest if after is None else max(oldest, after))
    last = bisect_right(times, latest)
    size = paging.limit(call.args, default=1000)
    room_for = max(size - 1, 1)
    page, more = parent.replies[first : min(last, first + room_for)], first + room_for < last
    metadata = call.args.flag("include_all_metadata")
    shown = [render.message(call.ws, it, metadata=metadata) for it in (parent, *page)]
    answer: Answer = {"messages": shown, "has_more": more}
    if more:
        answer["response_metadata"] = {"next_cursor": paging.encode("next_ts", times[first + room_for])}
    return answer


def _thread_of(call: ApiCall, room: Channel) -> Message:
    found = call.message(room, error="thread_not_found")
    if found.is_reply:
        return room.log.get(found.thread_ts or "") or found
    return found
