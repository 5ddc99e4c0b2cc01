"""What scenario tests look at: everything that anybody in the workspace can read, and what only one person sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox import Message
from bot.sandbox.model import Channel
from bot.sandbox.views import View
from tests.scenarios.world import World

MASS = re.compile(r"<!(?:here|channel|everyone|subteam)\b|@(?:here|channel|everyone)\b", re.IGNORECASE)
"""What would wake many: Slack's own signs, and the words that its mrkdwn text objects still turn into them."""


def own(world: World, where: str) -> list[Message]:
    """What the bot has said in a room, without Slack's notes of joining and topics."""
    bot = world.sandbox.app.user.id
    return [it for it in world.sandbox.workspace.channel(where).log if it.user == bot and it.subtype is None]


def card(world: World, where: str) -> Message:
    """The one card of a war room."""
    [found] = [it for it in own(world, where) if it.blocks and it.blocks[0]["type"] == "header"]
    return found


def members(world: World, where: str) -> set[str]:
    """The handles of everybody in a room, but for the bot."""
    ws = world.sandbox.workspace
    return {ws.users[user].handle for user in ws.channel(where).members} - {world.sandbox.app.user.handle}


def told(world: World, handle: str) -> list[str]:
    """What the bot wrote to one person in their direct message."""
    return [it.all_text for it in world.person(handle).dms()]


def shown(world: World, handle: str) -> list[str]:
    """What only this person saw, oldest first."""
    return [it.all_text for it in world.person(handle).ephemerals()]


def sent_by_bot(world: World) -> Iterator[Message | View]:
    """Every message and view of the bot that anybody can see."""
    ws, bot = world.sandbox.workspace, world.sandbox.app.user.id
    for channel in ws.channels.values():
        yield from (it for it in channel.log if it.user == bot)
    for messages in ws.ephemerals.values():
        yield from (it for it in messages if it.user == bot)
    for handle in (user.handle for user in ws.users.values() if not user.is_bot):
        yield from world.person(handle).views()


def everything(seen: Message | View) -> str:
    """All of it as it went over the wire: text, blocks, attachments, whatever shows it.

    What stands in a field of a form is left out: it is somebody's own words in front of them, and posts nothing.
    """
    if isinstance(seen, View):
        return json.dumps(without(seen.body, "initial_value"), ensure_ascii=False)
    return json.dumps([seen.text, seen.blocks, seen.attachments], ensure_ascii=False)


def without(tree: Any, key: str) -> Any:
    """The tree without the values of this key."""
    if isinstance(tree, dict):
        return {name: without(value, key) for name, value in tree.items() if name != key}
    return [without(value, key) for value in tree] if isinstance(tree, list) else tree


def alarms(world: World) -> list[str]:
    """Everything of the bot's that would wake many; must be empty always."""
    return [everything(it) for it in sent_by_bot(world) if MASS.search(everything(it))]


def revealing(world: World, secret: str, *, but: str) -> list[str]:
    """The public rooms (and the private ones other than `but`) in which this word can be read, names and topics too."""
    return [room.name for room in _rooms(world) if room.name != but and secret in _readable(room)]


def _rooms(world: World) -> list[Channel]:
    return [room for room in world.sandbox.workspace.channels.values() if room.kind in {"channel", "group"}]


def _readable(room: Channel) -> str:
    held: list[Any] = [room.name, room.topic, room.purpose, [everything(it) for it in room.log]]
    return json.dumps(held, ensure_ascii=False)
