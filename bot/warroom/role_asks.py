"""What an incident remembers of whom it asked to take a role."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Moment, Person, Value


class RoleAsk(Value):
    """Somebody was asked to take a role, and what they said."""

    role: str
    person: Person
    at: Moment
    answer: Literal["", "yes", "no", "silent"] = ""
