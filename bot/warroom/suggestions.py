"""Suggested key moments as the incident remembers them: those that wait, and the latest that were answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bot.warroom.events.suggesting import Suggested

Outcome = Literal["", "marked", "declined", "edited", "deleted", "lapsed"]
KEPT = 20
"""So many answered ones stay in the state, for the messages that still show them; the record has them all."""


class Suggestion(Suggested):
    """One of them: `batch` is the entry that suggested it, `settled` the one that closed it, `by` whoever did."""

    batch: int
    outcome: Outcome = ""
    settled: int = 0
    by: str = ""
    marked_as: str = ""

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it and nothing has overtaken it."""
        return not self.outcome


def waiting(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Those that wait for an answer, oldest first."""
    return tuple(each for each in suggestions if each.waits)


def kept(suggestions: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    """Every one that waits, and the latest of the others."""
    over = {each.target for each in [each for each in suggestions if not each.waits][:-KEPT]}
    return tuple(each for each in suggestions if each.waits or each.target not in over)
