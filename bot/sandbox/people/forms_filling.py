"""Filling in, submitting and closing modals, with the checks that Slack's own screen makes.

Must not talk to the app except through `Interactions`.
"""

from typing import Any

from bot.sandbox import forms
from bot.sandbox.core import Core
from bot.sandbox.errors import ImpossibleAction
from bot.sandbox.model import Message, User
from bot.sandbox.people.finding import controls
from bot.sandbox.people.interactions import Interactions
from bot.sandbox.people.pressing import resolved
from bot.sandbox.people.replies import Submission
from bot.sandbox.people.sight import Sight
from bot.sandbox.views import View

Given = dict[str, dict[str, Any]]


class Filling:
    """One person in front of modals."""

    def __init__(self, core: Core, send: Interactions, sight: Sight, user: User) -> None:
        self._core = core
        self._send = send
        self._sight = sight
        self._user = user

    def _open(self, view: View | None) -> View:
        found = self._sight.top() if view is None else view
        if found is None:
            raise ImpossibleAction(f"@{self._user.handle} has no modal open")
        if found not in self._core.views.stack(self._send.app_id, self._user.id):
            raise ImpossibleAction(f"the modal {found.title!r} is not open for @{self._user.handle}")
        return found

    def fill(self, view: View | None, given: Given) -> View:
        """Puts values into fields by block_id and action_id."""
        found = self._open(view)
        for block_id, fields in given.items():
            for action_id, value in fields.items():
                self._put(found, block_id, action_id, value)
        return found

    def _put(self, view: View, block_id: str, action_id: str, value: Any) -> None:
        for control in controls([view]):
            if (control.block["block_id"], control.element["action_id"]) == (block_id, action_id):
                held = forms.filled(control.element, resolved(self._core.ws, control.element, value))
                view.values.setdefault(block_id, {})[action_id] = held
                return
        there = [f"{it.block['block_id']}.{it.element['action_id']}" for it in controls([view])]
        raise ImpossibleAction(f"{view.title!r} has no field {block_id}.{action_id}; there is {', '.join(there)}")

    async def submit(self, view: View | None, given: Given) -> Submission:
        found = self.fill(view, given)
        if not found.body.get("submit"):
            raise ImpossibleAction(f"{found.title!r} has no submit button")
        _require_all(found)
        found.errors = {}
        return await self._send.submit(self._user, found)

    async def close(self, view: View | None, *, all_views: bool) -> None:
        found = self._open(view)
        closing = list(self._core.views.stack(self._send.app_id, self._user.id)) if all_views else [found]
        if found.body.get("clear_on_close"):
            closing, all_views = list(self._core.views.stack(self._send.app_id, self._user.id)), True
        for each in reversed(closing):
            self._core.views.close(each)
            if each.body.get("notify_on_close"):
                await self._send.closed(self._user, each, is_cleared=all_views)

    async def suggestions(self, place: View | Message | None, action_id: str, typed: str) -> list[Any]:
        found = self._sight.message(place) if isinstance(place, Message) else self._open(place)
        for control in controls([found]):
            if control.element["action_id"] == action_id:
                ids = {"action_id": action_id, "block_id": control.block["block_id"]}
                return await self._send.suggestions(self._user, found, ids, typed)
        raise ImpossibleAction(f"no field {action_id} to type into")


def _require_all(view: View) -> None:
    for block, element in forms.elements(view.blocks):
        held = view.values.get(block["block_id"], {}).get(element["action_id"])
        if block["type"] != "input" or block.get("optional") or held is None:
            continue
        if forms.is_empty(held):
            raise ImpossibleAction(f"{block['block_id']}.{element['action_id']} must be filled in")
