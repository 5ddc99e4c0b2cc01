"""What an organisation decides about changing what is on the record."""

from __future__ import annotations

from bot.warroom.base import Value

AUTHOR = "author"
DUTY_MANAGER = "duty_manager"


class Editing(Value):
    """Whose word it takes to correct a key moment, and to erase what an entry says: holders of these roles, its
    `author`, the rota's `duty_manager`. Administrators always may.
    """

    correct: tuple[str, ...] = ("mim", "deputy", "scribe", AUTHOR)
    erase: tuple[str, ...] = ("mim", DUTY_MANAGER)
