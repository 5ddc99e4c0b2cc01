"""Modals and home tabs as HTML.

Must not open, submit or close anything.
"""

from markupsafe import Markup

from bot.sandbox.core import Core
from bot.sandbox.page import blocks
from bot.sandbox.page.blocks import Drawing
from bot.sandbox.page.markup import Child, el
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader
from bot.sandbox.views import View


def modal(reader: Reader) -> Piece:
    """The topmost open modal; an empty piece when there is none."""
    stack = reader.core.views.stacks_of(reader.id)
    if not stack:
        return Piece("modal", None, lambda: Markup(""))
    top = stack[-1]
    depth = sum(1 for it in stack if it.app_id == top.app_id)
    return Piece("modal", (top.id, top.hash, dict(top.errors), depth), lambda: _modal(reader, top, depth))


def _modal(reader: Reader, view: View, depth: int) -> Markup:
    drawing = Drawing(reader, view.values, view.errors)
    close = _label(view, "close", "Cancel")
    submit = _label(view, "submit", "")
    back = (
        el("button", "‹", type="button", class_="button small", data_do="close", aria_label="Back")
        if depth > 1
        else None
    )
    top = el(
        "div",
        back,
        el("h2", named(view.title or "Form"), id="modal-title"),
        el("small", _app_name(reader.core, view), class_="note"),
        el("button", "✕", type="button", class_="button small", data_do="close_all", aria_label="Close"),
        class_="modal-head",
    )
    send = el("button", submit, class_="button primary", type="submit", disabled=bool(view.body.get("submit_disabled")))
    foot = el(
        "div",
        el("span", class_="note wait", role="status"),
        el("button", close, type="button", class_="button", data_do="close"),
        send if submit else None,
        class_="modal-foot",
    )
    inside = el(
        "div",
        blocks.html(drawing, view.blocks),
        class_="modal-body",
        tabindex=0,
        role="group",
        aria_labelledby="modal-title",
    )
    return el("form", top, inside, foot, class_="view", data_view=view.id, novalidate=True)


def _label(view: View, key: str, default: str) -> str:
    text = view.body.get(key)
    return str(text.get("text", default)) if isinstance(text, dict) else default


def _app_name(core: Core, view: View) -> str:
    installed = core.installed.get(view.app_id)
    return installed.app.name if installed else ""


def home(reader: Reader, app_id: str) -> Piece:
    """What the app shows on its home tab."""
    view = reader.core.views.homes.get((app_id, reader.id))
    sign = (app_id, view.id, view.hash) if view else (app_id, None)
    return Piece("home", sign, lambda: _home(reader, view))


def _home(reader: Reader, view: View | None) -> Markup:
    if view is None:
        return el("p", "The app has been told that you opened its home. What it publishes appears here.", class_="note")
    inside: Child = blocks.html(Drawing(reader, view.values, view.errors), view.blocks)
    return el("div", inside, data_view=view.id, class_="home-view")
