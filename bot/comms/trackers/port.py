"""What every tracker can do, and the values that cross. Failures are those of `transports.errors`."""

from __future__ import annotations

from typing import Protocol

from bot.comms.transports.errors import NeedsOperator
from bot.warroom.base import Value
from bot.warroom.outputs import OutputKind


class TrackerRefused(NeedsOperator):
    """The tracker does not accept our token, or does not let us write there."""

    remedy = "Look at POSKO_TRACKER_URL, _USER, _TOKEN and _PROJECT; `posko check` says whether they work."


class Ticket(Value):
    """An output as it is filed. `label` is unique for ever: by it a ticket is found again."""

    label: str
    name: str
    what: OutputKind
    summary: str
    sections: tuple[tuple[str, str], ...] = ()


class Filed(Value):
    """Where it stands: the tracker's key, and a link if it has one."""

    key: str
    link: str = ""


class Tracker(Protocol):
    """Somewhere to put tickets, once each."""

    async def file(self, ticket: Ticket, *, look: bool) -> Filed:
        """File it; with `look` an earlier attempt may have, so it is looked for first. Raises TransportError."""
        ...

    async def check(self) -> str:
        """Who we are there, in words. Raises TransportError."""
        ...
