"""The elements inside blocks: their ids, what they hold, and how a value given by hand becomes theirs.

Pure functions on Block Kit dictionaries. Must not know who fills the form in.
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.errors import ImpossibleAction

Element = dict[str, Any]
Values = dict[str, dict[str, Any]]

# The key under which state.values and an action hold an element's value, and the key of its start value.
_HOLDS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}


def with_ids(blocks: list[Element]) -> list[Element]:
    """A copy in which every block and every element has an id, as Slack hands blocks back."""
    counter = iter(range(1_000_000))
    return [_identified(block, counter) for block in blocks]


def _identified(block: Element, counter: Iterator[int]) -> Element:
    block = dict(block)
    block.setdefault("block_id", f"b{next(counter):04x}")
    for key in ("element", "accessory"):
        if isinstance(block.get(key), dict):
            block[key] = _named(block[key], counter)
    if block.get("type") == "actions":
        block["elements"] = [_named(element, counter) for element in block.get("elements", [])]
    return block


def _named(element: Element, counter: Iterator[int]) -> Element:
    if element.get("type") in ("image", None) or "action_id" in element:
        return element
    return {**element, "action_id": f"a{next(counter):04x}"}


def elements(blocks: list[Element]) -> Iterator[tuple[Element, Element]]:
    """Every (block, interactive element) of these blocks, in reading order."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            inside += block.get("elements", [])
        for element in inside:
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element


def initial_values(blocks: list[Element]) -> Values:
    """state.values of a form nobody has touched."""
    values: Values = {}
    for block, element in elements(blocks):
        if element["type"] in _HOLDS:
            values.setdefault(block["block_id"], {})[element["action_id"]] = _untouched(element)
    return values


def _untouched(element: Element) -> Element:
    key, start = _HOLDS[element["type"]]
    empty: Any = [] if key.endswith("s") else None
    return {"type": element["type"], key: element.get(start, empty)}


def carried_over(blocks: list[Element], before: Values) -> Values:
    """The values of changed blocks: an element with the same ids and type keeps what it held."""
    values = initial_values(blocks)
    for block_id, held in values.items():
        for action_id, fresh in held.items():
            old = before.get(block_id, {}).get(action_id)
            if old is not None and old["type"] == fresh["type"]:
                held[action_id] = old
    return values


def filled(element: Element, given: Any) -> Element:
    """The value of an element after somebody entered `given`; raises ImpossibleAction when it cannot be."""
    kind = element["type"]
    if kind not in _HOLDS:
        raise ImpossibleAction(f"a {kind} holds no value")
    key, _ = _HOLDS[kind]
    return {"type": kind, key: _shape(element, key, given)}


def _shape(element: Element, key: str, given: Any) -> Any:
    if key == "selected_option":
        return None if given is None else option(element, given)
    if key == "selected_options":
        return [option(element, each) for each in _listed(given)]
    if key.endswith("s") and key != "files":
        return _listed(given)
    if key == "value" and given is not None:
        return _within_limits(element, str(given))
    return given


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple | set) else [given]


def _within_limits(element: Element, text: str) -> str:
    longest, shortest = element.get("max_length", 3000), element.get("min_length", 0)
    if not shortest <= len(text) <= longest:
        raise ImpossibleAction(f"{element['action_id']} takes {shortest} to {longest} characters, not {len(text)}")
    return text


def option(element: Element, given: Any) -> Element:
    """The option with this value or text; a whole option is taken as it is for external selects."""
    known = options(element)
    if isinstance(given, dict):
        return given
    for each in known:
        if given in (each.get("value"), each.get("text", {}).get("text")):
            return each
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(given)}, "value": str(given)}
    shown = ", ".join(str(each.get("value")) for each in known)
    raise ImpossibleAction(f"{element['action_id']} has no option {given!r}; there are {shown}")


def options(element: Element) -> list[Element]:
    """All options of an element, grouped or not."""
    grouped = [each for group in element.get("option_groups", ()) for each in group.get("options", ())]
    return [*element.get("options", ()), *grouped]


def is_empty(value: Element) -> bool:
    """Whether an element's value counts as nothing entered."""
    return not next((held for key, held in value.items() if key != "type"), None)


def held(value: Element) -> Any:
    """The bare value inside an element's value: text, option value, id, date, or a list of them."""
    found = next((it for key, it in value.items() if key != "type"), None)
    if isinstance(found, list):
        return [it.get("value") if isinstance(it, dict) else it for it in found]
    return found.get("value") if isinstance(found, dict) else found


def chosen(element: Element, value: Element) -> Element:
    """What an action reports for an element that holds `value`."""
    start = _HOLDS[element["type"]][1]
    kept = {start: element[start]} if start in element else {}
    return value | kept
