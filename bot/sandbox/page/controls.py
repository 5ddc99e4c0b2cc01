"""The elements people press, choose in and type into, as HTML controls.

Each control carries its block_id and action_id; `held` is what it holds now (its part of state.values).
Must not know whether it stands in a message or a view, except that in a view most controls only hold.
"""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from bot.sandbox import forms
from bot.sandbox.page import mrkdwn, typed
from bot.sandbox.page.control import Control, Element
from bot.sandbox.page.markup import NOTHING, Attr, Child, el, joined, safe_address


def html(control: Control) -> Markup:
    """The control, and beside it the question it asks before it acts."""
    make = _MAKERS.get(control.kind)
    if make is None:
        return el("span", f"[{control.kind}]", class_="note")
    return make(control) + _confirm(control)


def _confirm(control: Control) -> Markup:
    asked = control.element.get("confirm")
    if not isinstance(asked, dict):
        return NOTHING
    said = {key: mrkdwn.text_object(control.reader, asked.get(key)) for key in ("title", "text", "confirm", "deny")}
    style = "danger" if asked.get("style") == "danger" else "primary"
    inside = [
        el("h2", said["title"] or "Are you sure?"),
        el("div", said["text"], class_="prose"),
        el(
            "div",
            el("button", said["deny"] or "Cancel", value="no", class_="button", formnovalidate=True),
            el("button", said["confirm"] or "Confirm", value="yes", class_=f"button {style}", autofocus=True),
            class_="row end",
        ),
    ]
    return el("template", el("form", inside, method="dialog"), data_confirm=control.name)


def _button(control: Control) -> Markup:
    element = control.element
    style = element.get("style") if element.get("style") in ("primary", "danger") else ""
    shown = mrkdwn.text_object(control.reader, element.get("text"))
    common: dict[str, Attr] = {
        "class_": f"button {style}".strip(),
        "data_value": element.get("value"),
        "data_do": "press",
        "aria_label": element.get("accessibility_label"),
        "data_asks": control.name if element.get("confirm") else None,
        **control.ids,
    }
    address = safe_address(str(element.get("url") or ""))
    if address:
        return el("a", shown, href=address, target="_blank", rel="noopener noreferrer", **common)
    return el("button", shown, type="button", **common)


def _options(element: Element) -> list[tuple[str, list[Element]]]:
    """(group label, options); one group without a label when there are none."""
    groups = element.get("option_groups")
    if isinstance(groups, list):
        return [(str(it.get("label", {}).get("text", "")), it.get("options", [])) for it in groups]
    return [("", element.get("options", []))]


def _value(option: Any) -> str:
    return str(option.get("value", "")) if isinstance(option, dict) else ""


def _option_words(option: Element) -> str:
    said = str(option.get("text", {}).get("text", ""))
    more = option.get("description")
    return f"{said} – {more.get('text', '')}" if isinstance(more, dict) and more.get("text") else said


