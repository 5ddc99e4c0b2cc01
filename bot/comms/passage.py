"""Something on its way out, and the secrets that stay behind: they are masked and counted. It knows no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.comms.locale import Translator
from bot.warroom.masking import SHAPES, Masker, masker_of
from bot.warroom.policy import Policy


@dataclass
class Passage:
    """One export on its way out: what masks its secrets (None: nothing does), and how many there were."""

    masker: Masker | None = SHAPES
    count: int = 0

    def masked(self, text: str) -> str:
        """The text without its secrets."""
        return self._out(text, {})

    def values(self, value: Any) -> Any:
        """A JSON value with each of its texts masked; names of fields stay."""
        return self._walked(value, {})

    def _walked(self, value: Any, seen: dict[str, tuple[str, int]]) -> Any:
        if isinstance(value, str):
            return self._out(value, seen)
        if isinstance(value, list | tuple):
            return [self._walked(each, seen) for each in value]
        return {name: self._walked(each, seen) for name, each in value.items()} if isinstance(value, dict) else value

    def _out(self, text: str, seen: dict[str, tuple[str, int]]) -> str:
        """One text, looked through once however often one value has it, and counted each time."""
        if self.masker is None:
            return text
        if text not in seen:
            seen[text] = self.masker.counted(text)
        said, found = seen[text]
        self.count += found
        return said


def passage(policy: Policy, *, unmasked: bool = False) -> Passage:
    """The way out of this organisation's exports."""
    return Passage(None if unmasked else masker_of(policy.masking))


def told(count: int, t: Translator) -> str:
    """How many secrets were masked, for the head of the file and whoever asked for it; nothing for none."""
    if not count:
        return ""
    said = t.ngettext("{n} secret is masked (•••••).", "{n} secrets are masked (•••••).", count)
    return said.format(n=count)
