"""How the workspace's things look in Slack's JSON.

Pure functions from a thing to the dictionary that an app receives. Must not change anything.
"""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox import richtext
from bot.sandbox.model import Bookmark, Channel, File, Message, User, UserGroup
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def message(ws: Workspace, it: Message, *, metadata: bool = False) -> Json:
    """A message as history and events show it."""
    body: Json = {"type": "message", "ts": it.ts, "text": it.text, "team": ws.team_id}
    optional = {"user": it.user, "subtype": it.subtype, "thread_ts": it.thread_ts, "edited": it.edited}
    body |= {key: value for key, value in optional.items() if value is not None}
    lists = {"blocks": it.blocks or _typed(it), "attachments": it.attachments}
    body |= {key: value for key, value in lists.items() if value}
    if it.files:
        body["files"] = [file(ws, each) for each in it.files]
    if it.bot_id:
        body |= _signature(ws, it)
    body |= _thread(ws, it) | _marks(it) | it.extra
    if metadata and it.metadata:
        body["metadata"] = it.metadata
    return body


def _typed(it: Message) -> list[Json]:
    """The rich_text that comes with what a person typed; bots and Slack itself send none."""
    by_hand = it.user and not it.bot_id and it.subtype in (None, "thread_broadcast", "file_share", "me_message")
    return [richtext.block(it.text, f"r{it.ts[-6:]}")] if by_hand and it.text.strip() else []


def _signature(ws: Workspace, it: Message) -> Json:
    if not it.app_id:
        return {"bot_id": it.bot_id}
    author = ws.users.get(it.user or "")
    name = author.real_name if author else "app"
    profile = {"id": it.bot_id, "app_id": it.app_id, "name": name, "team_id": ws.team_id, "deleted": False}
    return {"bot_id": it.bot_id, "app_id": it.app_id, "bot_profile": profile}


