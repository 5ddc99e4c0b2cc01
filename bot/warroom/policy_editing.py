"""What an organisation decides about changing what is on the record."""

from __future__ import annotations

from bot.warroom.base import Value

AUTHOR = "author"


class Editing(Value):
    """Whose word it takes to correct a key moment: holders of these roles, its `author`. Administrators always may."""

    correct: tuple[str, ...] = ("mim", "deputy", "scribe", AUTHOR)
