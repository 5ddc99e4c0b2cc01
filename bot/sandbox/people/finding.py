"""Finding a button, menu or field among what a person can see.

Must not press anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.sandbox import forms
from bot.sandbox.errors import ImpossibleAction
from bot.sandbox.model import Message
from bot.sandbox.views import View

Place = Message | View


@dataclass(frozen=True)
class Control:
    """One element, its block, and the message or view it stands in."""

    place: Place
    block: forms.Element
    element: forms.Element


def controls(places: Iterable[Place]) -> Iterator[Control]:
    """Every element of these places, in the order given."""
    for place in places:
        for block, element in forms.elements(_blocks(place)):
            yield Control(place, block, element)


def _blocks(place: Place) -> list[forms.Element]:
    """Those of a message's attachments too."""
    attached = place.attachments if isinstance(place, Message) else []
    return [*place.blocks, *(block for each in attached for block in each.get("blocks", ()))]


def find(
    places: Iterable[Place], action_id: str | None, value: str | None, block_id: str | None, text: str | None
) -> Control:
    """The first control that fits; raises ImpossibleAction with the ids that could be seen."""
    seen: list[str] = []
    for control in controls(places):
        if _fits(control, action_id, value, block_id, text):
            return control
        seen.append(str(control.element["action_id"]))
    wanted = " ".join(f"{it}" for it in (action_id, text, value) if it)
    shown = ", ".join(dict.fromkeys(seen)) or "nothing to press"
    raise ImpossibleAction(f"no control {wanted} to be seen; there is {shown}")


def _fits(control: Control, action_id: str | None, value: str | None, block_id: str | None, text: str | None) -> bool:
    element = control.element
    if action_id is not None and element["action_id"] != action_id:
        return False
    if block_id is not None and control.block["block_id"] != block_id:
        return False
    if text is not None and element.get("text", {}).get("text") != text:
        return False
    return element["type"] != "button" or value is None or element.get("value") == value