def _thread(ws: Workspace, it: Message) -> Json:
    if it.is_reply:
        parent = ws.channels[it.channel].log.get(it.thread_ts or "")
        return {"parent_user_id": parent.user} if parent else {}
    if not it.replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in it.replies if reply.user))
    return {
        "thread_ts": it.ts,
        "reply_count": len(it.replies),
        "reply_users": people[:5],
        "reply_users_count": len(people),
        "latest_reply": it.replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def _marks(it: Message) -> Json:
    body: Json = {}
    if it.reactions:
        body["reactions"] = reactions(it)
    if it.pinned_by:
        body |= {"pinned_to": [it.channel], "pinned_info": it.pinned_by}
    return body


def reactions(it: Message) -> list[Json]:
    return [{"name": name, "users": list(users), "count": len(users)} for name, users in it.reactions.items() if users]


def channel(ws: Workspace, it: Channel, viewer: str | None = None) -> Json:
    """A room as one member sees it (`viewer` is a user id)."""
    body: Json = {
        "id": it.id,
        "created": it.created,
        "updated": it.created * 1000,
        "is_archived": it.is_archived,
        "is_channel": it.kind == "channel",
        "is_group": it.kind == "group",
        "is_im": it.kind == "im",
        "is_mpim": it.kind == "mpim",
        "is_private": it.is_private,
        "is_org_shared": False,
        "context_team_id": ws.team_id,
    }
    if it.kind == "im":
        return body | _direct(it, viewer)
    return body | {
        "name": it.name,
        "name_normalized": it.name,
        "is_general": it.is_general,
        "is_member": viewer in it.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "creator": it.creator,
        "topic": it.topic,
        "purpose": it.purpose,
        "previous_names": list(it.previous_names),
        "unlinked": 0,
        **({"properties": {"canvas": _canvas(ws, it)}} if it.canvas else {}),
    }


def _canvas(ws: Workspace, it: Channel) -> Json:
    return {"file_id": it.canvas, "is_empty": not ws.files[it.canvas].content, "quip_thread_id": f"Q{it.canvas}"}


def _direct(it: Channel, viewer: str | None) -> Json:
    other = next((member for member in it.members if member != viewer), viewer)
    return {"user": other, "is_user_deleted": False, "priority": 0, "is_open": True}


def user(ws: Workspace, it: User, *, email: bool = True, locale: bool = False) -> Json:
    """A member as users.info shows them; the address only to apps that may see it."""
    body: Json = {
        "id": it.id,
        "team_id": ws.team_id,
        "name": it.handle,
        "deleted": it.deleted,
        "real_name": it.real_name,
        "tz": it.tz,
        "tz_label": it.tz,
        "tz_offset": _offset(it.tz),
        "profile": profile(it, email=email),
        "is_admin": it.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": it.is_bot,
        "is_app_user": False,
        "updated": it.updated,
    }
    return body | ({"locale": it.locale} if locale else {})


def profile(it: User, *, email: bool = True) -> Json:
    first, _, last = it.real_name.partition(" ")
    body: Json = {
        "real_name": it.real_name,
        "real_name_normalized": it.real_name,
        "display_name": it.handle,
        "display_name_normalized": it.handle,
        "first_name": first,
        "last_name": last,
        "title": it.title,
        "phone": "",
        "status_text": it.status_text,
        "status_emoji": it.status_emoji,
        "avatar_hash": f"g{it.id[-8:].lower()}",
        **icons(it.id),
    }
    if it.is_bot:
        body |= {"bot_id": it.bot_id, "api_app_id": it.app_id, "always_active": True}
    return body | ({"email": it.email} if email and it.email and not it.is_bot else {})


def icons(name: str, sizes: tuple[int, ...] = (24, 32, 48, 72, 192, 512)) -> Json:
    """Addresses of pictures that nobody serves."""
    return {f"image_{size}": f"https://avatars.slack.example/{name}-{size}.png" for size in sizes}


def _offset(tz: str) -> int:
    offset = datetime.now(UTC).astimezone(ZoneInfo(tz)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def file(ws: Workspace, it: File) -> Json:
    address = f"{ws.file_address}/files-pri/{ws.team_id}-{it.id}/{it.name}"
    kind = it.name.rpartition(".")[2] if "." in it.name else "text"
    return {
        "id": it.id,
        "created": it.created,
        "timestamp": it.created,
        "name": it.name,
        "title": it.title,
        "mimetype": it.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": it.user,
        "user_team": ws.team_id,
        "editable": False,
        **({"alt_txt": it.alt_txt} if it.alt_txt else {}),
        **({"thumb_360": address, "thumb_720": address} if it.mimetype.startswith("image/") else {}),
        "size": len(it.content),
        "mode": "hosted",
        "is_external": False,
        "is_public": any(not ws.channels[room].is_private for room in it.rooms),
        "url_private": address,
        "url_private_download": address,
        "permalink": f"https://{ws.domain}.slack.com/files/{it.user}/{it.id}/{it.name}",
        "channels": [room for room in it.rooms if ws.channels[room].kind == "channel"],
        "groups": [room for room in it.rooms if ws.channels[room].kind == "group"],
        "ims": [room for room in it.rooms if ws.channels[room].kind == "im"],
    } | it.extra


def bookmark(it: Bookmark) -> Json:
    return {
        "id": it.id,
        "channel_id": it.room,
        "title": it.title,
        "link": it.link,
        "emoji": it.emoji,
        "icon_url": None,
        "type": it.kind,
        "entity_id": None,
        "date_created": it.created,
        "date_updated": it.updated,
        "rank": "a",
        "last_updated_by_user_id": it.by,
        "last_updated_by_team_id": None,
        "shortcut_id": None,
        "app_id": None,
        **({"parent_id": it.parent} if it.parent else {}),
        **({"access_level": it.access_level} if it.access_level else {}),
    }


def group(ws: Workspace, it: UserGroup, *, users: bool, count: bool) -> Json:
    body: Json = {
        "id": it.id,
        "team_id": ws.team_id,
        "is_usergroup": True,
        "name": it.name,
        "handle": it.handle,
        "description": it.description,
        "is_external": False,
        "date_delete": it.disabled_at,
        "prefs": {"channels": list(it.channels), "groups": []},
    }
    body |= {"users": list(it.members)} if users else {}
    return body | ({"user_count": len(it.members)} if count else {})


def place(it: Channel) -> str:
    """Where something was said, in the words under a quoted message."""
    return f"Posted in #{it.name}" if it.kind in ("channel", "group") else "From a direct message"


def permalink(ws: Workspace, it: Message) -> str:
    link = f"https://{ws.domain}.slack.com/archives/{it.channel}/p{it.ts.replace('.', '')}"
    return f"{link}?thread_ts={it.thread_ts}&cid={it.channel}" if it.is_reply else link


def compact(body: Any) -> str:
    return json.dumps(body, separators=(",", ":"))


def dnd(ws: Workspace, user: User) -> Json:
    """When this person does not want to be disturbed: now or next; 1 and 1 for never, as Slack says it."""
    wanted = user.dnd_until > ws.now()
    start, end = (user.dnd_from, user.dnd_until) if wanted else (1, 1)
    return {"dnd_enabled": wanted, "next_dnd_start_ts": start, "next_dnd_end_ts": end}
