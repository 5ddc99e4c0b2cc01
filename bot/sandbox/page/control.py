"""One interactive element in its block, with what it holds and how it is called.

Must not draw anything.
"""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.page.markup import Attr
from bot.sandbox.page.reader import Reader

Element = dict[str, Any]


@dataclass(frozen=True)
class Control:
    """One element in its block; `acts` says that a change is told to the app at once."""

    reader: Reader
    block_id: str
    element: Element
    held: Any
    acts: bool
    label: str = ""
    required: bool = False

    @property
    def kind(self) -> str:
        return str(self.element.get("type", ""))

    @property
    def name(self) -> str:
        """What the form calls it: one name for each element of one view or message."""
        return f"{self.block_id}/{self.element.get('action_id', '')}"

    @property
    def ids(self) -> dict[str, Attr]:
        """The attributes by which the page finds out what was used."""
        return {
            "data_block": self.block_id,
            "data_action": str(self.element.get("action_id", "")),
            "data_kind": self.kind,
            "data_acts": self.acts,
        }

    def words(self, key: str) -> str:
        """The plain words of a text object of the element."""
        text = self.element.get(key)
        return str(text.get("text", "")) if isinstance(text, dict) else ""

    @property
    def called(self) -> str:
        """How the control is called for those who cannot see where it stands."""
        label = self.element.get("accessibility_label")
        return str(label or self.label or self.words("placeholder") or self.kind.replace("_", " "))

    @property
    def focus(self) -> bool:
        return bool(self.element.get("focus_on_load"))
