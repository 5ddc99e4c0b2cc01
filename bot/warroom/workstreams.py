"""A swarm as the incident remembers it: one line of work with a lead, members and a goal."""

from __future__ import annotations

from bot.warroom.base import Moment, Person, Value


class Swarm(Value):
    """`team` is the reference by which it was called; `ended` is what came of it, once it is over. It works in the
    thread under its message, or in a `channel` of its own.
    """

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
    channel: str = ""
    channel_name: str = ""
    archived: bool = False

    @property
    def post(self) -> str:
        """Under which name its message is kept."""
        return f"swarm:{self.number}"

    @property
    def place(self) -> str:
        """The channel it works in, unless that is put away."""
        return "" if self.archived else self.channel