def _choices(control: Control) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (value, words) that a select offers."""
    reader, kind = control.reader, control.kind
    if kind.endswith("users_select"):
        people = [it for it in reader.ws.users.values() if not it.deleted]
        return [("", [(it.id, it.real_name or it.handle) for it in people])]
    if kind.endswith(("conversations_select", "channels_select")):
        rooms = [it for it in reader.ws.channels.values() if it.name and not it.is_archived and reader.sees(it)]
        rooms = [it for it in rooms if it.kind in ("channel", "group")]
        return [("", [(it.id, f"#{it.name}") for it in sorted(rooms, key=lambda it: it.name)])]
    return [(label, [(_value(it), _option_words(it)) for it in found]) for label, found in _options(control.element)]


def _chosen(control: Control) -> list[str]:
    """Values that are chosen now."""
    held = control.held
    inside = next((it for key, it in held.items() if key != "type"), None) if isinstance(held, dict) else None
    listed = inside if isinstance(inside, list) else [] if inside is None else [inside]
    return [_value(it) if isinstance(it, dict) else str(it) for it in listed]


def _select(control: Control) -> Markup:
    chosen = _chosen(control)
    empty = el("option", control.words("placeholder") or "Choose…", value="", disabled=control.required)
    unchosen = el("option", control.words("placeholder") or "Choose…", value="", selected=True)
    offered = [
        _group(label, [_one(value, words, chosen) for value, words in found]) for label, found in _choices(control)
    ]
    return el(
        "select",
        empty if chosen else unchosen,
        offered,
        name=control.name,
        aria_label=control.called,
        required=control.required,
        data_asks=control.name if control.element.get("confirm") else None,
        autofocus=control.focus,
        **control.ids,
    )


def _group(label: str, options: list[Markup]) -> Markup:
    return el("optgroup", options, label=label) if label else joined(options)


def _one(value: str, words: str, chosen: Iterable[str]) -> Markup:
    return el("option", words, value=value, selected=value in chosen)


def _multi(control: Control) -> Markup:
    chosen = set(_chosen(control))
    offered = [each for _, found in _choices(control) for each in found]
    boxes = [_tick(control, "checkbox", value, words, value in chosen) for value, words in offered]
    names = [words for value, words in offered if value in chosen]
    summary = ", ".join(names) or control.words("placeholder") or "Choose…"
    search = (
        el("input", type="search", placeholder="Filter", aria_label="Filter", data_filter=True)
        if len(boxes) > 8
        else None
    )
    many = control.element.get("max_selected_items")
    return el(
        "details",
        el("summary", summary, class_="select", data_empty=control.words("placeholder") or "Choose…"),
        el("div", search, boxes, class_="choices", role="group", aria_label=control.called),
        class_="multi",
        data_field=control.name,
        data_max=many,
        **control.ids,
    )


def _tick(control: Control, kind: str, value: str, words: Child, checked: bool) -> Markup:
    box = el("input", type=kind, name=control.name, value=value, checked=checked)
    return el("label", box, el("span", words), class_="tick")


def _ticks(control: Control) -> Markup:
    chosen = set(_chosen(control))
    kind = "checkbox" if control.kind == "checkboxes" else "radio"
    boxes = []
    for option in forms.options(control.element):
        more = option.get("description")
        words = [
            mrkdwn.text_object(control.reader, option.get("text")),
            el("small", mrkdwn.text_object(control.reader, more)) if more else None,
        ]
        boxes.append(_tick(control, kind, _value(option), words, _value(option) in chosen))
    return el(
        "div",
        boxes,
        class_="ticks",
        role="radiogroup" if kind == "radio" else "group",
        aria_label=control.called,
        data_field=control.name,
        **control.ids,
    )


def _overflow(control: Control) -> Markup:
    ids = control.ids | {"data_do": "press", "data_asks": control.name if control.element.get("confirm") else None}
    items = [
        el("button", mrkdwn.text_object(control.reader, it.get("text")), type="button", data_value=_value(it), **ids)
        for it in control.element.get("options", ())
    ]
    opener = el("summary", "⋯", class_="button", aria_label=control.element.get("accessibility_label") or "More")
    return el("details", opener, el("div", items, class_="choices menu"), class_="overflow")


def _external(control: Control) -> Markup:
    chosen = _chosen(control)
    held = control.held if isinstance(control.held, dict) else {}
    option = held.get("selected_option")
    said = str(option.get("text", {}).get("text", "")) if isinstance(option, dict) else ", ".join(chosen)
    field = el(
        "input",
        type="text",
        name=control.name,
        value=said,
        placeholder=control.words("placeholder") or "Type to search",
        aria_label=control.called,
        autocomplete="off",
        required=control.required,
        data_least=control.element.get("min_query_length", 3),
        data_external=True,
        data_chosen=chosen[0] if chosen else None,
        role="combobox",
        aria_expanded="false",
        **control.ids,
    )
    return el("div", field, el("div", class_="choices menu", hidden=True, role="listbox"), class_="external")


_MAKERS: dict[str, Callable[[Control], Markup]] = {
    "button": _button,
    "workflow_button": _button,
    "static_select": _select,
    "users_select": _select,
    "conversations_select": _select,
    "channels_select": _select,
    "external_select": _external,
    "multi_external_select": _external,
    "multi_static_select": _multi,
    "multi_users_select": _multi,
    "multi_conversations_select": _multi,
    "multi_channels_select": _multi,
    "overflow": _overflow,
    "checkboxes": _ticks,
    "radio_buttons": _ticks,
    "datepicker": typed.plain("date"),
    "timepicker": typed.plain("time"),
    "datetimepicker": typed.date_and_time,
    "plain_text_input": typed.text,
    "rich_text_input": typed.rich,
    "number_input": typed.number,
    "email_text_input": typed.plain("email"),
    "url_text_input": typed.plain("url"),
    "file_input": typed.files,
}
