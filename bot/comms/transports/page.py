"""The bot's own status pages as a place: what is delivered there stands on the record, and the page reads it there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.comms.retry import CannotDo
from bot.comms.transports.parcel import Parcel, Receipt


@dataclass(frozen=True)
class StatusPage:
    """The transport to the pages. Nothing of a private incident or a drill is ever shown there."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """It is shown from the moment that this delivery is on the record."""
        if parcel.state.private or parcel.state.drill:
            why = "A status page never shows private incidents or drills."
            raise CannotDo(why, "Tell this audience another way.")
        return Receipt(to=f"status page {parcel.place.target}", result="shown")
