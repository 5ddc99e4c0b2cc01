"""A risk as the incident remembers it."""

from __future__ import annotations

from bot.warroom.base import Moment, Person, Value


class Risk(Value):
    """Something that may go wrong yet; `closed` is why it no longer can."""

    number: int
    text: str
    by: Person | None = None
    owner: Person | None = None
    due_at: Moment | None = None
    closed: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still may."""
        return self.closed is None
