"""Pressing buttons and choosing in menus: from a control that can be seen to a block_actions payload.

Must not decide what is visible.
"""

from typing import Any

from bot.sandbox import forms
from bot.sandbox.errors import ImpossibleAction
from bot.sandbox.model import Channel, Message, User
from bot.sandbox.people.finding import Control, find
from bot.sandbox.people.interactions import Interactions
from bot.sandbox.people.replies import Reply
from bot.sandbox.people.sight import Sight
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

_PEOPLE = ("users_select", "multi_users_select")
_ROOMS = ("channels_select", "conversations_select", "multi_channels_select", "multi_conversations_select")


class Pressing:
    """One person's hand on the controls."""

    def __init__(self, ws: Workspace, send: Interactions, sight: Sight, user: User) -> None:
        self._ws = ws
        self._send = send
        self._sight = sight
        self._user = user

    async def press(
        self,
        where: str | Channel | Message | View | None,
        action_id: str | None,
        value: Any,
        block_id: str | None,
        text: str | None,
    ) -> Reply:
        if action_id is None and text is None:
            raise ImpossibleAction("name the control: action_id or text")
        control = find(self._sight.places(where), action_id, value, block_id, text)
        action = self._action(control, value)
        if isinstance(control.place, View):
            return await self._send.act_on_view(self._user, control.place, action)
        room = self._ws.channels[control.place.channel]
        return await self._send.act_on_message(self._user, room, control.place, action)

    def _action(self, control: Control, value: Any) -> dict[str, Any]:
        element = control.element
        head = {"action_id": element["action_id"], "block_id": control.block["block_id"], "type": element["type"]}
        if element["type"] == "button":
            kept = {key: element[key] for key in ("text", "value", "style", "url") if key in element}
            return head | kept
        if element["type"] == "overflow":
            return head | {"selected_option": forms.option(element, value)}
        held = forms.filled(element, resolved(self._ws, element, value))
        control.place.values.setdefault(control.block["block_id"], {})[element["action_id"]] = held
        return head | forms.chosen(element, held)


def resolved(ws: Workspace, element: forms.Element, value: Any) -> Any:
    """Handles and room names become ids for the elements that choose people or rooms."""
    if isinstance(value, list | tuple):
        return [resolved(ws, element, each) for each in value]
    if value is None:
        return None
    if element["type"] in _PEOPLE:
        return ws.user(value).id
    return ws.channel(value).id if element["type"] in _ROOMS else value
