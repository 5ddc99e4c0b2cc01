"""The whole page around a scene: head, ribbon, sidebar, middle, side, dialogs.

Must not know what the scene holds.
"""

from markupsafe import Markup

from bot.sandbox.core import Core
from bot.sandbox.page import emoji, sidebar, story
from bot.sandbox.page.markup import Child, el
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.messages import tile
from bot.sandbox.page.reader import Reader

_DOCTYPE = Markup("<!DOCTYPE html>")
RIBBON = "a Slack of its own on this computer. Nothing leaves it."


def page(reader: Reader, place: str, title: str) -> str:
    """The document; the live socket fills in the middle at once."""
    frame = [_side(reader, place), _middle(), el("aside", data_slot="side", id="side", aria_label="Side panel")]
    body = [
        el("a", "Skip to the conversation", href="#main", class_="skip"),
        el("header", el("strong", "SANDBOX"), el("span", RIBBON), class_="ribbon"),
        story.frame(reader),
        el("div", frame, class_="frame"),
        *_dialogs(reader.core),
        el("div", id="toast", role="alert"),
        el("div", id="heard", class_="hidden", aria_live="polite"),
        el("noscript", "The workspace needs JavaScript to be live."),
    ]
    data = {"data_handle": reader.user.handle, "data_place": place, "data_me": reader.id, "data_base": reader.path()}
    return _DOCTYPE + el("html", _head(title), el("body", body, **data), lang="en")


def _head(title: str) -> Markup:
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", f"{title} · sandbox"),
        [el("link", rel="stylesheet", href=f"/sandbox/static/{it}.css") for it in ("base", "chat", "forms", "story")],
        el("link", rel="icon", href="/sandbox/static/icon.svg", type="image/svg+xml"),
        el("script", type="module", src="/sandbox/static/app.js"),
    )


def _dialogs(core: Core) -> list[Child]:
    def popup(name: str, label: str, role: str, inside: Child, class_: str = "popup choices menu") -> Markup:
        return el("div", inside, id=name, class_=class_, popover="auto", role=role, aria_label=label)

    return [
        el("dialog", data_slot="modal", id="modal", aria_labelledby="modal-title"),
        el("dialog", id="ask", aria_label="Please confirm"),
        popup("picker", "Choose a reaction", "dialog", _picker(), "popup"),
        popup("menu", "Message", "menu", _menu(core)),
        popup("shortcuts", "Shortcuts", "menu", _shortcuts(core)),
    ]


def _side(reader: Reader, place: str) -> Markup:
    def rooms(title: str, name: str, more: Child = None) -> list[Child]:
        return [
            el("div", el("h2", title, id=f"h-{name}"), more, class_="row between"),
            el("ul", data_list=name, class_="plain", aria_labelledby=f"h-{name}"),
        ]

    add = el(
        "button",
        "+",
        type="button",
        class_="button small bare",
        data_do="new_channel",
        aria_label="New channel",
        title="New channel",
    )
    parts: list[Child] = [
        el("div", el("strong", named(reader.ws.name)), el("span", "sandbox", class_="badge"), class_="team"),
        _who(reader, place),
        el("input", type="search", id="jump", placeholder="Jump to… (Ctrl K)", aria_label="Jump to a room"),
        el("ul", data_list="homes", class_="plain", aria_label="Apps"),
        *rooms("Channels", "rooms", add),
        *rooms("Direct messages", "directs"),
        el(
            "details",
            el("summary", "More channels"),
            el("ul", data_list="others", class_="plain", aria_label="More channels"),
        ),
        el(
            "a",
            el("span", "⚡", class_="sign", aria_hidden="true"),
            el("span", "Break it & watch it", class_="title"),
            href=reader.path("trouble"),
            data_place="trouble",
            class_="room trouble-link",
        ),
    ]
    return el("nav", parts, class_="side", aria_label="Workspace")


def _who(reader: Reader, place: str) -> Markup:
    me = reader.user
    shown = [tile(me.real_name, me.id), el("span", el("small", "You act as"), named(me.real_name, "b"), class_="who")]
    note = el("p", "Every window can be somebody else: open these in new tabs.", class_="note")
    return el(
        "details",
        el("summary", shown, class_="person", aria_label=f"You act as {me.real_name}. Act as somebody else"),
        el("div", note, sidebar.people(reader, place), class_="drop"),
        class_="act-as",
    )


def _middle() -> Markup:
    menu = el(
        "button", "☰", type="button", class_="button small to-side", data_do="side", aria_label="Show the sidebar"
    )
    return el("main", menu, el("div", data_slot="main", class_="middle"), id="main", tabindex="-1")


def _picker() -> Child:
    buttons = [
        el(
            "button",
            emoji.shown(name),
            type="button",
            data_do="react",
            data_name=name,
            title=f":{name}:",
            aria_label=name.replace("_", " "),
        )
        for name in emoji.OFFERED
    ]
    box = el("input", name="name", placeholder="or its name, such as bulb", aria_label="Emoji name", autocomplete="off")
    return [
        el("div", buttons, class_="grid"),
        el("form", box, el("button", "React", class_="button small"), class_="row", data_react=True),
    ]


def _item(words: str, do: str, **data: str) -> Markup:
    return el(
        "button", words, type="button", role="menuitem", data_do=do, **{f"data_{key}": it for key, it in data.items()}
    )


def _menu(core: Core) -> Child:
    found = [
        (it.app, shortcut)
        for it in core.installed.values()
        for shortcut in it.app.shortcuts.values()
        if shortcut.kind == "message"
    ]
    own = [_item("Edit message", "edit", only="mine"), _item("Delete message…", "delete", only="mine")]
    apps = [
        _item(f"{shortcut.name} · {app.name}", "message_shortcut", app=app.id, callback=shortcut.callback_id)
        for app, shortcut in found
    ]
    return [_item("Pin or unpin", "pin"), *own, el("hr") if apps else None, *apps]


def _shortcuts(core: Core) -> Child:
    found = [
        (it.app, shortcut)
        for it in core.installed.values()
        for shortcut in it.app.shortcuts.values()
        if shortcut.kind == "global"
    ]
    items = [
        _item(f"{shortcut.name} · {app.name}", "shortcut", app=app.id, callback=shortcut.callback_id)
        for app, shortcut in found
    ]
    commands = [
        _item(name, "type", text=f"{name} ") for it in core.installed.values() for name in sorted(it.app.commands)
    ]
    return (
        [*items, el("hr") if items and commands else None, *commands]
        if items or commands
        else el("p", "No app offers any.", class_="note")
    )


def problem(words: str) -> str:
    """A page that only says what is wrong."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("title", "Sandbox"),
        el("link", rel="stylesheet", href="/sandbox/static/base.css"),
    )
    inside = el(
        "div", el("h1", "Nothing here"), el("p", words), el("p", el("a", "To the workspace", href="/")), class_="lost"
    )
    ribbon = el("div", el("strong", "SANDBOX"), class_="ribbon")
    return _DOCTYPE + el("html", head, el("body", ribbon, inside), lang="en")
