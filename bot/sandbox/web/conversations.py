"""Methods that manage rooms: conversations.create, invite, join, archive, topic and their kin.

Must not touch messages beyond what an act on a room leaves behind.
"""

import re
from collections.abc import Sequence

from bot.sandbox import render, rooms
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Channel
from bot.sandbox.web.call import Answer, ApiCall

MAX_NAME = 80
MAX_TOPIC = 250
MAX_INVITED = 100


def create(call: ApiCall) -> Answer:
    private = call.args.flag("is_private")
    call.require_family("group" if private else "channel")
    name = _name(call)
    return {"channel": _shown(call, rooms.create(call.ws, name, call.me, private=private))}


def _name(call: ApiCall) -> str:
    name = call.args.text("name").strip().removeprefix("#")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > MAX_NAME:
        raise SlackError("invalid_name_maxlength")
    if re.fullmatch(r"[-_]+", name):
        raise SlackError("invalid_name_punctuation")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if call.ws.find_channel(name) is not None:
        raise SlackError("name_taken")
    return name


def _shown(call: ApiCall, room: Channel) -> Answer:
    return render.channel(call.ws, room, call.me)


def rename(call: ApiCall) -> Answer:
    room = _unarchived(_group_room(call, call.room_inside()))
    rooms.rename(call.ws, room, _name(call), call.me)
    return {"channel": _shown(call, room)}


def _group_room(call: ApiCall, room: Channel) -> Channel:
    if room.kind in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    return room


def _unarchived(room: Channel) -> Channel:
    if room.is_archived:
        raise SlackError("is_archived")
    return room


def invite(call: ApiCall) -> Answer:
    """Invites all, or none: with `force` those who can be invited are, and the others are listed."""
    room = _unarchived(_group_room(call, call.room_inside()))
    wanted = call.args.listed("users")
    if not wanted:
        raise SlackError("no_user")
    if len(wanted) > MAX_INVITED:
        raise SlackError("too_many_users")
    problems = [{"user": user, "ok": False, "error": why} for user in wanted if (why := _obstacle(call, room, user))]
    refused = {each["user"] for each in problems}
    if problems and (not call.args.flag("force") or len(refused) == len(set(wanted))):
        raise SlackError(str(problems[0]["error"]), errors=problems)
    for user in wanted:
        if user not in refused:
            rooms.join(call.ws, room, user, inviter=call.me)
    return {"channel": _shown(call, room)} | ({"errors": problems} if problems else {})


def _obstacle(call: ApiCall, room: Channel, user: str) -> str | None:
    known = call.ws.users.get(user)
    if user == call.me:
        return "cant_invite_self"
    if known is None or known.deleted:
        return "user_not_found"
    return "already_in_channel" if user in room.members else None


def join(call: ApiCall) -> Answer:
    room = _unarchived(call.room())
    if room.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if call.me in room.members:
        call.warn("already_in_channel")
    rooms.join(call.ws, room, call.me)
    return {"channel": _shown(call, room)}


def leave(call: ApiCall) -> Answer:
    room = _unarchived(_group_room(call, call.room()))
    if room.is_general:
        raise SlackError("cant_leave_general")
    if call.me not in room.members:
        return {"not_in_channel": True}
    if room.is_private and len(room.members) == 1:
        raise SlackError("last_member")
    rooms.leave(call.ws, room, call.me)
    return {}


def kick(call: ApiCall) -> Answer:
    room = _group_room(call, call.room_inside())
    user = call.person()
    if room.is_general:
        raise SlackError("cant_kick_from_general")
    if user.id == call.me:
        raise SlackError("cant_kick_self")
    if user.id not in room.members:
        raise SlackError("not_in_channel")
    rooms.leave(call.ws, room, user.id)
    return {"errors": {}}


def archive(call: ApiCall) -> Answer:
    room = _group_room(call, call.room_inside())
    if room.is_general:
        raise SlackError("cant_archive_general")
    if room.is_archived:
        raise SlackError("already_archived")
    rooms.archive(call.ws, room, call.me)
    return {}


def unarchive(call: ApiCall) -> Answer:
    room = _group_room(call, call.room())
    if not room.is_archived:
        raise SlackError("not_archived")
    if call.me not in room.members:
        raise SlackError("not_in_channel")
    rooms.unarchive(call.ws, room, call.me)
    return {}


def set_topic(call: ApiCall) -> Answer:
    room = _writable_text(call, "topic")
    rooms.set_topic(call.ws, room, call.args.text("topic"), call.me)
    return {"topic": room.topic["value"], "channel": _shown(call, room)}


def set_purpose(call: ApiCall) -> Answer:
    room = _writable_text(call, "purpose")
    rooms.set_purpose(call.ws, room, call.args.text("purpose"), call.me)
    return {"purpose": room.purpose["value"], "channel": _shown(call, room)}


def _writable_text(call: ApiCall, name: str) -> Channel:
    room = _unarchived(_group_room(call, call.room_inside()))
    if len(call.args.text(name)) > MAX_TOPIC:
        raise SlackError("too_long")
    return room


def open_direct(call: ApiCall) -> Answer:
    """By `channel` an existing direct message, by `users` a new or known one."""
    if call.args.has("channel"):
        return {"channel": _brief(call, call.room())}
    people = call.args.listed("users")
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > 8:
        raise SlackError("too_many_users")
    _know_all(call, people)
    call.require_family("im" if len(people) == 1 else "mpim")
    known = call.ws.find_direct([call.me, *people])
    if known is None and call.args.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    room = rooms.open_direct(call.ws, [call.me, *people])
    return {"channel": _brief(call, room)} | ({"no_op": True, "already_open": True} if known else {})


def close(call: ApiCall) -> Answer:
    """Puts a direct message away; it keeps its messages and opens again."""
    room = call.room()
    if room.kind not in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    return {}


def _know_all(call: ApiCall, people: Sequence[str]) -> None:
    for each in people:
        known = call.ws.users.get(each)
        if known is None:
            raise SlackError("user_not_found")
        if known.deleted:
            raise SlackError("user_disabled")


def _brief(call: ApiCall, room: Channel) -> Answer:
    return _shown(call, room) if call.args.flag("return_im") else {"id": room.id}
