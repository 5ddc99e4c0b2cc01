"""Modals and home tabs: which are open for whom, and what has been typed into them.

Must not decide whether a call may open one (the Web API does) nor what a person may do with it.
"""

import secrets
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import forms
from bot.sandbox.errors import SlackError
from bot.sandbox.workspace import Workspace

MAX_DEPTH = 3
_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "external_id")
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


@dataclass(eq=False)
class View:
    """One modal or home tab of one person; `values` is what its form holds now."""

    id: str
    app_id: str
    user: str
    body: dict[str, Any]
    root_id: str
    previous_id: str | None = None
    hash: str = field(default_factory=lambda: f"{secrets.token_hex(5)}.{secrets.token_hex(4)}")
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.body["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id", ""))

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))


class ViewDesk:
    """The stack of modals of each person and app, and their home tabs."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._stacks: dict[tuple[str, str], list[View]] = {}
        self.homes: dict[tuple[str, str], View] = {}

    def stack(self, app_id: str, user: str) -> list[View]:
        return self._stacks.setdefault((app_id, user), [])

    def stacks_of(self, user: str) -> list[View]:
        return [view for (_, owner), stack in self._stacks.items() if owner == user for view in stack]

    def find(self, app_id: str, view_id: str | None, external_id: str | None = None) -> View:
        """Raises not_found for a view that is not open."""
        for view in [*self._open(app_id), *self.homes.values()]:
            known = view.body.get("external_id")
            if view.app_id == app_id and (view.id == view_id or (external_id and known == external_id)):
                return view
        raise SlackError("not_found")

    def _open(self, app_id: str) -> list[View]:
        return [view for (app, _), stack in self._stacks.items() if app == app_id for view in stack]

    def open(self, app_id: str, user: str, body: dict[str, Any]) -> View:
        """A new modal for a person; what was open before is put away."""
        self._refuse_twins(app_id, body)
        view = self._new(app_id, user, body)
        self._stacks[(app_id, user)] = [view]
        self._ws.changes.notify()
        return view

    def push(self, app_id: str, user: str, body: dict[str, Any]) -> View:
        """A modal on top; raises push_limit_reached beyond three."""
        stack = self.stack(app_id, user)
        if len(stack) >= MAX_DEPTH:
            raise SlackError("push_limit_reached")
        self._refuse_twins(app_id, body)
        view = self._new(app_id, user, body)
        if stack:
            view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._ws.changes.notify()
        return view

    def update(self, view: View, body: dict[str, Any]) -> View:
        """New content for an open view; fields that are still there keep what was typed."""
        view.body = _complete(body)
        view.hash = f"{secrets.token_hex(5)}.{secrets.token_hex(4)}"
        view.values = forms.carried_over(view.blocks, view.values)
        view.errors = {}
        self._ws.changes.notify()
        return view

    def publish(self, app_id: str, user: str, body: dict[str, Any]) -> View:
        """The home tab of a person, new or changed."""
        known = self.homes.get((app_id, user))
        if known is not None:
            return self.update(known, body)
        view = self.homes[(app_id, user)] = self._new(app_id, user, body)
        self._ws.changes.notify()
        return view

    def close(self, view: View) -> None:
        stack = self.stack(view.app_id, view.user)
        if view in stack:
            stack.remove(view)
        self._ws.changes.notify()

    def clear(self, app_id: str, user: str) -> None:
        self.stack(app_id, user).clear()
        self._ws.changes.notify()

    def _new(self, app_id: str, user: str, body: dict[str, Any]) -> View:
        view_id = self._ws.ids.new("V")
        view = View(view_id, app_id, user, _complete(body), view_id)
        view.values = forms.initial_values(view.blocks)
        return view

    def _refuse_twins(self, app_id: str, body: dict[str, Any]) -> None:
        external = body.get("external_id")
        if external and any(view.body.get("external_id") == external for view in self._open(app_id)):
            raise SlackError("duplicate_external_id")


def _complete(body: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: body[key] for key in _KEPT if key in body}
    kept |= {key: bool(body.get(key, False)) for key in _FLAGS}
    kept.setdefault("private_metadata", "")
    kept.setdefault("callback_id", "")
    return kept | {"blocks": forms.with_ids(body.get("blocks", []))}


def render(ws: Workspace, view: View, bot_id: str) -> dict[str, Any]:
    """The view as Slack answers and sends it."""
    return view.body | {
        "id": view.id,
        "team_id": ws.team_id,
        "state": {"values": deepcopy(view.values)},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": view.app_id,
        "app_installed_team_id": ws.team_id,
        "bot_id": bot_id,
        "external_id": view.body.get("external_id", ""),
        "title": view.body.get("title"),
        "submit": view.body.get("submit"),
        "close": view.body.get("close"),
    }
