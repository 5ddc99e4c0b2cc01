"""An incident model as an incident used it: what was applied, in which version, and what became of it."""

from __future__ import annotations

from bot.warroom.base import Value


class UsedModel(Value):
    """A model that was applied; `seq` is the entry that says so, `abandoned` the reason if it was given up."""

    name: str
    title: str
    version: int
    seq: int
    tasks: tuple[int, ...] = ()
    teams: tuple[str, ...] = ()
    solution: str = ""
    abandoned: str | None = None
    solution_used: bool = False
