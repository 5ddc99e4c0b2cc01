"""What an organisation decides about hypotheses, decisions and tasks, and about handing over."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.warroom.base import Value


class Work(Value):
    """How long a hypothesis is tested unless said otherwise, how long a decision may be objected to, when owners of
    tasks are reminded, and how alike (0 to 100) a new hypothesis must be to a disproved one to be warned of.
    """

    time_box: timedelta = timedelta(minutes=20)
    objections_within: timedelta = timedelta(minutes=5)
    remind_before: timedelta = timedelta(minutes=10)
    repeated_above: int = 75


class Handover(Value):
    """After how long a lead is asked to hand over, and how often again."""

    shift: timedelta = timedelta(hours=8)
    again_after: timedelta = timedelta(hours=1)


class Swarms(Value):
    """Where a swarm works: in a thread of the war room or in a channel of its own, and how that is named."""

    place: Literal["thread", "channel"] = "thread"
    name: str = "mi-{number}-swarm-{slug}"
