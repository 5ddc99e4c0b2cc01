"""What came of an owed step: how it ended, and what is now true because of it."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value
from bot.warroom.events import Event
from bot.warroom.ports import Owed


class Outcome(Value):
    """`note` is for people and the log (why skipped, why failed); `events` are appended when the row is settled, and
    `owed` is what is to be done next, where no entry owes it.
    """

    status: Literal["done", "skipped", "failed"] = "done"
    note: str = ""
    events: tuple[Event, ...] = ()
    owed: tuple[Owed, ...] = ()
