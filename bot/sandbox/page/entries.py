"""What the page's form fields send, as the values that a person's hand would give.

Must not fill anything in.
"""

from typing import Any

from bot.sandbox import files, forms, render
from bot.sandbox.page import typed
from bot.sandbox.page.markup import safe_address
from bot.sandbox.page.reader import Reader
from bot.sandbox.views import View

Given = dict[str, dict[str, Any]]


def values(reader: Reader, view: View, sent: Any) -> Given:
    """The fields that the view really has, by block_id and action_id."""
    given: Given = {}
    for block, element in forms.elements(view.blocks):
        fields = sent.get(block["block_id"]) if isinstance(sent, dict) else None
        if (
            isinstance(fields, dict)
            and element["action_id"] in fields
            and element["type"] not in ("button", "overflow")
        ):
            given.setdefault(block["block_id"], {})[element["action_id"]] = value(
                reader, element, fields[element["action_id"]]
            )
    return given


def value(reader: Reader, element: forms.Element, sent: Any) -> Any:
    """One field; nothing typed is None. Raises ValueError for a time that is none."""
    kind = str(element["type"])
    if kind == "file_input":
        found = [reader.ws.files[it] for it in sent or () if it in reader.ws.files]
        return [render.file(reader.ws, it) for it in found]
    if kind.startswith("multi_") or kind == "checkboxes":
        return list(sent) if isinstance(sent, list) else [sent] if sent else []
    if sent in ("", None):
        return None
    if kind == "datetimepicker":
        return typed.moment(reader, str(sent))
    return _rich(str(sent)) if kind == "rich_text_input" else sent


def _rich(typed: str) -> dict[str, Any]:
    text = {"type": "text", "text": typed}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text]}]}


def faults(view: View, given: Given) -> dict[str, str]:
    """What Slack's own screen would not let pass, by block_id."""
    found: dict[str, str] = {}
    for block, element in forms.elements(view.blocks):
        if block["type"] != "input":
            continue
        typed = given.get(block["block_id"], {}).get(element["action_id"])
        wrong = _fault(element, typed, optional=bool(block.get("optional")))
        if wrong:
            found[block["block_id"]] = wrong
    return found


def _fault(element: forms.Element, typed: Any, *, optional: bool) -> str:
    if typed in (None, "", []):
        return "" if optional else "Please complete this required field."
    most = element.get("max_selected_items")
    if isinstance(typed, list) and isinstance(most, int) and len(typed) > most:
        return f"Choose at most {most}."
    check = _CHECKS.get(str(element["type"]))
    return check(element, str(typed)) if check else ""


def _length(element: forms.Element, typed: str) -> str:
    shortest, longest = int(element.get("min_length") or 0), int(element.get("max_length") or 3000)
    if len(typed) < shortest:
        return f"Write at least {shortest} characters."
    return f"Write at most {longest} characters." if len(typed) > longest else ""


def _number(element: forms.Element, typed: str) -> str:
    try:
        number = float(typed)
    except ValueError:
        return "Enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < float(least):
        return f"Enter {least} or more."
    return f"Enter {most} or less." if most is not None and number > float(most) else ""


def _email(_: forms.Element, typed: str) -> str:
    before, at, after = typed.partition("@")
    return "" if before and at and "." in after and " " not in typed else "Enter an e-mail address."


def _address(_: forms.Element, typed: str) -> str:
    return "" if safe_address(typed) else "Enter an address such as https://example.com."


_CHECKS = {"plain_text_input": _length, "number_input": _number, "email_text_input": _email, "url_text_input": _address}


def kept(reader: Reader, name: str, content: bytes) -> str:
    """A file chosen in a form, not shared in any room; returns its id."""
    return files.create(reader.ws, name, reader.id, content).id
