"""Faults of event delivery: events withheld, repeated or put in another order, on request.

Slack promises neither order nor single delivery, so an app has to bear all three. Commands and
interactions are not touched. Must not know how a parcel is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.delivery.parcels import Parcel


@dataclass
class _Repeat:
    name: str | None
    copies: int
    times: int


class EventFaults:
    """Stands between the post office and its transport; lets everything through until told otherwise."""

    def __init__(self, send: Callable[[Parcel], None]) -> None:
        self._send = send
        self._withholding: list[str | None] = []
        self._held: list[Parcel] = []
        self._repeats: list[_Repeat] = []
        self._reorder = 0
        self._gathered: list[Parcel] = []

    @property
    def held(self) -> list[Parcel]:
        return list(self._held)

    def withhold(self, name: str | None = None) -> None:
        """Keeps back events of this type (all, without one) until `release` or `discard`."""
        self._withholding.append(name)

    def release(self, *, backwards: bool = False) -> int:
        """Sends what was kept back and stops keeping back; returns how many events that were."""
        self._withholding.clear()
        held, self._held = self._held, []
        for parcel in reversed(held) if backwards else held:
            self._send(parcel)
        return len(held)

    def discard(self) -> int:
        """Forgets what was kept back, as if Slack had lost it, and stops keeping back."""
        self._withholding.clear()
        held, self._held = self._held, []
        return len(held)

    def repeat(self, name: str | None = None, *, copies: int = 1, times: int = 1) -> None:
        """Sends the next `times` events of this type `copies` times more, with the same event_id."""
        self._repeats.append(_Repeat(name, copies, times))

    def reorder(self, count: int) -> None:
        """Gathers the next `count` events and sends them last first."""
        self._reorder = count

    def clear(self) -> None:
        """Back to normal; what was kept back or gathered is sent."""
        self._repeats.clear()
        self._reorder = 0
        self._flush()
        self.release()

    def handle(self, parcel: Parcel) -> None:
        if any(name in (None, parcel.name) for name in self._withholding):
            self._held.append(parcel)
        elif self._reorder:
            self._gather(parcel)
        else:
            self._send_copies(parcel)

    def _gather(self, parcel: Parcel) -> None:
        self._gathered.append(parcel)
        if len(self._gathered) >= self._reorder:
            self._reorder = 0
            self._flush()

    def _flush(self) -> None:
        gathered, self._gathered = self._gathered, []
        for parcel in reversed(gathered):
            self._send_copies(parcel)

    def _send_copies(self, parcel: Parcel) -> None:
        self._send(parcel)
        for _ in range(self._extra_copies(parcel)):
            self._send(parcel)

    def _extra_copies(self, parcel: Parcel) -> int:
        for rule in self._repeats:
            if rule.times > 0 and rule.name in (None, parcel.name):
                rule.times -= 1
                return rule.copies
        return 0
