"""What the core asks of the database when words are erased; see `ports`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.warroom.erasing.redaction import Redacted


class ErasureWrites(Protocol):
    """The only writes that change what is stored of the past: contents of entries, never what is hashed of them."""

    async def redact(self, number: int, entries: Sequence[Redacted]) -> None:
        """Put what is left of these entries in place of their contents."""
        ...

    async def forget_answers(self, change: Callable[[str], str]) -> None:
        """Keep no answer to a person that was sent, and change the words of those that wait."""
        ...
