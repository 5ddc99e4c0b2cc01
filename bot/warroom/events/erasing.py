"""Content that was erased for privacy. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value


class ErasedPart(Value):
    """The words of this entry, which is `of_kind`, were taken out: `was` is the digest that the chain has of its
    content, `left` the one of what is left of it.
    """

    entry: int
    was: str
    left: str
    of_kind: str = ""


class ContentErased(Value):
    """What entry `entry` said, or with `some` certain words, was erased for good, there and in its copies (`parts`).

    What is said of these `messages` from then on is kept without words. `by` did it at the command line.
    """

    kind: Literal["content_erased"] = "content_erased"
    entry: int
    reason: str
    parts: tuple[ErasedPart, ...]
    messages: tuple[str, ...] = ()
    some: bool = False
    by: str = ""
