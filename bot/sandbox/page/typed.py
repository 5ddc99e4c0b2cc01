"""The elements one types into, and those that take dates, times and files, as HTML.

Must not know menus and buttons.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.sandbox import forms
from bot.sandbox.page.control import Control, Element
from bot.sandbox.page.markup import Attr, el, joined
from bot.sandbox.page.reader import Reader


def _input_attrs(control: Control) -> dict[str, Attr]:
    element = control.element
    return {
        "name": control.name,
        "placeholder": control.words("placeholder") or None,
        "aria_label": control.called,
        "required": control.required,
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
        "autofocus": control.focus,
        "data_on": " ".join(_dispatch(element)) or None,
        "autocomplete": "off",
        **control.ids,
    }


def _dispatch(element: Element) -> list[str]:
    config = element.get("dispatch_action_config")
    found = config.get("trigger_actions_on", ()) if isinstance(config, dict) else ()
    return [str(each) for each in found] or ["on_enter_pressed"]


def _bare(control: Control) -> str:
    held = forms.held(control.held) if isinstance(control.held, dict) else None
    return "" if held is None or isinstance(held, list | dict) else str(held)


def text(control: Control) -> Markup:
    if control.element.get("multiline"):
        return el("textarea", _bare(control), rows=4, **_input_attrs(control))
    return el("input", type="text", value=_bare(control), **_input_attrs(control))


def rich(control: Control) -> Markup:
    held = control.held.get("rich_text_value") if isinstance(control.held, dict) else None
    said = "".join(_flat(held)) if isinstance(held, dict) else ""
    return el("textarea", said, rows=5, **_input_attrs(control))


def _flat(part: Any) -> list[str]:
    inside = part.get("elements", ()) if isinstance(part, dict) else ()
    return [str(part.get("text", ""))] if not inside else [words for each in inside for words in _flat(each)]


def plain(kind: str) -> Callable[[Control], Markup]:
    return lambda control: el("input", type=kind, value=_bare(control), **_input_attrs(control))


def number(control: Control) -> Markup:
    element = control.element
    step = "any" if element.get("is_decimal_allowed") else "1"
    limits: dict[str, Attr] = {"min": element.get("min_value"), "max": element.get("max_value"), "step": step}
    return el("input", type="number", value=_bare(control), **limits, **_input_attrs(control))


def date_and_time(control: Control) -> Markup:
    held = _bare(control)
    shown = f"{control.reader.at(int(held)):%Y-%m-%dT%H:%M}" if held.lstrip("-").isdigit() else ""
    zone = el("small", f"your time zone: {control.reader.zone.key}", class_="note")
    return joined([el("input", type="datetime-local", value=shown, **_input_attrs(control)), zone])


def moment(reader: Reader, typed: str) -> int:
    """Seconds since 1970 of a time typed on the reader's clock; raises ValueError for anything else."""
    return int(datetime.fromisoformat(typed).replace(tzinfo=reader.zone).timestamp())


def files(control: Control) -> Markup:
    kinds = ",".join(f".{it}" for it in control.element.get("filetypes", ()))
    most = control.element.get("max_files", 10)
    attrs = {
        key: it for key, it in _input_attrs(control).items() if key not in ("minlength", "maxlength", "placeholder")
    }
    return el("input", type="file", accept=kinds or None, multiple=most != 1, data_max=most, **attrs)
