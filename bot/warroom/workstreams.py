"""A swarm as the incident remembers it: one line of work with a lead, members and a goal, in a thread of the room."""

from __future__ import annotations

from bot.warroom.base import Moment, Person, Value


class Swarm(Value):
    """`team` is the reference by which it was called; `ended` is what came of it, once it is over."""

    number: int
    name: str
    goal: str = ""
    team: str = ""
    lead: Person | None = None
    members: tuple[Person, ...] = ()
    status: str = ""
    status_at: Moment | None = None
    ended: str | None = None
    seq: int = 0

    @property
    def post(self) -> str:
        """Under which name its message is kept."""
        return f"swarm:{self.number}"
