"""People coming, changing and leaving, with the events that apps hear of it.

Must not decide who may do so.
"""

from dataclasses import replace
from typing import Any

from bot.sandbox import render
from bot.sandbox.model import User
from bot.sandbox.workspace import Event, Workspace


def hire(ws: Workspace, handle: str, real_name: str = "", **facts: Any) -> User:
    """A new member, in no room yet."""
    user = ws.add_user(handle, real_name, **facts)
    _tell(ws, "team_join", user)
    return user


def change(ws: Workspace, handle: str, **facts: Any) -> User:
    """The member with some facts changed; raises TypeError for a fact that users do not have."""
    before = ws.user(handle)
    user = replace(before, updated=ws.now(), **facts)
    ws.users[user.id] = user
    _tell(ws, "user_change", user)
    if (before.dnd_from, before.dnd_until) != (user.dnd_from, user.dnd_until):
        body = {"type": "dnd_updated_user", "user": user.id, "dnd_status": render.dnd(ws, user)}
        ws.emit(Event("dnd_updated_user", body | {"event_ts": ws.stamps.next()}))
    return user


def _tell(ws: Workspace, name: str, user: User) -> None:
    body = {"type": name, "user": render.user(ws, user, email=False, locale=True)}
    ws.emit(Event(name, body | {"event_ts": ws.stamps.next()}))
