"""The usergroups.* methods: list, members, create, change, switch off and on.

Must not know who belongs where for any other reason.
"""

import re

from bot.sandbox import render
from bot.sandbox.errors import SlackError
from bot.sandbox.model import UserGroup
from bot.sandbox.web.call import Answer, ApiCall
from bot.sandbox.workspace import Event

MAX_DESCRIPTION = 140
_HANDLE = re.compile(r"[\w.-]{1,21}")
_FORBIDDEN = ("channel", "everyone", "group", "here")


def listing(call: ApiCall) -> Answer:
    users, count = call.args.flag("include_users"), call.args.flag("include_count")
    disabled = call.args.flag("include_disabled")
    found = [it for it in call.ws.groups.values() if disabled or not it.disabled_at]
    return {"usergroups": [render.group(call.ws, it, users=users, count=count) for it in found]}


def members(call: ApiCall) -> Answer:
    found = _group(call)
    return {"users": [] if found.disabled_at and not call.args.flag("include_disabled") else list(found.members)}


def _group(call: ApiCall) -> UserGroup:
    found = call.ws.groups.get(call.args.text("usergroup"))
    if found is None:
        raise SlackError("no_such_subteam")
    return found


def create(call: ApiCall) -> Answer:
    name = call.args.text("name").strip()
    if not name:
        raise SlackError("missing_subteam_name")
    if any(it.name == name for it in call.ws.groups.values()):
        raise SlackError("name_already_exists")
    handle = call.args.text("handle") or re.sub(r"[^\w.-]+", "-", name.lower())[:21]
    _check_handle(call, handle)
    made = call.ws.add_group(handle, name)
    return _told(call, _described(call, made), "subteam_created")


def _check_handle(call: ApiCall, handle: str) -> None:
    if not _HANDLE.fullmatch(handle):
        raise SlackError("bad_handle")
    if handle in _FORBIDDEN:
        raise SlackError("forbidden_handle")
    if call.ws.find_group(handle) is not None or call.ws.find_handle(handle) is not None:
        raise SlackError("handle_already_exists")


def _described(call: ApiCall, group: UserGroup) -> UserGroup:
    if len(call.args.text("description")) > MAX_DESCRIPTION:
        raise SlackError("description_too_long")
    group.description = call.args.text("description", group.description)
    if call.args.has("channels"):
        group.channels = call.args.listed("channels")
    return group


def update(call: ApiCall) -> Answer:
    found = _group(call)
    handle = call.args.text("handle", found.handle)
    if handle != found.handle:
        _check_handle(call, handle)
    found.handle, found.name = handle, call.args.text("name", found.name)
    return _told(call, _described(call, found), "subteam_updated")


def set_members(call: ApiCall) -> Answer:
    found, wanted = _group(call), call.args.listed("users")
    if not wanted:
        raise SlackError("no_users_provided")
    if any(each not in call.ws.users or call.ws.users[each].deleted for each in wanted):
        raise SlackError("invalid_users")
    found.members = list(dict.fromkeys(wanted))
    return _told(call, found, "subteam_updated")


def disable(call: ApiCall) -> Answer:
    found = _group(call)
    found.disabled_at = call.ws.now()
    return _told(call, found, "subteam_updated")


def enable(call: ApiCall) -> Answer:
    found = _group(call)
    found.disabled_at = 0
    return _told(call, found, "subteam_updated")


def _told(call: ApiCall, group: UserGroup, event: str) -> Answer:
    """The answer, and the event for every app that asked for it."""
    shown = render.group(call.ws, group, users=True, count=call.args.flag("include_count"))
    call.ws.emit(Event(event, {"type": event, "subteam": shown, "event_ts": call.ws.stamps.next()}))
    return {"usergroup": shown}
