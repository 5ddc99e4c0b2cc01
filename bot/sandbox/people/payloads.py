"""The payloads of interactions, as Slack sends them: commands, actions, submissions, shortcuts.

Pure building; must not send anything.
"""

from copy import deepcopy
from typing import Any

from bot.sandbox import render, views
from bot.sandbox.apps import App
from bot.sandbox.model import Channel, Message, User
from bot.sandbox.workspace import Workspace

Payload = dict[str, Any]


def command(ws: Workspace, app: App, user: User, room: Channel, name: str, text: str) -> Payload:
    shown = {"im": "directmessage", "mpim": "mpdm", "group": "privategroup"}.get(room.kind, room.name)
    return {
        "token": "sandbox",
        "team_id": ws.team_id,
        "team_domain": ws.domain,
        "channel_id": room.id,
        "channel_name": shown,
        "user_id": user.id,
        "user_name": user.handle,
        "command": name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
    }


def interaction(ws: Workspace, app: App, user: User, kind: str) -> Payload:
    """What every interactive payload starts with."""
    return {
        "type": kind,
        "team": {"id": ws.team_id, "domain": ws.domain},
        "user": {"id": user.id, "username": user.handle, "name": user.handle, "team_id": ws.team_id},
        "api_app_id": app.id,
        "token": "sandbox",
        "enterprise": None,
        "is_enterprise_install": False,
    }


def room(it: Channel) -> Payload:
    return {"id": it.id, "name": "directmessage" if it.kind == "im" else it.name}


def in_message(ws: Workspace, where: Channel, it: Message) -> Payload:
    """The parts of a block_actions payload that tell of the message."""
    container: Payload = {
        "type": "message",
        "message_ts": it.ts,
        "channel_id": where.id,
        "is_ephemeral": it.ephemeral_for is not None,
    }
    if it.thread_ts:
        container["thread_ts"] = it.thread_ts
    body: Payload = {"container": container, "channel": room(where), "state": {"values": deepcopy(it.values)}}
    return body if it.ephemeral_for else body | {"message": render.message(ws, it)}


def in_view(ws: Workspace, app: App, it: views.View) -> Payload:
    """The parts of a block_actions payload that tell of the modal or home tab."""
    container = {"type": "view", "view_id": it.id}
    return {"container": container, "view": views.render(ws, it, app.bot_id)}
